use crate::data::Data;
use crate::{Functions, Schedule, ScheduleSpec};

/// One schedule in a schedule, with the steps of the run at which it is used.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// Its type and its parameters.
    pub(super) data: &'a Data,
    /// Its path in the data of the subject: `schedule.schedulers[1]`.
    pub(super) path: String,
    /// The step of the run at which it has its step 0.
    pub(super) start: u64,
    /// The number of steps of the run in one of its steps.
    pub(super) pace: u64,
    /// The step of the run at which it ends: that of the run, or an earlier one. `None` if the length of the run is unknown.
    pub(super) end: Option<u64>,
    /// Whether it is used at the last step of the run.
    pub(super) ends_the_run: bool,
    /// The number of steps of a warm-up that comes directly before it. 0 if there is none.
    pub(super) warmup: u64,
    /// Whether its last value is held on purpose, so that it may end early.
    pub(super) is_held: bool,
    /// Whether its value is the value of the subject, and not changed, limited or multiplied by another schedule.
    pub(super) is_the_value: bool,
    /// Whether another schedule may be used at the same steps, so that its length need not fit the run.
    pub(super) is_alternative: bool,
}

impl<'a> Part<'a> {
    /// Torch's name of the type. Empty for a schedule of the program.
    pub(super) fn type_name(&self) -> &'a str {
        match self.data.field("type") {
            Some(Data::Text(name)) => name,
            _ => "",
        }
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&'a Data> {
        self.data.field(name)
    }

    /// A parameter that is a whole number.
    pub(super) fn whole(&self, name: &str) -> Option<u64> {
        whole(self.parameter(name)?)
    }

    /// A parameter that is a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        number(self.parameter(name)?)
    }

    /// The items of a parameter that is a list.
    pub(super) fn list(&self, name: &str) -> &'a [Data] {
        match self.parameter(name) {
            Some(Data::List(items)) => items,
            _ => &[],
        }
    }

    /// The step of the run at one of its steps.
    pub(super) fn absolute(&self, step: u64) -> u64 {
        self.start.saturating_add(step.saturating_mul(self.pace))
    }

    /// How many of its steps the run has. `None` if the length of the run is unknown.
    pub(super) fn steps(&self) -> Option<u64> {
        Some(self.end?.saturating_sub(self.start).div_ceil(self.pace.max(1)))
    }

    /// The schedule that its data describe, if it needs no function of the program.
    pub(super) fn schedule(&self) -> Option<Box<dyn Schedule>> {
        ScheduleSpec::of_data(self.data.clone()).schedule(&Functions::new()).ok()
    }

    /// Whether the value is lower at the start than at the end, as in a warm-up.
    pub(super) fn rises(&self) -> bool {
        match self.type_name() {
            "LinearLR" => self.number("start_factor") < self.number("end_factor"),
            "ConstantLR" => self.number("factor").is_some_and(|factor| factor < 1.0),
            _ => false,
        }
    }
}

pub(super) fn whole(data: &Data) -> Option<u64> {
    match data {
        Data::Whole(value) => Some(*value),
        _ => None,
    }
}

pub(super) fn number(data: &Data) -> Option<f64> {
    match data {
        Data::Whole(value) => Some(*value as f64),
        Data::Number(value) => Some(*value),
        _ => None,
    }
}
