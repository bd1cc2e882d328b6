/// The lowest rate that a reduction may lead to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MinLr {
    /// The same for every group.
    OfAll(f64),
    /// One for each group.
    OfEach(Vec<f64>),
}

impl MinLr {
    pub(crate) fn of_group(&self, group: usize) -> Option<f64> {
        match self {
            Self::OfAll(min_lr) => Some(*min_lr),
            Self::OfEach(min_lrs) => min_lrs.get(group).copied(),
        }
    }
}
