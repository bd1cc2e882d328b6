//! The parts of a text: a number at the start, and a word.

/// The number at the start of a text, without the underscores between its digits, and what follows it. `None` if there is none.
pub(super) fn number(text: &str) -> Option<(String, &str)> {
    let bytes = text.as_bytes();
    let is_digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    let is_separator = |index: usize| bytes.get(index) == Some(&b'_') && index > 0 && is_digit(index - 1) && is_digit(index + 1);
    let after_digits = |mut index: usize| {
        while is_digit(index) || is_separator(index) {
            index += 1;
        }
        index
    };
    let whole = after_digits(0);
    let mut end = if bytes.get(whole) == Some(&b'.') && (whole > 0 || is_digit(1)) { after_digits(whole + 1) } else { whole };
    if end == 0 {
        return None;
    }
    // The e of "5ep" is that of the unit, because no digit follows it.
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        if is_digit(end + 1 + sign) {
            end = after_digits(end + 1 + sign);
        }
    }
    Some((text[..end].replace('_', ""), &text[end..]))
}

/// The word at the start of a text, which is its letters or one percent sign, and what follows it.
pub(super) fn letters(text: &str) -> (&str, &str) {
    if text.starts_with('%') {
        return text.split_at(1);
    }
    text.split_at(text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len()))
}
