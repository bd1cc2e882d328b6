use super::rate_factors::RateFactors;

/// The run as a [`FeedbackRule`](crate::FeedbackRule) sees it: the current step, and the rate of each group.
///
/// A rule sees the scheduled rates and its own factors, and not the factors of other rules. Therefore the order of the rules in a
/// plan does not matter.
///
/// ```
/// use tch_lr_scheduler::{Action, Constant, DryRun, FeedbackRule, Plan, RuleContext, Scheduler};
///
/// /// Halves the rate of every group at every metric above 1.
/// #[derive(Debug)]
/// struct HalveAboveOne;
///
/// impl FeedbackRule for HalveAboveOne {
///     type State = ();
///
///     fn metric(&self, metric: f64, (): &mut (), run: &mut RuleContext<'_>) -> Action {
///         if metric > 1.0 {
///             run.groups().for_each(|group| run.set_lr(group, run.lr(group) / 2.0));
///         }
///         Action::Continue
///     }
/// }
///
/// let plan = Plan::lr(0.1, Constant).feedback(HalveAboveOne);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// scheduler.metric(1.5, &mut DryRun)?;
/// assert_eq!(scheduler.lr(), 0.05);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug)]
pub struct RuleContext<'a> {
    pub(crate) step: u64,
    pub(crate) scheduled: &'a [f64],
    /// The groups that the rule acts on; `None` for all groups.
    pub(crate) groups: Option<&'a [usize]>,
    pub(crate) factors: &'a mut RateFactors,
}

impl<'a> RuleContext<'a> {
    /// The number of completed steps.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Action, Constant, DryRun, FeedbackRule, Plan, RuleContext, Scheduler};
    /// /// Stores the step of its last metric.
    /// #[derive(Debug)]
    /// struct LastStep;
    ///
    /// impl FeedbackRule for LastStep {
    ///     type State = u64;
    ///
    ///     fn metric(&self, _: f64, last: &mut u64, run: &mut RuleContext<'_>) -> Action {
    ///         *last = run.step();
    ///         Action::Continue
    ///     }
    /// }
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(LastStep), 1, &mut DryRun)?;
    /// scheduler.seek(90, &mut DryRun)?;
    /// scheduler.metric(0.5, &mut DryRun)?;
    /// assert_eq!(scheduler.state().rule("last_step").unwrap().state::<u64>(), Some(90));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The groups that the rule acts on, in rising order. It may change the rates of no others.
    ///
    /// [`RuleContext`] has an example.
    pub fn groups(&self) -> impl Iterator<Item = usize> + use<'a> {
        let (groups, all) = (self.groups, self.scheduled.len());
        let listed = groups.into_iter().flatten().copied().filter(move |group| *group < all);
        listed.chain(if groups.is_none() { 0..all } else { 0..0 })
    }

    /// The scheduled rate of a group at the current step, without the rules. 0 for a group that does not exist.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Action, DryRun, ExponentialLr, FeedbackRule, Plan, RuleContext, Scheduler};
    /// /// Holds the rate at that of its first metric.
    /// #[derive(Debug)]
    /// struct Hold;
    ///
    /// impl FeedbackRule for Hold {
    ///     type State = Option<f64>;
    ///
    ///     fn metric(&self, _: f64, held: &mut Option<f64>, run: &mut RuleContext<'_>) -> Action {
    ///         let held = *held.get_or_insert(run.scheduled(0));
    ///         run.set_lr(0, held);
    ///         Action::Continue
    ///     }
    /// }
    ///
    /// let plan = Plan::lr(0.5, ExponentialLr::new(0.5)?).feedback(Hold);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for _ in 0..3 {
    ///     scheduler.metric(1.0, &mut DryRun)?;
    ///     assert_eq!(scheduler.lr(), 0.5);
    ///     scheduler.step(&mut DryRun)?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scheduled(&self, group: usize) -> f64 {
        self.scheduled.get(group).copied().unwrap_or(0.0)
    }

    /// The scheduled rate of a group times the factor of this rule, without the other rules.
    ///
    /// [`RuleContext`] has an example.
    pub fn lr(&self, group: usize) -> f64 {
        self.factors.lr(group, self.scheduled(group))
    }

    /// Sets the factor of this rule so that the rate of a group is `lr` now. While the scheduled rate stays the same, the rate is
    /// `lr` to the bit. Nothing changes if the scheduled rate is 0, or if the rule does not act on the group.
    ///
    /// [`RuleContext`] has an example.
    pub fn set_lr(&mut self, group: usize, lr: f64) {
        if self.acts_on(group) {
            self.factors.set(group, self.scheduled(group), lr);
        }
    }

    /// Sets the factor of this rule for a group: 1 at the start, and 1 for no effect. Nothing changes if the rule does not act on
    /// the group.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Action, Constant, DryRun, FeedbackRule, Plan, RuleContext, Scheduler};
    /// /// Multiplies every rate by the last metric, up to 1.
    /// #[derive(Debug)]
    /// struct Proportional;
    ///
    /// impl FeedbackRule for Proportional {
    ///     type State = ();
    ///
    ///     fn metric(&self, metric: f64, (): &mut (), run: &mut RuleContext<'_>) -> Action {
    ///         run.groups().for_each(|group| run.set_factor(group, metric.clamp(0.0, 1.0)));
    ///         Action::Continue
    ///     }
    /// }
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).feedback(Proportional), 1, &mut DryRun)?;
    /// scheduler.metric(0.25, &mut DryRun)?;
    /// assert_eq!(scheduler.lr(), 0.125);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn set_factor(&mut self, group: usize, factor: f64) {
        if self.acts_on(group) {
            self.factors.set(group, 1.0, factor);
        }
    }

    fn acts_on(&self, group: usize) -> bool {
        self.groups.is_none_or(|groups| groups.contains(&group))
    }
}
