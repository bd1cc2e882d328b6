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
    #[cfg(feature = "toml")]
    pub(crate) fn of_byte(text: &str, byte: usize) -> Option<Self> {
        Self::of_bytes(text, &[Some(byte)]).pop().flatten()
    }

    /// The positions of bytes of `text`, which is read once. `None` for a byte at which no character starts.
    pub(crate) fn of_bytes(text: &str, bytes: &[Option<usize>]) -> Vec<Option<Self>> {
        let mut positions = vec![None; bytes.len()];
        let mut order: Vec<_> = bytes.iter().enumerate().filter_map(|(index, byte)| Some(((*byte)?, index))).collect();
        order.sort_unstable();
        let (mut reached, mut at) = (0, Self { line: 1, column: 1 });
        for (byte, index) in order {
            let Some(between) = text.get(reached..byte) else { continue };
            let lines = between.matches('\n').count();
            let column = match between.rfind('\n') {
                Some(newline) => between[newline + 1..].chars().count() + 1,
                None => at.column + between.chars().count(),
            };
            (reached, at) = (byte, Self { line: at.line + lines, column });
            positions[index] = Some(at);
        }
        positions
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {} column {}", self.line, self.column)
    }
}
