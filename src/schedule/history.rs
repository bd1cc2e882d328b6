/// How a schedule depends on the values before it, as a member of a [`ChainedScheduler`](crate::ChainedScheduler) or of a
/// [`SequentialLr`](crate::SequentialLr).
///
/// In these two classes, torch computes some rates from the rate of the step before. Only they use this trait. Everywhere else,
/// [`Schedule::value`](crate::Schedule::value) alone determines the value. A schedule returns its history by
/// [`Schedule::history`](crate::Schedule::history).
///
/// A user's schedule that may be a member of a chain:
///
/// ```
/// use tch_lr_scheduler::{ChainMember, ChainedScheduler, ConstantLr, History, Schedule};
///
/// #[derive(Debug)]
/// struct InverseSquareRoot;
///
/// impl Schedule for InverseSquareRoot {
///     fn value(&self, base: f64, time: f64) -> f64 {
///         base / (1.0 + time).sqrt()
///     }
///     fn history(&self) -> Option<&dyn History> {
///         Some(self)
///     }
/// }
///
/// impl History for InverseSquareRoot {
///     fn in_chain(&self) -> Option<&dyn ChainMember> {
///         Some(self)
///     }
/// }
///
/// impl ChainMember for InverseSquareRoot {
///     fn chain(&self, current: f64, _base: f64, step: u64) -> f64 {
///         if step == 0 { current } else { current * (step as f64 / (step + 1) as f64).sqrt() }
///     }
/// }
///
/// let members = [ConstantLr::new(0.5, 2)?.boxed(), InverseSquareRoot.boxed()];
/// assert_eq!(ChainedScheduler::new(members)?.at(1.0, 0), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait History {
    /// The schedule as a member of a [`ChainedScheduler`](crate::ChainedScheduler). Default: `None`, and `ChainedScheduler::new`
    /// returns an error for it.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, StepLr};
    ///
    /// let step_lr = StepLr::new(30, 0.5)?;
    /// let member = step_lr.history().and_then(|history| history.in_chain()).unwrap();
    /// assert_eq!(member.chain(0.04, 0.1, 30), 0.02); // halves the current value
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        None
    }

    /// The schedule as a member of a [`SequentialLr`](crate::SequentialLr) that continues from the value before its milestone.
    /// Default: `None`, and the schedule starts from its own base.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule, SwaLr};
    ///
    /// let continues = |schedule: &dyn Schedule| schedule.history().is_some_and(|history| history.continuation().is_some());
    /// assert!(continues(&SwaLr::new(0.01)?));
    /// assert!(!continues(&ExponentialLr::new(0.5)?));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn continuation(&self) -> Option<&dyn Continuation> {
        None
    }

    /// The number of values of schedules that must be computed one after another to reach `time` from step 0. Default: 0, for a
    /// closed form. A schedule that computes the values of several members at each step counts all of them.
    ///
    /// [`Scheduler::seek`](crate::Scheduler::seek) returns an error if the number is above 2<sup>28</sup>.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, MultiplicativeLr, Schedule};
    ///
    /// let steps = |schedule: &dyn Schedule| schedule.history().map(|history| history.steps_to_walk(1_000.0));
    /// assert_eq!(steps(&MultiplicativeLr::new(|_| 0.5)), Some(1_000.0));
    /// assert_eq!(steps(&ExponentialLr::new(0.5)?), Some(0.0));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn steps_to_walk(&self, time: f64) -> f64 {
        let _ = time;
        0.0
    }

    /// Whether a step at `time` is an error, because the schedule has ended. Default: no. A combinator asks the schedules inside it.
    ///
    /// [`Schedule::past_end`](crate::Schedule::past_end) sets such an end. A [`Scheduler`](crate::Scheduler) then returns
    /// [`Error::PastEnd`](crate::Error::PastEnd).
    ///
    /// ```
    /// use tch_lr_scheduler::{EndPolicy, OneCycleLr, Schedule};
    ///
    /// let schedule = OneCycleLr::new(0.1, 100)?.past_end(100, EndPolicy::Error).warmup(5)?;
    /// let is_past_end = |time| schedule.history().map(|history| history.is_past_end(time));
    /// assert_eq!([105.0, 105.5].map(is_past_end), [Some(false), Some(true)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn is_past_end(&self, time: f64) -> bool {
        let _ = time;
        false
    }

    /// The size of the schedule with all schedules inside it.
    #[doc(hidden)]
    fn nesting(&self) -> crate::schedule::nesting::Nesting {
        crate::schedule::nesting::Nesting::ONE
    }
}

/// A member of a [`ChainedScheduler`](crate::ChainedScheduler): it changes the value that the members before it returned.
///
/// ```
/// use tch_lr_scheduler::{ChainedScheduler, ConstantLr, ExponentialLr, Schedule};
///
/// let chain = ChainedScheduler::new([ConstantLr::new(0.5, 2)?.boxed(), ExponentialLr::new(0.5)?.boxed()])?;
/// assert_eq!([0, 1, 2].map(|step| chain.at(1.0, step)), [0.5, 0.25, 0.25]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait ChainMember {
    /// The value of the chain at `step` after this member. `current` is the value after the members before it.
    ///
    /// The first member gets the value of the step before, and at step 0 it gets the base. A schedule that is the base times a
    /// factor multiplies `current` by the change of that factor since the step before. A schedule that sets the value ignores
    /// `current`.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule, StepLr};
    ///
    /// let in_chain = |schedule: &dyn Schedule| Some(schedule.history()?.in_chain()?.chain(0.04, 0.1, 30));
    /// let step_lr = StepLr::new(30, 0.5)?;
    /// assert_eq!(in_chain(&step_lr), Some(0.02));
    /// let one_cycle = OneCycleLr::new(0.1, 100)?;
    /// assert_eq!(in_chain(&one_cycle), Some(one_cycle.at(0.1, 30)));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn chain(&self, current: f64, base: f64, step: u64) -> f64;

    /// Whether every value is the base times a factor that depends on time alone. Default: `false`.
    ///
    /// If all members of a chain are proportional, the chain is the product of their factors, and every step is computed directly.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule, StepLr};
    ///
    /// let is_proportional = |schedule: &dyn Schedule| Some(schedule.history()?.in_chain()?.is_proportional());
    /// assert_eq!(is_proportional(&StepLr::new(30, 0.1)?), Some(true));
    /// assert_eq!(is_proportional(&OneCycleLr::new(0.1, 100)?), Some(false));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn is_proportional(&self) -> bool {
        false
    }

    /// The last step at which this member moves the value of the chain: at every later step, [`chain`](Self::chain) returns
    /// `current`, or always the same value. Default: `None`, which means unknown or never.
    ///
    /// It may differ from [`Schedule::constant_from`](crate::Schedule::constant_from): a `StepLr` with `gamma` 0 has the value 0
    /// from its first decay on, and in a chain it sets the value to 0 again after every `step_size` steps. A chain uses it to
    /// compute nothing once all members have settled. A later step than necessary only costs time. An earlier step gives wrong
    /// values.
    ///
    /// ```
    /// use tch_lr_scheduler::{ConstantLr, Schedule, StepLr};
    ///
    /// let settles_at = |schedule: &dyn Schedule| schedule.history()?.in_chain()?.settles_at();
    /// assert_eq!(settles_at(&ConstantLr::new(0.5, 20)?), Some(20));
    /// assert_eq!(settles_at(&StepLr::new(30, 0.0)?), None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn settles_at(&self) -> Option<u64> {
        None
    }
}

/// A member of a [`SequentialLr`](crate::SequentialLr) that continues from the value before its milestone.
///
/// As in torch, [`SwaLr`](crate::SwaLr) and [`MultiplicativeLr`](crate::MultiplicativeLr) continue in this way, and so do
/// combinators around them. All other schedules start from their base.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule, SwaLr};
///
/// let schedule = ExponentialLr::new(0.5)?.then(2, SwaLr::new(0.01)?);
/// assert_eq!([0, 1, 2].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.05]); // not from 0.1 again
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait Continuation {
    /// The value at `time`, in steps since the milestone. `before` is the last value before the milestone.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, SwaLr};
    ///
    /// let swa = SwaLr::new(0.01)?;
    /// let continuation = swa.history().and_then(|history| history.continuation());
    /// assert_eq!(continuation.map(|continuation| continuation.value_after(0.1, 0.03, 0.0)), Some(0.03));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn value_after(&self, base: f64, before: f64, time: f64) -> f64;
}
