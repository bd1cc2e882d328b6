use std::fmt::{self, Write};

/// Writes text with its control characters as escapes, so that a name in a file cannot control the terminal.
pub(crate) struct Printable<W>(pub(crate) W);

impl<W: Write> Write for Printable<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(index) = rest.find(is_control) {
            self.0.write_str(&rest[..index])?;
            let mut letters = rest[index..].chars();
            letters.next().map_or(Ok(()), |letter| write!(self.0, "{}", letter.escape_debug()))?;
            rest = letters.as_str();
        }
        self.0.write_str(rest)
    }
}

/// Whether a terminal may act on the character instead of showing it: control characters, and those that reverse the direction of
/// text or have no width.
fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text with its control characters as escapes.
///
/// The names of scalars and functions come from files, and may contain characters on which a terminal acts. The text of an error is
/// already escaped.
///
/// ```
/// use tch_lr_scheduler::printable;
///
/// assert_eq!(printable("temperature"), "temperature");
/// assert_eq!(printable("\u{1b}[31mred"), "\\u{1b}[31mred");
/// ```
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = Printable(&mut shown).write_str(text);
    shown
}
