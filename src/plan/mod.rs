pub(crate) mod assignments;
pub(crate) mod coupling;
mod hyperparameters;
pub(crate) mod scheduled_value;

use crate::{Hyperparameter, ReduceLrOnPlateau, Result, Schedule};
use assignments::{Assignments, Source};
use scheduled_value::ScheduledValue;

/// Which setting follows which schedule from which base value, and what answers a metric.
///
/// A plan is built once and does not change; what changes while it runs is the [`State`]. What cannot be right whatever the
/// optimizer, such as a setting that is named twice, and what cannot be right for this optimizer, such as a group that it does
/// not have, is said when the two meet.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, StepLr};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?)  // every group
///     .lr_group(1, 0.01, StepLr::new(30, 0.1)?);         // but this one
/// assert_eq!(plan.preview(3, 50)?.lr, [0.0, 0.001, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a plan does nothing until it is built, wrapped or started"]
pub struct Plan {
    rates: Assignments,
    others: Vec<Assignments>,
    scalars: Vec<(String, ScheduledValue)>,
    expected_groups: usize,
    plateau: Option<ReduceLrOnPlateau>,
    total_steps: Option<u64>,
}

impl Plan {
    /// The learning rate of every group that has no schedule of its own: `base` is the initial rate, finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.05, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr(base: f64, schedule: impl Schedule + 'static) -> Self {
        Self::of(Assignments::new(Hyperparameter::Lr).with(None, Source::Scheduled(ScheduledValue::new(base, schedule))))
    }

    /// The learning rates of all groups, one base and schedule for each, in the order of the groups.
    ///
    /// This is torch's list of functions for `LambdaLR`. That there are as many as groups is checked when the plan meets its
    /// optimizer.
    ///
    /// ```
    /// use tch_lr_scheduler::{LambdaLr, Plan, Schedule};
    ///
    /// let plan = Plan::lr_groups([
    ///     (0.1, LambdaLr::new(|epoch| 0.5f64.powf((epoch / 20) as f64)).boxed()),
    ///     (0.2, LambdaLr::new(|epoch| 0.5f64.powf(epoch as f64)).boxed()),
    /// ]);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.1, 0.1]);
    /// let error = plan.preview(3, 1).unwrap_err();
    /// assert_eq!(error.to_string(), "plan: lr_groups has 2 entries, expected one for each of the optimizer's 3 groups");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr_groups<S: Schedule + 'static>(groups: impl IntoIterator<Item = (f64, S)>) -> Self {
        let scheduled = groups.into_iter().map(|(base, schedule)| ScheduledValue::new(base, schedule)).collect();
        Self::of(Assignments::of_each(Hyperparameter::Lr, scheduled))
    }

    pub(crate) fn of(rates: Assignments) -> Self {
        Self { rates, others: vec![], scalars: vec![], expected_groups: 0, plateau: None, total_steps: None }
    }

    /// The learning rate of one group, counted from 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.5, StepLr::new(1, 0.5)?);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.1, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr_group(mut self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.rates.add(Some(group), Source::Scheduled(ScheduledValue::new(base, schedule)));
        self
    }

    /// One group's rate as a multiple of what it would have, by a schedule of its own or that of all; finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).lr_factor(1, 0.1);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.05, 0.005000000000000001]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr_factor(mut self, group: usize, factor: f64) -> Self {
        self.rates.add_factor(group, factor);
        self
    }

    /// Rates that fall by a factor a layer, from the last to the first: layer-wise decay. Group 0 is the first of `layers` layers
    /// and has `decay^(layers - 1)` times the rate of the last, which has all of it. `decay` is usually from 0.5 to 1.
    ///
    /// A layer may have a schedule of its own as well, for instance one that is [frozen](Schedule::frozen_until) for longer. With
    /// tch, `vs.root().set_group(layer)` is the path for the variables of a layer; `assign_groups` does it for a network that is
    /// built already.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.8, Constant).layer_wise(3, 0.5);
    /// assert_eq!(plan.preview(3, 0)?.lr, [0.2, 0.4, 0.8]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn layer_wise(self, layers: usize, decay: f64) -> Self {
        let below_the_last = (0..layers.saturating_sub(1)).rev();
        (1..).zip(below_the_last).fold(self, |plan, (depth, group)| plan.lr_factor(group, decay.powf(f64::from(depth))))
    }

    /// How many groups there will be, where some are born after the optimizer is built: so many may be named.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.2, Constant);
    /// assert!(plan.preview(1, 0).is_err());
    /// assert!(plan.expect_groups(2).preview(1, 0).is_ok());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn expect_groups(mut self, groups: usize) -> Self {
        self.expected_groups = groups;
        self
    }

    /// Any other number that is to follow a schedule, such as a batch size, a dropout, a temperature or a bound for gradients. It
    /// is written nowhere: [`State::scalar`] reads it by its name. `base` is finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).scalar("batch_size", 32.0, MultiStepLr::new([30, 60], 2.0)?);
    /// assert_eq!(plan.preview(1, 60)?.scalar("batch_size"), Some(128.0));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scalar(self, name: impl Into<String>, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with_scalar(name.into(), ScheduledValue::new(base, schedule))
    }

    pub(crate) fn with_scalar(mut self, name: String, scheduled: ScheduledValue) -> Self {
        self.scalars.push((name, scheduled));
        self
    }

    pub(crate) fn add_assignments(&mut self, assignments: Assignments) {
        self.others.push(assignments);
    }

    fn with(mut self, hyperparameter: Hyperparameter, group: Option<usize>, source: Source) -> Self {
        match self.others.iter_mut().find(|assignments| assignments.hyperparameter() == hyperparameter) {
            Some(assignments) => assignments.add(group, source),
            None => self.others.push(Assignments::new(hyperparameter).with(group, source)),
        }
        self
    }

    /// What reduces the rate of every group when a metric stops getting better. A second rule replaces the first.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
    ///
    /// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(5));
    /// assert!(plan.preview(1, 0)?.plateau.is_some());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn reduce_lr_on_plateau(mut self, rule: ReduceLrOnPlateau) -> Self {
        self.plateau = Some(rule);
        self
    }

    /// No [reduction](crate::Reduction) is printed, whatever the rule's `verbose` says: for programs whose output is data.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
    ///
    /// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().verbose(true));
    /// assert!(plan.spec().to_string().contains(r#""verbose": true"#));
    /// assert!(plan.silent().spec().to_string().contains(r#""verbose": false"#));
    /// ```
    pub fn silent(mut self) -> Self {
        self.plateau = self.plateau.map(|rule| rule.verbose(false));
        self
    }

    /// How many steps the whole run has: what a fraction of it is taken of when a run goes on [by another
    /// plan](crate::ResumePolicy::SameFraction), and how far it is drawn. It stops nothing.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?).total_steps(50);
    /// assert_eq!(plan.run_length(), Some(50));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn total_steps(mut self, steps: u64) -> Self {
        self.total_steps = Some(steps);
        self
    }

    /// How many steps the whole run has, where the plan [says so](Self::total_steps).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// assert_eq!(Plan::lr(0.1, Constant).run_length(), None);
    /// ```
    pub fn run_length(&self) -> Option<u64> {
        self.total_steps
    }

    /// The momentum that the rates' schedules carry, unless the plan itself says something of the momentum.
    pub(crate) fn companion_momentum(&self) -> Option<Assignments> {
        let says_something = self.others.iter().any(|assignments| assignments.hyperparameter() == Hyperparameter::Momentum);
        if says_something { None } else { self.rates.companion() }
    }

    pub(crate) fn scalars(&self) -> &[(String, ScheduledValue)] {
        &self.scalars
    }

    /// What each of `groups` groups follows by one of the assignments, and all the scheduled there are.
    pub(crate) fn resolve(&self, assignments: &Assignments, groups: usize) -> Result<(Vec<ScheduledValue>, Vec<Source<usize>>)> {
        assignments.resolve(groups, groups.max(self.expected_groups))
    }

    pub(crate) fn expected_groups(&self) -> usize {
        self.expected_groups
    }

    /// What the plan says of the rates, which others may follow.
    pub(crate) fn rates(&self) -> &Assignments {
        &self.rates
    }

    /// What it says of all else.
    pub(crate) fn others(&self) -> &[Assignments] {
        &self.others
    }

    pub(crate) fn plateau(&self) -> Option<&ReduceLrOnPlateau> {
        self.plateau.as_ref()
    }

    /// How many groups an optimizer must have, that every group the plan names is there; at least 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// assert_eq!(Plan::lr(0.1, Constant).lr_group(2, 0.01, Constant).named_groups(), 3);
    /// assert_eq!(Plan::lr_groups([(0.1, Constant), (0.2, Constant)]).named_groups(), 2);
    /// ```
    pub fn named_groups(&self) -> usize {
        let assignments = std::iter::once(&self.rates).chain(&self.others);
        let of_rule = self.plateau.as_ref().map_or(0, ReduceLrOnPlateau::named_groups);
        assignments.map(|assignments| assignments.named_groups()).max().unwrap_or(0).max(self.expected_groups).max(of_rule).max(1)
    }
}
