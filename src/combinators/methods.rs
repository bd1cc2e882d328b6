//! The methods of [`Schedule`](crate::Schedule) that make combinators. They are part of the trait, because users need them daily; they
//! are written here, beside the types that they return.

/// Combinators that change when a schedule runs.
macro_rules! methods_in_time {
    () => {
        /// From `step` on, another schedule, in its own time: its step 0 is at `step`. Torch's `SequentialLR`.
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
        ///
        /// let schedule = Constant.then(20, ExponentialLr::new(0.5)?);
        /// assert_eq!([19, 20, 21].map(|step| schedule.at(0.1, step)), [0.1, 0.1, 0.05]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[must_use = "a combinator returns a new schedule"]
        fn then(self, step: u64, next: impl $crate::Schedule + 'static) -> $crate::combinators::SequentialLr
        where
            Self: Sized + 'static,
        {
            $crate::combinators::SequentialLr::pair(self, step, next)
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
        fn warmup(self, steps: u64) -> $crate::Result<$crate::combinators::WithWarmup<Self>>
        where
            Self: Sized,
        {
            Ok($crate::combinators::WithWarmup::new(self, $crate::combinators::Warmup::from_first_step(steps)?))
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
        #[must_use = "a combinator returns a new schedule"]
        fn warmup_with(self, warmup: $crate::combinators::Warmup) -> $crate::combinators::WithWarmup<Self>
        where
            Self: Sized,
        {
            $crate::combinators::WithWarmup::new(self, warmup)
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
        #[must_use = "a combinator returns a new schedule"]
        fn hold(self, step: u64) -> $crate::combinators::Hold<Self>
        where
            Self: Sized,
        {
            $crate::combinators::Hold::new(self, step)
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
        #[must_use = "a combinator returns a new schedule"]
        fn delay(self, steps: u64) -> $crate::combinators::Delay<Self>
        where
            Self: Sized,
        {
            $crate::combinators::Delay::new(self, steps)
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
        #[must_use = "a combinator returns a new schedule"]
        fn frozen_until(self, step: u64) -> $crate::combinators::Frozen<Self>
        where
            Self: Sized,
        {
            $crate::combinators::Frozen::new(self, step)
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
        fn cycle(self, period: u64) -> $crate::Result<$crate::combinators::Cycle<Self>>
        where
            Self: Sized,
        {
            $crate::combinators::Cycle::new(self, period)
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
        fn every(self, steps: u64) -> $crate::Result<$crate::combinators::Every<Self>>
        where
            Self: Sized,
        {
            $crate::combinators::Every::new(self, steps)
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
        fn stretch(self, steps: u64) -> $crate::Result<$crate::combinators::Stretch<Self>>
        where
            Self: Sized,
        {
            $crate::combinators::Stretch::new(self, steps)
        }
    };
}

/// Combinators that change the value of a schedule, and `boxed`.
macro_rules! methods_in_value {
    () => {
        /// Times the factor that another schedule makes of 1.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule, StepLr};
        ///
        /// let schedule = StepLr::new(1, 0.5)?.times(ExponentialLr::new(0.5)?);
        /// assert_eq!(schedule.at(0.1, 1), 0.025);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[must_use = "a combinator returns a new schedule"]
        fn times<F: $crate::Schedule>(self, factor: F) -> $crate::combinators::Times<Self, F>
        where
            Self: Sized,
        {
            $crate::combinators::Times::new(self, factor)
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
        #[must_use = "a combinator returns a new schedule"]
        fn min<F: $crate::Schedule>(self, other: F) -> $crate::combinators::Min<Self, F>
        where
            Self: Sized,
        {
            $crate::combinators::Min::new(self, other)
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
        #[must_use = "a combinator returns a new schedule"]
        fn max<F: $crate::Schedule>(self, other: F) -> $crate::combinators::Max<Self, F>
        where
            Self: Sized,
        {
            $crate::combinators::Max::new(self, other)
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
        fn clamp(self, low: f64, high: f64) -> $crate::Result<$crate::combinators::Clamp<Self>>
        where
            Self: Sized,
        {
            $crate::combinators::Clamp::new(self, low, high)
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
        fn scale(self, factor: f64) -> $crate::Result<$crate::combinators::Scale<Self>>
        where
            Self: Sized,
        {
            $crate::combinators::Scale::new(self, factor)
        }

        /// Plus a number, finite. For a shift in time see [`delay`](Self::delay).
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) where it is not finite.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule};
        ///
        /// assert_eq!(ExponentialLr::new(0.5)?.offset(0.25)?.at(0.5, 1), 0.5);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn offset(self, amount: f64) -> $crate::Result<$crate::combinators::Offset<Self>>
        where
            Self: Sized,
        {
            $crate::combinators::Offset::new(self, amount)
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
        #[must_use = "a combinator returns a new schedule"]
        fn boxed(self) -> Box<dyn $crate::Schedule>
        where
            Self: Sized + 'static,
        {
            Box::new(self)
        }
    };
}

pub(crate) use {methods_in_time, methods_in_value};
