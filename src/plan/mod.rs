pub(crate) mod coupling;
pub(crate) mod course;
mod trace;
pub(crate) mod track;

use crate::{DryRun, Hyperparameter, PlanSpec, ReduceLrOnPlateau, Result, Schedule, Scheduler, State};
use coupling::Coupling;
use course::Course;
use std::ops::Range;
pub use trace::Trace;
use track::{Entry, Source, Track};

/// Which knob follows which schedule from which base value, and what answers a metric.
///
/// A plan is built once and does not change; what changes while it runs is the [`State`]. What cannot be right whatever the
/// optimizer, such as a knob that is named twice, and what cannot be right for this optimizer, such as a group that it does
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
    rates: Track,
    others: Vec<Track>,
    numbers: Vec<(String, Course)>,
    announced_groups: usize,
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
        Self::of(Track::new(Hyperparameter::Lr).with(None, Entry::Own(Course::new(base, schedule))))
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
        let courses = groups.into_iter().map(|(base, schedule)| Course::new(base, schedule)).collect();
        Self::of(Track::of_each(Hyperparameter::Lr, courses))
    }

    pub(crate) fn of(rates: Track) -> Self {
        Self { rates, others: vec![], numbers: vec![], announced_groups: 0, plateau: None, total_steps: None }
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
        self.rates.add(Some(group), Entry::Own(Course::new(base, schedule)));
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
    /// assert!(plan.groups(2).preview(1, 0).is_ok());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn groups(mut self, groups: usize) -> Self {
        self.announced_groups = groups;
        self
    }

    /// The momentum of SGD and RMSprop, or the beta1 of Adam and AdamW, of every group that has none of its own.
    ///
    /// Without it, momentum follows the schedule of the rate where that carries one ([`OneCycleLr`](crate::OneCycleLr),
    /// [`CyclicLr`](crate::CyclicLr)), and else stays what the optimizer has.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.8, MultiStepLr::new([10], 0.5)?);
    /// assert_eq!(plan.preview(2, 10)?.momentum, [0.4, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, None, Entry::Own(Course::new(base, schedule)))
    }

    /// The momentum of one group, beside [`momentum`](Self::momentum) for the others.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).momentum_group(1, 0.5, Constant);
    /// assert_eq!(plan.preview(2, 0)?.momentum, [0.9, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, Some(group), Entry::Own(Course::new(base, schedule)))
    }

    /// The weight decay of every group that has none of its own.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, ExponentialLr::new(0.5)?);
    /// assert_eq!(plan.preview(1, 1)?.weight_decay, [0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, None, Entry::Own(Course::new(base, schedule)))
    }

    /// The weight decay of one group, beside [`weight_decay`](Self::weight_decay) for the others.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, Constant).weight_decay_group(1, 0.0, Constant);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, Some(group), Entry::Own(Course::new(base, schedule)))
    }

    /// Momentum that falls while the rate rises, for all groups: `high` where the rate in force is `lr.start` or less, `low` where
    /// it is `lr.end` or more, in a straight line between. All are finite and not negative, and `lr.end` is above `lr.start`.
    ///
    /// ```
    /// use tch_lr_scheduler::{LinearLr, Plan};
    ///
    /// let plan = Plan::lr(1.0, LinearLr::new(0.5, 1.0, 10)?).momentum_opposite_to_lr(0.5, 0.9, 0.5..1.0);
    /// assert_eq!(plan.preview(1, 0)?.momentum, [0.9]);
    /// assert_eq!(plan.preview(1, 10)?.momentum, [0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_opposite_to_lr(self, low: f64, high: f64, lr: Range<f64>) -> Self {
        let coupling = Coupling::Opposite { low, high, lr: (lr.start, lr.end) };
        self.with(Hyperparameter::Momentum, None, Entry::Coupled(coupling))
    }

    /// Weight decay in proportion to the rate in force, for all groups: `weight_decay` where the rate is `at_lr`, usually the
    /// highest. Both are finite and not negative, and `at_lr` is above 0. This is the AdamC of arXiv 2506.02285.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).weight_decay_proportional_to_lr(0.01, 0.1);
    /// assert_eq!(plan.preview(1, 1)?.weight_decay, [0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_proportional_to_lr(self, weight_decay: f64, at_lr: f64) -> Self {
        let coupling = Coupling::Proportional { value: weight_decay, at_lr };
        self.with(Hyperparameter::WeightDecay, None, Entry::Coupled(coupling))
    }

    /// Any other number that is to follow a schedule, such as a batch size, a dropout, a temperature or a bound for gradients. It
    /// is written nowhere: [`State::number`] reads it by its name. `base` is finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).number("batch_size", 32.0, MultiStepLr::new([30, 60], 2.0)?);
    /// assert_eq!(plan.preview(1, 60)?.number("batch_size"), Some(128.0));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn number(self, name: impl Into<String>, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with_number(name.into(), Course::new(base, schedule))
    }

    pub(crate) fn with_number(mut self, name: String, course: Course) -> Self {
        self.numbers.push((name, course));
        self
    }

    pub(crate) fn add_track(&mut self, track: Track) {
        self.others.push(track);
    }

    fn with(mut self, hyperparameter: Hyperparameter, group: Option<usize>, entry: Entry) -> Self {
        match self.others.iter_mut().find(|track| track.hyperparameter() == hyperparameter) {
            Some(track) => track.add(group, entry),
            None => self.others.push(Track::new(hyperparameter).with(group, entry)),
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
    /// plan](crate::PlanChange::SameFraction), and how far it is drawn. It stops nothing.
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

    /// The plan as data, to be written to a file or compared with another.
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let spec = Plan::lr(0.5, StepLr::new(30, 0.1)?).spec();
    /// let expected = r#"{"lr": {"base": 0.5, "schedule": {"type": "StepLR", "step_size": 30, "gamma": 0.1}}}"#;
    /// assert_eq!(spec.to_string(), expected);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn spec(&self) -> PlanSpec {
        PlanSpec::of(self)
    }

    /// What the state of an optimizer with so many groups will be at `step` if no metric asks for a reduction. For many steps
    /// there is [`trace`](Self::trace).
    ///
    /// # Errors
    /// As [`Scheduler::start`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.5, StepLr::new(30, 0.1)?);
    /// assert_eq!(plan.preview(1, 30)?.lr, [0.05]);
    /// assert_eq!(plan.preview(1, 1_000_000_000_000)?.lr, [0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn preview(&self, groups: usize, step: u64) -> Result<State> {
        let mut scheduler = Scheduler::start(self, groups, &mut DryRun)?;
        scheduler.seek(step, &mut DryRun)?;
        Ok(scheduler.into_state())
    }

    /// [`preview`](Self::preview) for many steps: the plan is checked once, and no step allocates.
    ///
    /// # Errors
    /// As [`Scheduler::start`].
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Plan};
    ///
    /// let mut trace = Plan::lr(0.1, OneCycleLr::new(0.1, 100)?).trace(1)?;
    /// for step in (0..100).step_by(10) {
    ///     let state = trace.at(step)?;
    ///     println!("{step} {} {}", state.lr[0], state.momentum[0]);
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn trace(&self, groups: usize) -> Result<Trace> {
        Trace::start(self, groups)
    }

    /// The momentum that the rates' schedules carry, unless the plan itself says something of the momentum.
    pub(crate) fn companion_momentum(&self) -> Option<Track> {
        let says_something = self.others.iter().any(|track| track.hyperparameter() == Hyperparameter::Momentum);
        if says_something { None } else { self.rates.companion() }
    }

    pub(crate) fn numbers(&self) -> &[(String, Course)] {
        &self.numbers
    }

    /// What each of `groups` groups follows by one of the tracks, and all the courses there are.
    pub(crate) fn resolve(&self, track: &Track, groups: usize) -> Result<(Vec<Course>, Vec<Source>)> {
        track.resolve(groups, groups.max(self.announced_groups))
    }

    pub(crate) fn announced_groups(&self) -> usize {
        self.announced_groups
    }

    /// What the plan says of the rates, which others may follow.
    pub(crate) fn rates(&self) -> &Track {
        &self.rates
    }

    /// What it says of all else.
    pub(crate) fn others(&self) -> &[Track] {
        &self.others
    }

    pub(crate) fn plateau(&self) -> Option<&ReduceLrOnPlateau> {
        self.plateau.as_ref()
    }
}
