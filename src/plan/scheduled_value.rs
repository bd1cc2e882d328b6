use crate::combinators::Times;
use crate::data::StepUnit;
use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::nesting::Nesting;
use crate::schedule::{Time, lookup};
use crate::{Result, Schedule, ScheduleSpec, Summary};
use std::fmt::Display;
use std::sync::Arc;

/// A value that follows a schedule: the schedule, its base, and the factor of the group.
#[derive(Debug, Clone)]
pub(crate) struct ScheduledValue {
    base: f64,
    schedule: Arc<dyn Schedule>,
    factor: f64,
    role: Role,
    /// Whether the schedule is the product of the group's schedule and of one that multiplies it.
    is_multiplied: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// The value of the schedule.
    Value,
    /// The companion momentum of the schedule.
    CompanionMomentum,
}

impl ScheduledValue {
    pub(crate) fn new(base: f64, schedule: impl Schedule + 'static) -> Self {
        Self::of(base, Arc::new(schedule), Role::Value)
    }

    pub(crate) fn of(base: f64, schedule: Arc<dyn Schedule>, role: Role) -> Self {
        Self { base, schedule, factor: 1.0, role, is_multiplied: false }
    }

    pub(crate) fn times(&self, factor: f64) -> Self {
        Self { factor, ..self.clone() }
    }

    /// The same value, multiplied by that of another schedule for the base 1.
    pub(crate) fn times_schedule(&self, times: &Arc<dyn Schedule>) -> Self {
        let schedule = Arc::new(Times::new(Arc::clone(&self.schedule), Arc::clone(times)));
        Self { schedule, is_multiplied: true, ..self.clone() }
    }

    /// Whether the schedule is a [`Times`] of the group's schedule and of one that multiplies it.
    pub(crate) fn is_multiplied(&self) -> bool {
        self.is_multiplied
    }

    pub(crate) fn base(&self) -> f64 {
        self.base
    }

    pub(crate) fn factor(&self) -> f64 {
        self.factor
    }

    pub(crate) fn schedule(&self) -> &dyn Schedule {
        &*self.schedule
    }

    /// A number that is the same for values that share one schedule.
    pub(crate) fn schedule_id(&self) -> usize {
        Arc::as_ptr(&self.schedule).cast::<()>().addr()
    }

    pub(crate) fn spec(&self) -> ScheduleSpec {
        ScheduleSpec::of(&*self.schedule)
    }

    /// The value that a constant schedule would have: the base times the factor of the group.
    pub(crate) fn scaled_base(&self) -> f64 {
        product(self.base, self.factor)
    }

    /// The peak of the schedule (see [`Schedule::peak`]), times the factor of the group.
    pub(crate) fn peak(&self) -> f64 {
        self.scaled(self.schedule.peak(self.base))
    }

    /// Whether the value at one of these steps depends on the base. Some schedules have absolute values and ignore their base.
    pub(crate) fn uses_its_base(&self, steps: [u64; 3]) -> bool {
        let other = if self.base == 0.0 { 1.0 } else { self.base * 0.5 };
        self.role == Role::Value && steps.iter().any(|step| self.schedule.at(self.base, *step) != self.schedule.at(other, *step))
    }

    pub(crate) fn summary(&self, steps: Option<u64>, unit: StepUnit) -> Summary {
        let value = |step| self.at(Time::at_step(step));
        let steps_to_walk = |step| self.steps_to_walk(Time::at_step(step));
        Summary::of_values(&self.schedule, self.base, steps, unit, &value, &steps_to_walk)
    }

    pub(crate) fn check(&self, setting: impl Display) -> Result<()> {
        self.nesting().check("plan")?;
        check::of_setting(setting, "base", self.base)
    }

    /// The size of the schedule, and so the number of values that are computed for one value.
    pub(crate) fn nesting(&self) -> Nesting {
        lookup::nesting(&*self.schedule)
    }

    /// The last step before `time` that is no error, if a step at `time` is an error because the schedule has ended.
    pub(crate) fn end_before(&self, time: Time) -> Option<u64> {
        let is_past_end = |step: u64| lookup::is_past_end(&*self.schedule, step as f64);
        if !lookup::is_past_end(&*self.schedule, time.as_f64()) {
            return None;
        }
        let (mut last, mut ended) = (0, time.step.saturating_add(1));
        while ended - last > 1 {
            let middle = last + (ended - last) / 2;
            if is_past_end(middle) { ended = middle } else { last = middle }
        }
        Some(last)
    }

    /// The first step after `step` at which the value may change.
    #[inline]
    pub(crate) fn next_change(&self, step: u64) -> u64 {
        self.schedule().next_change(step)
    }

    /// The number of steps that must be computed one after another to reach `time`, for a schedule without a closed form. Companion
    /// momentum always has a closed form.
    pub(crate) fn steps_to_walk(&self, time: Time) -> f64 {
        match self.role {
            Role::Value => lookup::steps_to_walk(&*self.schedule, time.as_f64()),
            Role::CompanionMomentum => 0.0,
        }
    }

    #[inline]
    pub(crate) fn at(&self, time: Time) -> f64 {
        self.scaled(self.unscaled_at(time))
    }

    /// The value at a step, if this is the value of the schedule and not its companion momentum.
    #[inline]
    pub(crate) fn at_step(&self, step: u64) -> f64 {
        self.scaled(self.schedule().at(self.base, step))
    }

    /// The value before it is multiplied by the factor of the group.
    #[inline]
    pub(crate) fn unscaled_at(&self, time: Time) -> f64 {
        match (self.role, time.fraction == 0.0) {
            (Role::Value, true) => self.schedule().at(self.base, time.step),
            (Role::Value, false) => self.schedule().value(self.base, time.as_f64()),
            (Role::CompanionMomentum, _) => self.companion_at(time).unwrap_or(self.base),
        }
    }

    fn companion_at(&self, time: Time) -> Option<f64> {
        self.schedule.momentum()?.momentum_at(time.as_f64())
    }

    #[inline]
    pub(crate) fn scaled(&self, unscaled: f64) -> f64 {
        if self.factor == 1.0 { unscaled } else { product(unscaled, self.factor) }
    }

    /// Whether this is the companion momentum of a schedule.
    pub(crate) fn is_companion(&self) -> bool {
        self.role == Role::CompanionMomentum
    }

    /// Whether the two values have the same schedule and base, so that only their factors may differ.
    pub(crate) fn differs_by_a_factor(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.schedule, &other.schedule) && self.base == other.base && self.role == other.role
    }
}
