use crate::combinators::{Clamp, Cycle, Delay, Every, Frozen, Hold, Max, Min, Scale, Shift, Stretch, Times, Warmed, Warmup};
use crate::schedule::arithmetic::product;
use crate::{Result, ScheduleSpec, SequentialLr, Story};
use std::fmt::Debug;

/// A pure function from a base value and a time to the value of a hyperparameter.
///
/// `base` is what the optimizer would use without a schedule, in the hyperparameter's own unit. Time counts in whatever unit the
/// training loop advances by, batches or epochs: the schedule does not know which.
///
/// What every schedule keeps, tested for each of them:
/// - asked twice, asked out of order, asked in a loop or after a restart: the same bits;
/// - finite, for a base and parameters of magnitude up to 1e300; a power that would overflow stays at the largest `f64`;
/// - not negative, unless the base or a parameter is;
/// - constant from [`horizon`](Schedule::horizon) on;
/// - as fast at step 10<sup>15</sup> as at step 10, but for the two that have no closed form in torch either and say so.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?;
/// let curve: Vec<f64> = (0..4).map(|step| schedule.at(0.1, step)).collect();
/// assert_eq!(curve, [0.1, 0.05, 0.025, 0.0125]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// A schedule of one's own is a type with one method:
///
/// ```
/// use tch_lr_scheduler::Schedule;
///
/// #[derive(Debug)]
/// struct InverseSquareRoot;
///
/// impl Schedule for InverseSquareRoot {
///     fn value(&self, base: f64, time: f64) -> f64 {
///         base / (1.0 + time).sqrt()
///     }
/// }
/// assert_eq!(InverseSquareRoot.at(0.1, 3), 0.05);
/// ```
pub trait Schedule: Debug + Send + Sync {
    /// The value at `time`, in steps, 0 at the start; a fraction is a point between two steps.
    ///
    /// For a `time` that is negative or not a number the result means nothing. Callers who count in whole steps use
    /// [`at`](Schedule::at), which cannot be given one.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(3)?;
    /// assert!((schedule.value(0.1, 1.5) - 0.05).abs() < 1e-15);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn value(&self, base: f64, time: f64) -> f64;

    /// The value at `step`, 0 for the first. Steps are exact up to 2<sup>53</sup>.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, StepLr};
    ///
    /// assert_eq!(StepLr::new(30, 0.5)?.at(0.1, 30), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn at(&self, base: f64, step: u64) -> f64 {
        self.value(base, step as f64)
    }

    /// The step from which the value and the [momentum](Self::momentum) no longer change, where the schedule can promise one.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, MultiStepLr, Schedule};
    ///
    /// assert_eq!(MultiStepLr::new([30, 80], 0.1)?.horizon(), Some(80));
    /// assert_eq!(CosineAnnealingLr::new(50)?.horizon(), None); // it rises again
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn horizon(&self) -> Option<u64> {
        None
    }

    /// The first step after `step` at which the value or the [momentum](Self::momentum) may be another; `u64::MAX` where there is
    /// none. Until then a [`Scheduler`](crate::Scheduler) has nothing to do.
    ///
    /// Provided: the very next step, and none from the [horizon](Self::horizon) on. Too early costs time, too late is wrong.
    /// Asked for steps up to 2<sup>53</sup>.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule, StepLr};
    ///
    /// assert_eq!(StepLr::new(30, 0.1)?.next_change(31), 60);
    /// assert_eq!(ExponentialLr::new(0.9)?.next_change(31), 32);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn next_change(&self, step: u64) -> u64 {
        match self.horizon() {
            Some(horizon) if step >= horizon => u64::MAX,
            _ => step.saturating_add(1),
        }
    }

    /// Whether the base is only ever multiplied, so that in a chain this multiplies what others have left.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule, StepLr};
    ///
    /// assert!(StepLr::new(30, 0.1)?.is_proportional());
    /// assert!(!OneCycleLr::new(0.1, 100)?.is_proportional());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn is_proportional(&self) -> bool {
        false
    }

    /// The momentum that goes with this schedule at `time`; `None` but for those that cycle it, and in a sequence before the first
    /// of them has begun.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule, StepLr};
    ///
    /// assert_eq!(StepLr::new(30, 0.1)?.momentum(0.0), None);
    /// assert_eq!(OneCycleLr::new(0.1, 100)?.momentum(99.0), Some(0.95));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn momentum(&self, time: f64) -> Option<f64> {
        let _ = time;
        None
    }

    /// The momentum until this schedule cycles it; `None` where it never does. Provided: that of time 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{LinearLr, OneCycleLr, Schedule};
    ///
    /// let schedule = LinearLr::new(0.1, 1.0, 5)?.then(5, OneCycleLr::new(0.1, 100)?);
    /// assert_eq!(schedule.momentum(3.0), None);
    /// assert_eq!(schedule.first_momentum(), Some(0.95));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn first_momentum(&self) -> Option<f64> {
        self.momentum(0.0)
    }

    /// What becomes of `current`, the value in force, when this schedule arrives at `step` as a member of a
    /// [`ChainedScheduler`](crate::ChainedScheduler).
    ///
    /// Provided: a [proportional](Self::is_proportional) schedule multiplies it with its own change since the step before, any
    /// other replaces it. One that has come to zero and stays there has no say any more, as in torch; one that rises from zero
    /// starts from its own value.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule, StepLr};
    ///
    /// assert_eq!(StepLr::new(30, 0.5)?.chain(0.04, 0.1, 30), 0.02);
    /// let one_cycle = OneCycleLr::new(0.1, 100)?;
    /// assert_eq!(one_cycle.chain(0.04, 0.1, 30), one_cycle.at(0.1, 30));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        if !self.is_proportional() {
            return self.at(base, step);
        }
        let before = if step == 0 { 1.0 } else { self.at(1.0, step - 1) };
        let now = self.at(1.0, step);
        match (before == 0.0, now == 0.0) {
            (true, true) => current,
            (true, false) => self.at(base, step),
            _ => product(current, (now / before).min(f64::MAX)),
        }
    }

    /// The value at `time`, where this schedule took over, at its time 0, from another whose last value is `before()`.
    ///
    /// Provided: it starts from its own base. [`MultiplicativeLr`](crate::MultiplicativeLr) and [`SwaLr`](crate::SwaLr) go on
    /// from where they are.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule, SwaLr};
    ///
    /// assert_eq!(ExponentialLr::new(0.5)?.take_over(0.1, &|| 0.03, 0.0), 0.1);
    /// assert_eq!(SwaLr::new(0.01)?.take_over(0.1, &|| 0.03, 0.0), 0.03);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        let _ = before;
        self.value(base, time)
    }

    /// Whether [`take_over`](Self::take_over) asks for the value before, so that a [`SequentialLr`] has it ready however many such
    /// members follow one another. Provided: no. It changes no value.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule, SwaLr};
    ///
    /// assert!(SwaLr::new(0.01)?.goes_on());
    /// assert!(!ExponentialLr::new(0.5)?.goes_on());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn goes_on(&self) -> bool {
        false
    }

    /// How many steps must be walked through, one by one, to get to `time` from the start. Provided: none, for there is a closed
    /// form. A scheduler refuses to [seek](crate::Scheduler::seek) what is more than 2<sup>32</sup> of them away.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, MultiplicativeLr, Schedule};
    ///
    /// assert_eq!(MultiplicativeLr::new(|_| 0.5).walk(1_000.0), 1_000.0);
    /// assert_eq!(ExponentialLr::new(0.5)?.walk(1_000.0), 0.0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn walk(&self, time: f64) -> f64 {
        let _ = time;
        0.0
    }

    /// This schedule as data: its type, by torch's name, and its parameters. It is what a plan file holds, and what a state
    /// remembers of its plan.
    ///
    /// Provided: what it prints as, which can be compared and not read back; a schedule of one's own need not do more.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule};
    ///
    /// let spec = ExponentialLr::new(0.9)?.hold(20).spec();
    /// assert_eq!(spec.to_string(), r#"{"type": "Hold", "schedule": {"type": "ExponentialLR", "gamma": 0.9}, "step": 20}"#);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn spec(&self) -> ScheduleSpec {
        ScheduleSpec::opaque(format_args!("{self:?}"))
    }

    /// What this schedule does, in words, with the edges of its phases and what about it is rarely meant: whatever describes,
    /// checks or draws a plan asks for it.
    ///
    /// Provided: its type and parameters, and an edge at the [horizon](Self::horizon).
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule, Story};
    ///
    /// let schedule = CosineAnnealingLr::new(45)?.warmup(5)?;
    /// let story = Story::of(&schedule, 0.1, Some(51));
    /// assert_eq!(story.sentence(), "linear warm-up from 0.02 over 5 steps, cosine to 0 at 50");
    /// assert_eq!(story.edges(), [5, 50]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn tell(&self, story: &mut Story) {
        story.say_spec(&self.spec());
        if let Some(horizon) = self.horizon() {
            story.edge(horizon);
        }
    }

    /// From `step` on, another schedule, in its own time: its step 0 is at `step`. Torch's `SequentialLR`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
    ///
    /// let schedule = Constant.then(20, ExponentialLr::new(0.5)?);
    /// assert_eq!([19, 20, 21].map(|step| schedule.at(0.1, step)), [0.1, 0.1, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn then(self, step: u64, next: impl Schedule + 'static) -> SequentialLr
    where
        Self: Sized + 'static,
    {
        SequentialLr::pair(self, step, next)
    }

    /// So many steps of warm-up first, in a straight line from `1 / steps` of this schedule's first value: the schedule itself
    /// begins at `steps`. Other ways to begin: [`warmup_with`](Self::warmup_with).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(45)?.warmup(5)?; // 50 in all
    /// assert_eq!([0, 4, 5, 50].map(|step| schedule.at(0.5, step)), [0.1, 0.5, 0.5, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn warmup(self, steps: u64) -> Result<Warmed<Self>>
    where
        Self: Sized,
    {
        Ok(Warmed::new(self, Warmup::from_first_step(steps)?))
    }

    /// A warm-up of any kind first: from zero, from the first step, from a floor; in a line or along a cosine.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_zero(5)?);
    /// assert_eq!([0, 1, 5].map(|step| schedule.at(0.5, step)), [0.0, 0.1, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn warmup_with(self, warmup: Warmup) -> Warmed<Self>
    where
        Self: Sized,
    {
        Warmed::new(self, warmup)
    }

    /// Stays where it is from `step` on: a cosine that does not rise again.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(10)?.eta_min(0.01)?.hold(10);
    /// assert_eq!(schedule.at(0.1, 20), 0.01);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn hold(self, step: u64) -> Hold<Self>
    where
        Self: Sized,
    {
        Hold::new(self, step)
    }

    /// Waits at its first value for `steps` before it begins.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule};
    ///
    /// let schedule = ExponentialLr::new(0.5)?.delay(10);
    /// assert_eq!([0, 10, 11].map(|step| schedule.at(0.1, step)), [0.1, 0.1, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn delay(self, steps: u64) -> Delay<Self>
    where
        Self: Sized,
    {
        Delay::new(self, steps)
    }

    /// Zero until `step`, and there it begins: with a [warm-up](Self::warmup), a group that is unfrozen gradually.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule};
    ///
    /// let unfrozen = Constant.warmup(2)?.frozen_until(10);
    /// assert_eq!([0, 9, 10, 11, 12].map(|step| unfrozen.at(0.1, step)), [0.0, 0.0, 0.05, 0.1, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn frozen_until(self, step: u64) -> Frozen<Self>
    where
        Self: Sized,
    {
        Frozen::new(self, step)
    }

    /// Begins again after every `period`; [`decay`](Cycle::decay) lets the peaks fall.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `period` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(10)?.cycle(10)?.decay(0.5)?;
    /// assert_eq!([0, 10, 20].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.025]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn cycle(self, period: u64) -> Result<Cycle<Self>>
    where
        Self: Sized,
    {
        Cycle::new(self, period)
    }

    /// Moves on once every `steps`: a schedule in epochs, in a loop that advances for every batch.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, StepLr};
    ///
    /// let schedule = StepLr::new(30, 0.1)?.every(500)?; // 500 batches an epoch
    /// assert_eq!([14_999, 15_000].map(|step| schedule.at(0.5, step)), [0.5, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn every(self, steps: u64) -> Result<Every<Self>>
    where
        Self: Sized,
    {
        Every::new(self, steps)
    }

    /// Moves `steps` times as slowly, a fraction at every step: the smooth twin of [`every`](Self::every).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{LinearLr, Schedule};
    ///
    /// let schedule = LinearLr::new(1.0, 0.5, 10)?.stretch(100)?; // 100 batches an epoch
    /// assert_eq!([0, 500, 1_000].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn stretch(self, steps: u64) -> Result<Stretch<Self>>
    where
        Self: Sized,
    {
        Stretch::new(self, steps)
    }

    /// Times the factor that another schedule makes of 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule, StepLr};
    ///
    /// let schedule = StepLr::new(1, 0.5)?.times(ExponentialLr::new(0.5)?);
    /// assert_eq!(schedule.at(0.1, 1), 0.025);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn times<F: Schedule>(self, factor: F) -> Times<Self, F>
    where
        Self: Sized,
    {
        Times::new(self, factor)
    }

    /// The smaller of the two at every step.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
    ///
    /// let schedule = Constant.min(ExponentialLr::new(2.0)?.scale(0.25)?);
    /// assert_eq!([0, 1, 2, 3].map(|step| schedule.at(0.1, step)), [0.025, 0.05, 0.1, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn min<F: Schedule>(self, other: F) -> Min<Self, F>
    where
        Self: Sized,
    {
        Min::new(self, other)
    }

    /// The larger of the two at every step.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
    ///
    /// let schedule = ExponentialLr::new(0.5)?.max(Constant.scale(0.25)?);
    /// assert_eq!([1, 2, 3].map(|step| schedule.at(0.4, step)), [0.2, 0.1, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn max<F: Schedule>(self, other: F) -> Max<Self, F>
    where
        Self: Sized,
    {
        Max::new(self, other)
    }

    /// Never below `low` nor above `high`, which are absolute and finite.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where one is not finite, or `high` is below `low`.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule};
    ///
    /// let schedule = ExponentialLr::new(0.5)?.clamp(0.03, 0.08)?;
    /// assert_eq!([0, 1, 2].map(|step| schedule.at(0.1, step)), [0.08, 0.05, 0.03]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn clamp(self, low: f64, high: f64) -> Result<Clamp<Self>>
    where
        Self: Sized,
    {
        Clamp::new(self, low, high)
    }

    /// Times a number, finite and not negative.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule};
    ///
    /// assert_eq!(ExponentialLr::new(0.5)?.scale(2.0)?.at(0.1, 1), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn scale(self, factor: f64) -> Result<Scale<Self>>
    where
        Self: Sized,
    {
        Scale::new(self, factor)
    }

    /// Plus a number, finite. For a shift in time see [`delay`](Self::delay).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule};
    ///
    /// assert_eq!(ExponentialLr::new(0.5)?.shift(0.25)?.at(0.5, 1), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn shift(self, amount: f64) -> Result<Shift<Self>>
    where
        Self: Sized,
    {
        Shift::new(self, amount)
    }

    /// This schedule behind a pointer, so that schedules of different types fit in one list.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
    ///
    /// let schedules = [Constant.boxed(), ExponentialLr::new(0.9)?.boxed()];
    /// assert_eq!(schedules[0].at(0.1, 5), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn boxed(self) -> Box<dyn Schedule>
    where
        Self: Sized + 'static,
    {
        Box::new(self)
    }
}
