/// The latest step of a log. Sums of steps stay far below the largest integer.
pub(super) const LATEST: f64 = 1e18;

/// The columns of a log.
pub(super) struct Table {
    /// The name of the file in messages.
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The name of the column of the step, which is not among the columns.
    pub(super) step: String,
}

/// A column: a value at each step that has one.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) numbers: Vec<(u64, f64)>,
    /// The fields that are not numbers, each with its line.
    pub(super) texts: Vec<(u64, String)>,
}

impl Table {
    /// The names of all columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.step.as_str()).chain(self.columns.iter().map(|column| column.name.as_str()))
    }
}
