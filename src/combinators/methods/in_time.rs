/// Methods that change when a schedule runs.
macro_rules! methods_in_time {
    () => {
        /// This schedule before `step`, and `next` from `step` on. `next` starts at its own step 0.
        ///
        /// To combine more than two schedules, use several calls or [`SequentialLr::new`](crate::SequentialLr::new).
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
        ///
        /// let schedule = Constant.then(20, ExponentialLr::new(0.5)?);
        /// assert_eq!([19, 20, 21].map(|step| schedule.at(0.1, step)), [0.1, 0.1, 0.05]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "join_schedules")]
        fn then(self, step: u64, next: impl $crate::Schedule + 'static) -> $crate::combinators::SequentialLr
        where
            Self: Sized + 'static,
        {
            $crate::combinators::SequentialLr::pair(self, step, next)
        }

        /// A linear warm-up over `steps` in front of this schedule, which starts at `steps`.
        ///
        /// All steps of this schedule move by `steps`, such as the milestones of a `MultiStepLr` and the end of a cosine. With
        /// [`warmup_beside`](Self::warmup_beside) they stay where they are:
        ///
        /// ```
        /// use tch_lr_scheduler::{MultiStepLr, Schedule};
        ///
        /// let decay = || MultiStepLr::new([30, 45], 0.1);
        /// let falls_at = |schedule: &dyn Schedule| -> Vec<u64> {
        ///     (1..60).filter(|&step| schedule.at(1.0, step) < schedule.at(1.0, step - 1)).collect()
        /// };
        /// assert_eq!(falls_at(&decay()?.warmup(5)?), [35, 50]);
        /// assert_eq!(falls_at(&decay()?.warmup_beside(5)?), [30, 45]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        ///
        /// The first step has `1 / steps` of this schedule's first value, and the last step of the warm-up has all of it. `steps`
        /// is at least 1. For a warm-up from 0, from a fraction or along a cosine, use [`warmup_with`](Self::warmup_with).
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is 0.
        ///
        /// ```
        /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
        ///
        /// let schedule = CosineAnnealingLr::new(45)?.warmup(5)?; // 50 steps in total
        /// assert_eq!([0, 4, 5, 50].map(|step| schedule.at(0.5, step)), [0.1, 0.5, 0.5, 0.0]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "get_constant_schedule_with_warmup")]
        #[doc(alias = "get_cosine_schedule_with_warmup")]
        #[doc(alias = "get_linear_schedule_with_warmup")]
        #[doc(alias = "linear_schedule_with_warmup")]
        #[doc(alias = "warmup_steps")]
        fn warmup(self, steps: u64) -> $crate::Result<$crate::combinators::WithWarmup<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("warmup")?;
            Ok($crate::combinators::WithWarmup::new(self, $crate::combinators::Warmup::from_first_step(steps)?))
        }

        /// A warm-up as `warmup` describes it, in front of this schedule.
        ///
        /// [`Warmup`](crate::Warmup) sets the length, the first value and the shape of the warm-up. The schedule starts when the
        /// warm-up ends.
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
        ///
        /// let schedule = Constant.warmup_with(Warmup::from_zero(5)?);
        /// assert_eq!([0, 1, 5].map(|step| schedule.at(0.5, step)), [0.0, 0.1, 0.5]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "warmup_lr_init")]
        #[doc(alias = "warmup_prefix")]
        fn warmup_with(self, warmup: $crate::combinators::Warmup) -> $crate::combinators::WithWarmup<Self>
        where
            Self: Sized,
        {
            $crate::combinators::WithWarmup::new(self.bounded(), warmup)
        }

        /// A linear warm-up over `steps` beside this schedule, which runs from step 0: the factor of the warm-up multiplies the
        /// first values.
        ///
        /// The factor of the first step is `1 / steps`, and that of the last step of the warm-up is 1. `steps` is at least 1. No
        /// step of this schedule moves. With [`warmup`](Self::warmup), this schedule starts only after the warm-up, and all its
        /// steps move by `steps`. For a warm-up from 0, from a fraction or along a cosine, use
        /// [`warmup_beside_with`](Self::warmup_beside_with).
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is 0.
        ///
        /// ```
        /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
        ///
        /// let schedule = CosineAnnealingLr::new(50)?.warmup_beside(5)?; // 50 steps in total
        /// assert_eq!([0, 25, 50].map(|step| schedule.at(0.5, step)), [0.1, 0.25, 0.0]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias("WarmupMultiStepLR", "dampening", "warmup_prefix"))]
        fn warmup_beside(self, steps: u64) -> $crate::Result<$crate::combinators::WarmupBeside<Self>>
        where
            Self: Sized,
        {
            Ok($crate::combinators::WarmupBeside::new(self, $crate::combinators::Warmup::from_first_step(steps)?))
        }

        /// A warm-up as `warmup` describes it, beside this schedule, which runs from step 0.
        ///
        /// [`Warmup`](crate::Warmup) sets the length, the first factor and the shape of the warm-up.
        ///
        /// ```
        /// use tch_lr_scheduler::{MultiStepLr, Schedule, Warmup};
        ///
        /// let schedule = MultiStepLr::new([30, 45], 0.5)?.warmup_beside_with(Warmup::from_floor(0.5, 4)?);
        /// assert_eq!([0, 2, 4, 30].map(|step| schedule.at(0.5, step)), [0.25, 0.375, 0.5, 0.25]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "warmup_prefix")]
        fn warmup_beside_with(self, warmup: $crate::combinators::Warmup) -> $crate::combinators::WarmupBeside<Self>
        where
            Self: Sized,
        {
            $crate::combinators::WarmupBeside::new(self, warmup)
        }

        /// This schedule until `step`, and the value of `step` from then on.
        ///
        /// For example, a cosine that is held at its end does not rise again.
        ///
        /// ```
        /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
        ///
        /// let schedule = CosineAnnealingLr::new(10)?.eta_min(0.01)?.hold(10);
        /// assert_eq!(schedule.at(0.1, 20), 0.01);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn hold(self, step: u64) -> $crate::combinators::Hold<Self>
        where
            Self: Sized,
        {
            $crate::combinators::Hold::new(self.bounded(), step)
        }

        /// The first value of this schedule for `steps` steps, and then the schedule itself.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule};
        ///
        /// let schedule = ExponentialLr::new(0.5)?.delay(10);
        /// assert_eq!([0, 10, 11].map(|step| schedule.at(0.1, step)), [0.1, 0.1, 0.05]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "transition_begin")]
        fn delay(self, steps: u64) -> $crate::combinators::Delay<Self>
        where
            Self: Sized,
        {
            $crate::combinators::Delay::new(self.bounded(), steps)
        }

        /// The value 0 before `step`, and this schedule from `step` on. The schedule starts at its own step 0.
        ///
        /// With a [warm-up](Self::warmup), this unfreezes a parameter group gradually.
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, Schedule};
        ///
        /// let unfrozen = Constant.warmup(2)?.frozen_until(10);
        /// assert_eq!([0, 9, 10, 11, 12].map(|step| unfrozen.at(0.1, step)), [0.0, 0.0, 0.05, 0.1, 0.1]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn frozen_until(self, step: u64) -> $crate::combinators::Frozen<Self>
        where
            Self: Sized,
        {
            $crate::combinators::Frozen::new(self.bounded(), step)
        }

        /// This schedule again and again: it starts at step 0 after every `period` steps.
        ///
        /// `period` is at least 1. [`decay`](crate::combinators::Cycle::decay) lowers the base from cycle to cycle.
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `period` is 0.
        ///
        /// ```
        /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
        ///
        /// let schedule = CosineAnnealingLr::new(10)?.cycle(10)?.decay(0.5)?;
        /// assert_eq!([0, 10, 20].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.025]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "cycle_decay")]
        fn cycle(self, period: u64) -> $crate::Result<$crate::combinators::Cycle<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("cycle")?;
            $crate::combinators::Cycle::new(self, period)
        }

        /// This schedule in blocks of `steps` steps: it moves to its next step once per block.
        ///
        /// Use it for a schedule in epochs if the training loop advances once per batch: `steps` is the number of batches in an
        /// epoch. `steps` is at least 1. [`stretch`](Self::stretch) changes at every batch instead.
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is 0.
        ///
        /// ```
        /// use tch_lr_scheduler::{Schedule, StepLr};
        ///
        /// let schedule = StepLr::new(30, 0.1)?.every(500)?; // 500 batches per epoch
        /// assert_eq!([14_999, 15_000].map(|step| schedule.at(0.5, step)), [0.5, 0.05]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "by_epoch")]
        fn every(self, steps: u64) -> $crate::Result<$crate::combinators::Every<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("every")?;
            $crate::combinators::Every::new(self, steps)
        }

        /// This schedule, `steps` times as slow: it moves `1 / steps` of a step at every step.
        ///
        /// Use it for a schedule in epochs that changes smoothly at every batch: `steps` is the number of batches in an epoch.
        /// `steps` is at least 1. [`every`](Self::every) changes once per epoch instead.
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is 0.
        ///
        /// ```
        /// use tch_lr_scheduler::{LinearLr, Schedule};
        ///
        /// let schedule = LinearLr::new(1.0, 0.5, 10)?.stretch(100)?; // 100 batches per epoch
        /// assert_eq!([0, 500, 1_000].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 0.5]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias = "convert_to_iter_based")]
        fn stretch(self, steps: u64) -> $crate::Result<$crate::combinators::Stretch<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("stretch")?;
            $crate::combinators::Stretch::new(self, steps)
        }
    };
}

pub(crate) use methods_in_time;
