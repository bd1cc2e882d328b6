//! Whole numbers that are written with an exponent, a point or digit separators.

/// The whole number that a float is, or `None` if the float is not a whole number from 0 on, or if it may have been rounded.
///
/// Every whole number below 2<sup>53</sup> is exact. A larger one is taken only if its shortest decimal has at most 15 digits, such
/// as 1e17, because two numbers of at most 15 digits are never the same float.
pub(crate) fn whole_of_float(value: f64) -> Option<u64> {
    const EXACT: f64 = (1_u64 << 53) as f64;
    const LARGEST: f64 = u64::MAX as f64;
    if !(value.fract() == 0.0 && (0.0..LARGEST).contains(&value)) {
        return None;
    }
    let digits = || format!("{value:e}").chars().take_while(|letter| *letter != 'e').filter(char::is_ascii_digit).count();
    (value < EXACT || digits() <= 15).then_some(value as u64)
}

/// Reads a whole number from text, as people write it: `10000`, `10_000`, `1e4` or `1.5e6`.
///
/// # Errors
/// A text with what was expected and found, for a command line: if the text is no number, is negative, has a fraction, or is a
/// number above 2<sup>53</sup> that is written as a float and may have been rounded.
///
/// ```
/// use tch_lr_scheduler::spec::whole_number;
///
/// assert_eq!([whole_number("10_000"), whole_number("1e4")], [Ok(10_000), Ok(10_000)]);
/// assert_eq!(whole_number("2.5").unwrap_err(), "expected a whole number, at least 0, such as 10000, 10_000 or 1e4, found 2.5");
/// ```
pub fn whole_number(text: &str) -> Result<u64, String> {
    let plain = without_separators(text);
    let number = plain.as_deref().and_then(|plain| plain.parse().ok().or_else(|| whole_of_float(plain.parse().ok()?)));
    let text = crate::printable(text);
    number.ok_or_else(|| format!("expected a whole number, at least 0, such as 10000, 10_000 or 1e4, found {text}"))
}

/// The text without the underscores between digits, or `None` if an underscore is anywhere else.
fn without_separators(text: &str) -> Option<String> {
    let is_digit = |letter: Option<u8>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let bytes = text.as_bytes();
    let is_between =
        |index: usize| is_digit(index.checked_sub(1).map(|before| bytes[before])) && is_digit(bytes.get(index + 1).copied());
    let all_between = (0..bytes.len()).filter(|&index| bytes[index] == b'_').all(is_between);
    all_between.then(|| text.replace('_', ""))
}

/// JSON text without digit separators: each number is moved together, and spaces follow it, so that lines and columns stay.
pub(crate) fn without_json_separators(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let (mut in_a_text, mut is_escaped, mut removed) = (false, false, 0);
    let mut letters = json.chars().peekable();
    while let Some(letter) = letters.next() {
        let continues = |next: Option<&char>| next.is_some_and(|next| next.is_ascii_alphanumeric() || "._+-".contains(*next));
        if letter == '_'
            && !in_a_text
            && text.ends_with(|before: char| before.is_ascii_digit())
            && letters.peek().is_some_and(char::is_ascii_digit)
        {
            removed += 1;
            continue;
        }
        text.push(letter);
        if removed > 0 && !continues(letters.peek()) {
            text.extend(std::iter::repeat_n(' ', removed));
            removed = 0;
        }
        in_a_text ^= letter == '"' && !is_escaped;
        is_escaped = in_a_text && letter == '\\' && !is_escaped;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_floats_are_whole_numbers_unless_they_may_have_been_rounded() {
        let large = (1_u64 << 53) - 1;
        assert_eq!([1e5, 3e12, 0.0, -0.0, large as f64].map(whole_of_float), [100_000, 3_000_000_000_000, 0, 0, large].map(Some));
        assert_eq!([1e16, 1e19].map(whole_of_float), [10_000_000_000_000_000, 10_000_000_000_000_000_000].map(Some));
        for wrong in [
            0.5,
            1e5 + 0.5,
            -1.0,
            9007199254740993.0,
            9007199254740994.0,
            123456789012345680.0,
            1e20,
            u64::MAX as f64,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(whole_of_float(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn text_may_have_separators_between_digits() {
        assert_eq!(
            ["1_0", "1e6", "1_000.0e3", "18446744073709551615"].map(whole_number),
            [10, 1_000_000, 1_000_000, u64::MAX].map(Ok)
        );
        for wrong in
            ["", "_1", "1_", "1__0", "1_e3", "1e_3", "-5", "-0.5", "nan", "inf", "1e20", "0x10", " 1", "9007199254740993.0", "+"]
        {
            assert!(whole_number(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn separators_in_json_become_spaces_behind_the_number() {
        let json = r#"{"a_1": 10_000, "b": [1_0.5_0e1_0,2_0]}"#;
        assert_eq!(without_json_separators(json), r#"{"a_1": 10000 , "b": [10.50e10   ,20 ]}"#);
        let unchanged = r#"{"1_0\"1_0\\": _1, "a": 1_, "b": 1__0}"#;
        assert_eq!(without_json_separators(unchanged), unchanged);
    }
}
