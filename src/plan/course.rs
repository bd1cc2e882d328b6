use crate::arithmetic::product;
use crate::time::Time;
use crate::{Result, Schedule, ScheduleSpec, check};
use std::fmt::Display;
use std::sync::Arc;

/// A schedule, the base value it starts from, and the factor that a group has on it.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    base: f64,
    schedule: Arc<dyn Schedule>,
    factor: f64,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Role {
    Own,
    CompanionMomentum,
}

impl Course {
    pub(crate) fn new(base: f64, schedule: impl Schedule + 'static) -> Self {
        Self { base, schedule: Arc::new(schedule), factor: 1.0, role: Role::Own }
    }

    pub(crate) fn times(&self, factor: f64) -> Self {
        Self { factor, ..self.clone() }
    }

    /// The course of the momentum that the schedule carries, if it carries one.
    pub(crate) fn companion(&self) -> Option<Self> {
        let momentum = self.schedule.first_momentum()?;
        Some(Self { base: momentum, role: Role::CompanionMomentum, ..self.clone() })
    }

    pub(crate) fn base(&self) -> f64 {
        self.base
    }

    pub(crate) fn spec(&self) -> ScheduleSpec {
        self.schedule.spec()
    }

    pub(crate) fn check(&self, knob: impl Display) -> Result<()> {
        check::of_knob(knob, "base", self.base)
    }

    /// How many steps must be walked through to get to `time`: the momentum needs none.
    pub(crate) fn walk(&self, time: Time) -> f64 {
        match self.role {
            Role::Own => self.schedule.walk(time.as_f64()),
            Role::CompanionMomentum => 0.0,
        }
    }

    pub(crate) fn at(&self, time: Time) -> f64 {
        let value = match (self.role, time.fraction == 0.0) {
            (Role::Own, true) => self.schedule.at(self.base, time.step),
            (Role::Own, false) => self.schedule.value(self.base, time.as_f64()),
            (Role::CompanionMomentum, _) => self.schedule.momentum(time.as_f64()).unwrap_or(self.base),
        };
        if self.factor == 1.0 { value } else { product(value, self.factor) }
    }
}
