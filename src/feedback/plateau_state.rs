/// What [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau) remembers between two metrics.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
///
/// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
/// let plateau = plan.preview(1, 0)?.plateau.unwrap();
/// assert_eq!(plateau.best, f64::INFINITY);
/// assert_eq!(plateau.reductions, [0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlateauState {
    /// The best metric so far; before the first, the worst there is.
    pub best: f64,
    /// Metrics in a row that were not better than `best`.
    pub num_bad_epochs: u64,
    /// Metrics still to be passed over after a reduction.
    pub cooldown_counter: u64,
    /// Metrics given so far.
    pub metrics: u64,
    /// How often the rate of each group was reduced. The rate in force is the scheduled one, reduced that often.
    pub reductions: Vec<u64>,
}

impl PlateauState {
    /// For so many groups: one that is born later is as reduced as the others are.
    pub(crate) fn regroup(&mut self, groups: usize) {
        let most = self.reductions.iter().copied().max().unwrap_or(0);
        self.reductions.resize(groups, most);
    }
}
