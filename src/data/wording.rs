//! Numbers and lists as text for people.

/// A number with six significant digits, with an exponent if it is below 0.001 or at least 10,000,000: `0.1`, `2.5e-5`.
pub(crate) fn number(value: f64) -> String {
    rounded(value, 6)
}

/// A number as [`number`] writes it, with another number of significant digits.
pub(crate) fn rounded(value: f64, digits: usize) -> String {
    let rounded = format!("{value:.*e}", digits.saturating_sub(1)).parse().unwrap_or(value);
    match f64::abs(rounded) {
        0.0 => "0".into(),
        1e-3..1e7 => format!("{rounded}"),
        _ => format!("{rounded:e}"),
    }
}

/// The text with its control characters escaped, because a terminal would act on them.
pub(crate) fn escape_controls(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() { escaped.extend(letter.escape_default()) } else { escaped.push(letter) }
    }
    escaped
}

/// A count with a comma after every three digits: `10,000`.
pub(crate) fn count(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A list as text: `30`, `30 and 80`, `10, 30 and 80`. If there are more than six items, only the first and the last.
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] if items.len() > 6 => format!("{first}, ... and {last} ({} times)", items.len()),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_six_digits_and_an_exponent_if_needed() {
        let written = [0.010000000000000002, 1e-5, 3e-4, 1.0 / 3.0, 0.0, -0.5, 32.0, 1e300, 123456789.0].map(number);
        assert_eq!(written, ["0.01", "1e-5", "3e-4", "0.333333", "0", "-0.5", "32", "1e300", "1.23457e8"]);
    }

    #[test]
    fn counts_have_commas() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }
}
