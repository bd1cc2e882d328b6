/// How a schedule depends on the values before it, inside the two classes of torch that work by recursion.
///
/// [`ChainedScheduler`](crate::ChainedScheduler) and [`SequentialLr`](crate::SequentialLr) ask for it. Nothing else does:
/// [`Schedule::value`](crate::Schedule::value) alone says what a schedule does in a plan or in a combinator.
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
    /// The schedule as a member of a [`ChainedScheduler`](crate::ChainedScheduler). Default: none, and `ChainedScheduler::new` refuses it.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, StepLr};
    ///
    /// assert!(StepLr::new(30, 0.5)?.history().and_then(|history| history.in_chain()).is_some());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        None
    }

    /// The continuation of a schedule that starts from the value before it when a [`SequentialLr`](crate::SequentialLr) switches to it.
    /// Default: none, because the schedule starts from its own base.
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

    /// The number of steps that must be computed one after another to reach `time` from the start. Default: 0, for a closed form.
    ///
    /// A [`Scheduler`](crate::Scheduler) refuses to [seek](crate::Scheduler::seek) a step that is more than 2<sup>32</sup> of them away.
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
}

/// A schedule that acts in a chain: it receives what the members before it have left, and returns the value that it makes of it.
///
/// ```
/// use tch_lr_scheduler::{ChainedScheduler, ConstantLr, ExponentialLr, Schedule};
///
/// let chain = ChainedScheduler::new([ConstantLr::new(0.5, 2)?.boxed(), ExponentialLr::new(0.5)?.boxed()])?;
/// assert_eq!([0, 1, 2].map(|step| chain.at(1.0, step)), [0.5, 0.25, 0.25]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait ChainMember {
    /// The value at `step` of a chain in which the members before this one have left `current`.
    ///
    /// `current` starts as the base at step 0. A schedule whose value is the base times a factor multiplies `current` by the change of
    /// that factor; a schedule that sets the value ignores `current`.
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

    /// Whether every value is the base times a factor that depends on time alone. Default: no.
    ///
    /// A chain whose members are all proportional is a product and is computed directly, without a recursion.
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
}

/// A schedule that continues from the value before it, as a member of a [`SequentialLr`](crate::SequentialLr).
///
/// [`SwaLr`](crate::SwaLr) and [`MultiplicativeLr`](crate::MultiplicativeLr) do, as in torch.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule, SwaLr};
///
/// let schedule = ExponentialLr::new(0.5)?.then(2, SwaLr::new(0.01)?);
/// assert_eq!([0, 1, 2].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.05]); // not from 0.1 again
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait Continuation {
    /// The value at `time`, counted from the milestone, if `before` is the last value in front of it.
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
