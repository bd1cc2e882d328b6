//! The method of a run that makes a schedule with a warm-up.

use crate::combinators::WithWarmup;
use crate::{Result, RunLength, Schedule, Span};

impl RunLength {
    /// A schedule with a warm-up in front of it, which together fill the run: [`Schedule::warmup`] over the length `warmup`, and then
    /// the schedule that `schedule` makes for the steps that are left.
    ///
    /// In a plan file, it is a `Warmup` around a schedule with the length `"rest"`.
    ///
    /// # Errors
    /// As [`steps_after`](Self::steps_after), the errors of `schedule`, and [`Error::Parameter`](crate::Error::Parameter) if the
    /// warm-up has 0 steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, RunLength, Schedule, ScheduleSpec, Span};
    ///
    /// let run = RunLength::new(Span::epochs(90.0))?.steps_per_epoch(100)?;
    /// let schedule = run.warmup(Span::percent(3.0), CosineAnnealingLr::new)?;
    /// assert_eq!([269, 9_000].map(|step| schedule.at(0.1, step)), [0.1, 0.0]);
    /// assert_eq!(ScheduleSpec::of(&schedule), ScheduleSpec::of(&CosineAnnealingLr::new(8_730)?.warmup(270)?));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("get_cosine_schedule_with_warmup", "warmup_ratio"))]
    pub fn warmup<S: Schedule>(&self, warmup: Span, schedule: impl FnOnce(u64) -> Result<S>) -> Result<WithWarmup<S>> {
        schedule(self.steps_after(warmup)?)?.warmup(self.steps(warmup)?)
    }
}
