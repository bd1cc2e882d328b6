/// The state of a [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau) rule: the best metric so far, and counters.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
///
/// let rule = ReduceLrOnPlateau::new().patience(1);
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
/// for loss in [0.9, 0.7, 0.8] {
///     scheduler.metric(loss, &mut DryRun)?;
/// }
/// let plateau = scheduler.state().plateau.as_ref().unwrap();
/// assert_eq!((plateau.best, plateau.num_bad_epochs, plateau.metrics), (0.7, 1, 3));
/// assert_eq!(plateau.reductions, [0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct PlateauState {
    /// The best metric so far. Before the first metric, the worst possible one: infinity, or minus infinity for
    /// [`Mode::Max`](crate::Mode::Max).
    pub best: f64,
    /// The number of metrics in a row without improvement over `best`.
    pub num_bad_epochs: u64,
    /// The number of coming metrics that will not count as metrics without improvement, because a reduction was made shortly
    /// before.
    pub cooldown_counter: u64,
    /// The number of metrics so far. Torch's `last_epoch`.
    #[doc(alias = "last_epoch")]
    pub metrics: u64,
    /// The number of reductions of each group's rate. The current rate is the scheduled rate, reduced this many times.
    pub reductions: Vec<u64>,
    /// Whether the rule has made its first reduction, after which its
    /// [extra patience](crate::ReduceLrOnPlateau::initial_extra_patience) is over. `false` if it has no extra patience.
    pub has_reduced: bool,
}

impl Clone for PlateauState {
    fn clone(&self) -> Self {
        Self { reductions: self.reductions.clone(), ..*self }
    }

    /// Reuses the memory of the list, so that a metric allocates none.
    fn clone_from(&mut self, other: &Self) {
        let mut reductions = std::mem::take(&mut self.reductions);
        reductions.clone_from(&other.reductions);
        *self = Self { reductions, ..*other };
    }
}

impl PlateauState {
    /// Adapts the state to a new number of groups. A group that is added has as many reductions as the most reduced group.
    pub(crate) fn regroup(&mut self, groups: usize) {
        let most = self.reductions.iter().copied().max().unwrap_or(0);
        self.reductions.resize(groups, most);
    }
}
