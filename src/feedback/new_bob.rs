use super::action::Action;
use super::feedback_rule::FeedbackRule;
use super::rule_context::RuleContext;
use super::words;
use crate::Result;
use crate::data::{AnyFloat, Count, record, serde_by_data};
use crate::error::check;

const NAME: &str = "NewBob";

/// A feedback rule that reduces the learning rate if a loss is not enough better than the loss before.
///
/// ```text
/// improvement = (before - loss) / before       0 if before is 0
/// if improvement < improvement_threshold:
///     the first `patient` times:   nothing
///     the next time:               lr = lr * annealing_factor, and the count starts again
/// ```
///
#[doc = include_str!("../docs/pictures/new_bob.svg")]
///
/// The rule compares with the last loss and not with the best one. The losses that are not better need not come in a row. A
/// loss that is NaN is not compared, and neither is the one after it.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, NewBob, Plan, Scheduler};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(1.0, Constant).feedback(NewBob::new()), 1, &mut DryRun)?;
/// let mut rates = vec![];
/// for loss in [10.0, 2.0, 2.5, 2.4] {
///     scheduler.metric(loss, &mut DryRun)?;
///     rates.push(scheduler.lr());
/// }
/// assert_eq!(rates, [1.0, 1.0, 0.5, 0.5]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// SpeechBrain: `NewBobScheduler(initial_value, annealing_factor=0.5, improvement_threshold=0.0025, patient=0)`. The defaults are
/// the same, and beside a constant schedule the rates equal those of version 1.1 bit for bit.
///
/// # Source
///
/// SpeechBrain's class `NewBobScheduler`. The method comes from the training of networks for speech recognition: "newbob" in ICSI's
/// program QuickNet.
#[doc(alias = "NewBobScheduler")]
#[must_use = "a rule does nothing until `Plan::feedback` adds it to a plan"]
#[derive(Debug, Clone, PartialEq)]
pub struct NewBob {
    annealing_factor: f64,
    improvement_threshold: f64,
    patient: u64,
}

impl Default for NewBob {
    fn default() -> Self {
        Self { annealing_factor: 0.5, improvement_threshold: 0.0025, patient: 0 }
    }
}

impl NewBob {
    /// Creates a rule with SpeechBrain's defaults. The methods below change them.
    ///
    /// [`NewBob`] has an example.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the factor of a reduction. At least 0 and below 1. Default: 0.5.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `annealing_factor` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, NewBob, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.8, Constant).feedback(NewBob::new().annealing_factor(0.25)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for loss in [0.7, 0.7] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.lr(), 0.2);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn annealing_factor(mut self, annealing_factor: f64) -> Result<Self> {
        let holds = (0.0..1.0).contains(&annealing_factor);
        check::ensure(holds, NAME, "annealing_factor", "at least 0 and below 1", annealing_factor)?;
        self.annealing_factor = check::unsigned_zero(annealing_factor);
        Ok(self)
    }

    /// Sets the smallest improvement, as a fraction of the loss before. Finite. Default: 0.0025.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `improvement_threshold` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, NewBob, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.8, Constant).feedback(NewBob::new().improvement_threshold(0.1)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for loss in [1.0, 0.95] {
    ///     scheduler.metric(loss, &mut DryRun)?; // better by 5 percent
    /// }
    /// assert_eq!(scheduler.lr(), 0.4);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn improvement_threshold(mut self, improvement_threshold: f64) -> Result<Self> {
        self.improvement_threshold = check::finite(NAME, "improvement_threshold", improvement_threshold)?;
        Ok(self)
    }

    /// Sets the number of losses without enough improvement that do not lead to a reduction. The next one does. Default: 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, NewBob, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(NewBob::new().patient(1)), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [1.0, 1.0, 0.5, 0.5] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.8, 0.8, 0.8, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "patience")]
    pub fn patient(mut self, patient: u64) -> Self {
        self.patient = patient;
        self
    }
}

impl FeedbackRule for NewBob {
    type State = NewBobState;

    fn metric(&self, metric: f64, state: &mut NewBobState, run: &mut RuleContext<'_>) -> Action {
        let before = state.last.replace(metric);
        // SpeechBrain's order of operations.
        let improvement = match before {
            None => return Action::Continue,
            Some(0.0) => 0.0,
            Some(before) => (before - metric) / before,
        };
        if improvement < self.improvement_threshold {
            if state.bad >= self.patient {
                state.bad = 0;
                run.groups().for_each(|group| run.set_lr(group, run.lr(group) * self.annealing_factor));
            } else {
                state.bad += 1;
            }
        }
        Action::Continue
    }

    fn fewest_metrics(&self) -> u64 {
        self.patient.saturating_add(2)
    }

    fn describe(&self) -> String {
        let [factor, threshold] = [self.annealing_factor, self.improvement_threshold].map(words::number);
        let after = match self.patient {
            0 => "after each metric that is".to_owned(),
            patient => format!("after every {} metrics that are", words::count(patient.saturating_add(1))),
        };
        format!("multiplies the rate by {factor} {after} not lower than the metric before by at least the fraction {threshold}")
    }
}

record!(NewBob "NewBob" {
    annealing_factor: f64 = 0.5;
    improvement_threshold: f64 = 0.0025;
    patient: Count = Count(0), [it -> Count(it.patient)]
} => |node| NewBob::new().annealing_factor(annealing_factor).and_then(|rule| {
    Ok(rule.improvement_threshold(improvement_threshold)?.patient(patient.0))
}));

/// The state of a [`NewBob`] rule: the last loss, and the number of losses without enough improvement.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, NewBob, NewBobState, Plan, Scheduler};
///
/// let plan = Plan::lr(0.8, Constant).feedback(NewBob::new().patient(3));
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// for loss in [0.7, 0.8, 0.9] {
///     scheduler.metric(loss, &mut DryRun)?;
/// }
/// let state: NewBobState = scheduler.state().rule("new_bob").unwrap().state().unwrap();
/// assert_eq!((state.last, state.bad), (Some(0.9), 2));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct NewBobState {
    /// The last loss; `None` before the first one.
    pub last: Option<f64>,
    /// The number of losses without enough improvement since the last reduction.
    pub bad: u64,
}

/// Two NaN are equal, so that a state with NaN equals its copy.
impl PartialEq for NewBobState {
    fn eq(&self, other: &Self) -> bool {
        self.last.map(AnyFloat::new) == other.last.map(AnyFloat::new) && self.bad == other.bad
    }
}

record!(NewBobState {
    last: Option<AnyFloat>, [it -> it.last.map(AnyFloat::new)];
    bad: u64
} => |node| Ok(NewBobState { last: last.map(AnyFloat::get), bad }));

serde_by_data!(NewBobState);
