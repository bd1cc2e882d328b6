//! The spec and the summary of any schedule, from what [`Schedule::described`] returns.

use super::described::Content;
use super::summary::Shape;
use super::{Schedule, ScheduleSpec, Summary, lookup};
use crate::data::{Data, StepUnit, Write};

impl ScheduleSpec {
    /// The data of a schedule.
    ///
    /// The data of a user's schedule contains only its `Debug` output. Such data can be compared with other data, but no schedule
    /// can be built from it.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule, ScheduleSpec};
    ///
    /// let spec = ScheduleSpec::of(&ExponentialLr::new(0.9)?.hold(20));
    /// assert_eq!(spec.to_string(), r#"{"type": "Hold", "schedule": {"type": "ExponentialLR", "gamma": 0.9}, "step": 20}"#);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn of(schedule: &dyn Schedule) -> Self {
        match schedule.described().0 {
            Content::Registered(registered) => registered.spec(),
            Content::Words(_) | Content::Nothing => Self::opaque(schedule),
        }
    }
}

impl Summary {
    /// The summary of a schedule for the base `base`, in a run of `steps` steps. `None` if the length of the run is unknown.
    ///
    /// ```
    /// use tch_lr_scheduler::{StepLr, Summary};
    ///
    /// let summary = Summary::of(&StepLr::new(30, 0.1)?, 0.5, Some(80));
    /// assert_eq!(summary.sentence(), "0.5, times 0.1 every 30 steps");
    /// assert_eq!(summary.phase_boundaries(), [30, 60]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn of(schedule: &dyn Schedule, base: f64, steps: Option<u64>) -> Self {
        let value = |step| schedule.at(base, step);
        Self::of_values(schedule, base, steps, StepUnit::default(), &value, &|step| lookup::steps_to_walk(schedule, step as f64))
    }

    /// The summary of a schedule whose values at each step are `value`: those of the schedule, times a factor or not, or its
    /// companion momentum. `unit` is the unit of the steps in the sentence.
    pub(crate) fn of_values(
        schedule: &dyn Schedule,
        base: f64,
        steps: Option<u64>,
        unit: StepUnit,
        value: &dyn Fn(u64) -> f64,
        steps_to_walk: &dyn Fn(u64) -> f64,
    ) -> Self {
        let mut summary = Self::new(base, steps, unit);
        summary.add(schedule);
        summary.settled(value, steps_to_walk)
    }

    /// Appends the summary of a schedule.
    pub(crate) fn add(&mut self, schedule: &dyn Schedule) {
        let words = match schedule.described().0 {
            Content::Registered(registered) => return registered.append_summary(self),
            Content::Words(words) => words.into_owned(),
            Content::Nothing => ScheduleSpec::of(schedule).words(),
        };
        let constant_from = schedule.constant_from().filter(|step| *step > 0);
        self.phase(0, constant_from, Shape::Words(words));
        if let Some(step) = constant_from {
            self.phase(step, None, Shape::Constant);
        }
    }
}

impl<S: Schedule> Write for S {
    fn write(&self) -> Data {
        ScheduleSpec::of(self).into_data()
    }
}
