/// Methods that determine what a schedule does before its start and after its end.
macro_rules! methods_at_ends {
    () => {
        /// This schedule within a range of steps: its first value before the range, and the value of the last step in the range after it.
        ///
        /// The schedule starts at the first step of the range. The range contains at least one step.
        ///
        /// # Errors
        /// [`Error::Parameter`](crate::Error::Parameter) if there is no step in the range.
        ///
        /// ```
        /// use tch_lr_scheduler::{ExponentialLr, Schedule};
        ///
        /// let schedule = ExponentialLr::new(0.5)?.within(10..=12)?;
        /// assert_eq!([0, 10, 11, 12, 13].map(|step| schedule.at(0.8, step)), [0.8, 0.8, 0.4, 0.2, 0.2]);
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[doc(alias("begin", "end"))]
        fn within(self, steps: impl std::ops::RangeBounds<u64>) -> $crate::Result<$crate::combinators::Within<Self>>
        where
            Self: Sized,
        {
            $crate::schedule::lookup::nesting(&self).around().check("within")?;
            $crate::combinators::Within::new(self, steps)
        }

        /// This schedule with an end at step `end`, and what it does after it.
        ///
        /// ```
        /// use tch_lr_scheduler::{CosineAnnealingLr, DryRun, EndPolicy, Plan, Schedule, Scheduler};
        ///
        /// let cosine = CosineAnnealingLr::new(10)?;
        /// assert_eq!(cosine.past_end(10, EndPolicy::Hold).at(0.1, 20), 0.0);
        /// assert_eq!(cosine.past_end(10, EndPolicy::Repeat).at(0.1, 20), 0.1);
        ///
        /// let plan = Plan::lr(0.1, cosine.past_end(10, EndPolicy::Error));
        /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
        /// assert!(scheduler.seek(10, &mut DryRun).is_ok() && scheduler.step(&mut DryRun).is_err());
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        fn past_end(self, end: u64, policy: $crate::combinators::EndPolicy) -> $crate::combinators::PastEnd<Self>
        where
            Self: Sized,
        {
            $crate::combinators::PastEnd::new(self.bounded(), end, policy)
        }
    };
}

pub(crate) use methods_at_ends;
