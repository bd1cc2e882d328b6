/// Methods that change the value of a schedule, and `boxed`.
macro_rules! methods_in_value {
    () => {
        /// The product of two schedules: this schedule times the value of `factor` for the base 1.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule, StepLr};
        ///
        /// let schedule = StepLr::new(1, 0.5)?.times(ExponentialLr::new(0.5)?);
        /// assert_eq!(schedule.at(0.1, 1), 0.025);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn times<F: $crate::Schedule>(self, factor: F) -> $crate::combinators::Times<Self, F>
        where
            Self: Sized,
        {
            $crate::combinators::Times::new(self.bounded(), factor.bounded())
        }

        /// The sum of two schedules. Both have the same base.
        ///
        /// ```
        /// use tch_lr_scheduler::{ConstantLr, ExponentialLr, Schedule};
        ///
        /// let schedule = ExponentialLr::new(0.5)?.plus(ConstantLr::new(0.25, 2)?);
        /// assert_eq!([0, 1, 2].map(|step| schedule.at(0.8, step)), [1.0, 0.6000000000000001, 1.0]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn plus<F: $crate::Schedule>(self, other: F) -> $crate::combinators::Plus<Self, F>
        where
            Self: Sized,
        {
            $crate::combinators::Plus::new(self.bounded(), other.bounded())
        }

        /// This schedule with noise: each value is multiplied by a random factor from `1 - percent` to `1 + percent`.
        ///
        /// `percent` is a fraction, at least 0.001 and at most 1 (0.67 by default in timm). The number of a step depends on `seed` and the
        /// step alone, so that a run can be repeated and resumed.
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `percent` is out of its range.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule};
        ///
        /// let plain = ExponentialLr::new(0.9)?;
        /// let noisy = plain.noise(0.2, 42)?;
        /// assert!((0..100).all(|step| (0.8..1.2).contains(&(noisy.at(0.1, step) / plain.at(0.1, step)))));
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias("noise_range_t", "noise_pct", "lr_noise"))]
        fn noise(self, percent: f64, seed: u64) -> $crate::Result<$crate::combinators::Noise<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("noise")?;
            $crate::combinators::Noise::new(self, percent, seed)
        }

        /// The smaller of the values of two schedules, at every step. Both schedules have the same base.
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
        ///
        /// let schedule = Constant.min(ExponentialLr::new(2.0)?.scale(0.25)?);
        /// assert_eq!([0, 1, 2, 3].map(|step| schedule.at(0.1, step)), [0.025, 0.05, 0.1, 0.1]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn min<F: $crate::Schedule>(self, other: F) -> $crate::combinators::Min<Self, F>
        where
            Self: Sized,
        {
            $crate::combinators::Min::new(self.bounded(), other.bounded())
        }

        /// The larger of the values of two schedules, at every step. Both schedules have the same base.
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
        ///
        /// let schedule = ExponentialLr::new(0.5)?.max(Constant.scale(0.25)?);
        /// assert_eq!([1, 2, 3].map(|step| schedule.at(0.4, step)), [0.2, 0.1, 0.1]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn max<F: $crate::Schedule>(self, other: F) -> $crate::combinators::Max<Self, F>
        where
            Self: Sized,
        {
            $crate::combinators::Max::new(self.bounded(), other.bounded())
        }

        /// This schedule, limited to values from `low` to `high`.
        ///
        /// Both limits are finite, and they are values, not factors of the base.
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if a limit is not finite, or if `high` is below `low`.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule};
        ///
        /// let schedule = ExponentialLr::new(0.5)?.clamp(0.03, 0.08)?;
        /// assert_eq!([0, 1, 2].map(|step| schedule.at(0.1, step)), [0.08, 0.05, 0.03]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "min_lr")]
        fn clamp(self, low: f64, high: f64) -> $crate::Result<$crate::combinators::Clamp<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("clamp")?;
            $crate::combinators::Clamp::new(self, low, high)
        }

        /// This schedule times a number. `factor` is finite and not negative.
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is negative or not finite.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule};
        ///
        /// assert_eq!(ExponentialLr::new(0.5)?.scale(2.0)?.at(0.1, 1), 0.1);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "lr_scale")]
        fn scale(self, factor: f64) -> $crate::Result<$crate::combinators::Scale<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("scale")?;
            $crate::combinators::Scale::new(self, factor)
        }

        /// This schedule plus a number. `amount` is finite, and may be negative.
        ///
        /// To move a schedule to a later step, use [`delay`](Self::delay).
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `amount` is not finite.
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
            $crate::schedule::lookup::nesting(&self).around().check("offset")?;
            $crate::combinators::Offset::new(self, amount)
        }

        /// This schedule in a `Box`, so that schedules of different types fit in one list.
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
        ///
        /// let schedules = [Constant.boxed(), ExponentialLr::new(0.5)?.boxed()];
        /// assert_eq!(schedules.map(|schedule| schedule.at(0.1, 1)), [0.1, 0.05]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[must_use = "`boxed` returns the schedule in a `Box` and changes nothing else"]
        fn boxed(self) -> Box<dyn $crate::Schedule>
        where
            Self: Sized + 'static,
        {
            Box::new(self.bounded())
        }
    };
}

pub(crate) use methods_in_value;
