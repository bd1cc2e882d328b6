use crate::data::Data;

/// A number as YAML and Python write it: `1e-5`, `1_000`, `.5`, `-3`.
pub(super) fn number(text: &str) -> Option<Data> {
    let digits: String = text.chars().filter(|letter| *letter != '_').collect();
    if !digits.starts_with(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.']) {
        return None;
    }
    if let Ok(whole) = digits.parse::<u64>() {
        return Some(Data::Whole(whole));
    }
    // Rust reads `infinity` and `nan`, which begin with a letter behind the sign.
    if digits.trim_start_matches(['+', '-']).starts_with(|letter: char| letter.is_alphabetic()) {
        return None;
    }
    digits.parse::<f64>().ok().map(Data::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_yaml_and_python_write_them() {
        assert_eq!(number("1_000"), Some(Data::Whole(1_000)));
        assert_eq!(number("1e-5"), Some(Data::Number(1e-5)));
        assert_eq!(number(".5"), Some(Data::Number(0.5)));
        assert_eq!(number("-3"), Some(Data::Number(-3.0)));
        assert_eq!(["", "-inf", "+nan", "x1", "1.2.3", "1e"].map(number), [const { None }; 6]);
    }
}
