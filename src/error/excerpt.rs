use super::printable::printable;
use std::fmt;

/// The line of a file in which an error is, and the column of the error. Its `Display` text has three lines: the number of the line
/// with its text, between two lines that mark the column.
///
/// ```
/// use tch_lr_scheduler::{Error, PlanSpec};
///
/// let error = PlanSpec::from_json("{\"lr\": {\n  \"base\": true}}")?.plan().unwrap_err();
/// let Error::Data { excerpt: Some(excerpt), .. } = error else { panic!("{error}") };
/// assert_eq!((excerpt.line, excerpt.column), (2, 3));
/// assert_eq!(excerpt.to_string(), "  |\n2 |   \"base\": true}}\n  |   ^");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Excerpt {
    /// The number of the line, counted from 1.
    pub line: usize,
    /// The column, counted in characters from 1.
    pub column: usize,
    /// The part of the line that is shown: the whole line, or what is around the column if the line is long.
    pub text: String,
    /// The number of characters of `text` before the column.
    indent: usize,
}

/// The most characters of a line that are shown before the column, and from it on.
const BEFORE: usize = 60;
const AFTER: usize = 60;

impl Excerpt {
    /// The excerpt of `source` at a position. `None` if the text has no such line.
    pub(crate) fn of(source: &str, line: usize, column: usize) -> Option<Self> {
        let whole = source.lines().nth(line.checked_sub(1)?)?;
        let at = column.saturating_sub(1);
        let start = at.saturating_sub(BEFORE);
        let part = |from: usize, count: usize| -> String { whole.chars().skip(from).take(count).map(plain).collect() };
        let is_cut = [start > 0, whole.chars().nth(at + AFTER).is_some()];
        Some(Self::new(line, column, &part(start, at - start), &part(at, AFTER), is_cut))
    }

    /// The place at a byte of the source, whose line and column are known. Its cost does not depend on the length of the source.
    pub(crate) fn around(source: &str, byte: usize, line: usize, column: usize) -> Self {
        let (before, after) = source.split_at_checked(byte).unwrap_or((source, ""));
        let mut start: Vec<char> = before.chars().rev().take_while(|letter| *letter != '\n').take(BEFORE).map(plain).collect();
        start.reverse();
        let mut rest = after.chars().take_while(|letter| !matches!(letter, '\r' | '\n'));
        let end: String = rest.by_ref().take(AFTER).map(plain).collect();
        let is_cut = [column.saturating_sub(1) > BEFORE, rest.next().is_some()];
        Self::new(line, column, &start.into_iter().collect::<String>(), &end, is_cut)
    }

    fn new(line: usize, column: usize, before: &str, after: &str, is_cut: [bool; 2]) -> Self {
        let [cut, left] = is_cut.map(|is_cut| if is_cut { "..." } else { "" });
        let before = format!("{cut}{}", printable(before));
        Self { line, column, text: format!("{before}{}{left}", printable(after)), indent: before.chars().count() }
    }
}

/// The letter, but a space for a tab, so that the mark is below its column.
fn plain(letter: char) -> char {
    if letter == '\t' { ' ' } else { letter }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let margin = self.line.to_string().len();
        writeln!(formatter, "{:margin$} |", "")?;
        writeln!(formatter, "{} | {}", self.line, self.text)?;
        write!(formatter, "{:margin$} | {:indent$}^", "", "", indent = self.indent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_below_the_column() {
        let shown = |source: &str, line, column| Excerpt::of(source, line, column).map(|excerpt| excerpt.to_string());
        assert_eq!(shown("a\n\té = \u{1b}x", 2, 6).as_deref(), Some("  |\n2 |  é = \\u{1b}x\n  |      ^"));
        assert_eq!(shown("a", 1, 2).as_deref(), Some("  |\n1 | a\n  |  ^"));
        assert_eq!(shown("a", 2, 1), None);
        assert_eq!(shown("a", 0, 1), None);
    }

    #[test]
    fn a_long_line_is_cut_around_the_column() {
        let excerpt = Excerpt::of(&"x".repeat(1_000_000), 1, 500_000).map(|excerpt| excerpt.to_string()).unwrap_or_default();
        assert!(excerpt.contains("| ...xx") && excerpt.contains("xx...\n") && excerpt.len() < 400, "{excerpt}");
    }
}
