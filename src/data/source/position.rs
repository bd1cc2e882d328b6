use std::fmt;

/// A place in the text of a file: the line and the column, both counted from 1. Columns count characters.
///
/// ```
/// use tch_lr_scheduler::PlanSpec;
///
/// let spec = PlanSpec::from_json("{\"lr\": {\n  \"base\": 0.1}}")?;
/// let base = spec.position("lr.base").unwrap();
/// assert_eq!((base.line, base.column, base.to_string()), (2, 3, "line 2 column 3".into()));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// The position of a byte of `text`. `None` if no character starts there.
    pub(crate) fn of_byte(text: &str, byte: usize) -> Option<Self> {
        let before = text.get(..byte)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Some(Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {} column {}", self.line, self.column)
    }
}
