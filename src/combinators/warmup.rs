use super::wraps::{Wraps, wrapped, wraps};
use crate::data::Data;
use crate::data::Node;
use crate::data::{HasSchema, Read, Write};
use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};
use std::f64::consts::PI;

/// How a warm-up rises to the first value of the schedule behind it, and what its very first step is.
///
/// ```text
/// p = t / steps           from_zero     0, 1/steps, ...        the first step trains nothing
/// p = (t + 1) / steps     from_first_step    1/steps, 2/steps, ..., 1
/// p = t / steps           from_floor    floor + (1 - floor) * shape(p)
/// shape(p) = p, or (1 - cos(pi * p)) / 2
/// ```
///
#[doc = include_str!("../docs/pictures/warmup.svg")]
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule, Warmup};
///
/// let from_a_tenth = Constant.warmup_with(Warmup::from_floor(0.1, 500)?.cosine());
/// assert_eq!(from_a_tenth.at(1.0, 0), 0.1);
/// assert_eq!(from_a_tenth.at(1.0, 500), 1.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Warmup {
    steps: u64,
    start: WarmupStart,
    cosine: bool,
}

/// What the first step of a warm-up has: `"first_step"` or the floor, in a plan file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum WarmupStart {
    FirstStep,
    Floor(f64),
}

impl Warmup {
    /// From zero: the first step has the value 0. `steps`: at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_zero(4)?);
    /// assert_eq!([0, 1, 3, 4].map(|step| schedule.at(1.0, step)), [0.0, 0.25, 0.75, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_zero(steps: u64) -> Result<Self> {
        Self::new(steps, WarmupStart::Floor(0.0))
    }

    /// From `1 / steps`: no step has the value 0, and the last of the warm-up has the full value. `steps`: at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_first_step(4)?);
    /// assert_eq!([0, 1, 3, 4].map(|step| schedule.at(1.0, step)), [0.25, 0.5, 1.0, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_first_step(steps: u64) -> Result<Self> {
        Self::new(steps, WarmupStart::FirstStep)
    }

    /// From `floor`, a fraction from 0 to 1 of the full value. `steps`: at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_floor(0.5, 4)?);
    /// assert_eq!([0, 2, 4].map(|step| schedule.at(1.0, step)), [0.5, 0.75, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_floor(floor: f64, steps: u64) -> Result<Self> {
        Self::new(steps, WarmupStart::Floor(check::fraction("warmup", "floor", floor)?))
    }

    /// Along half a cosine wave instead of a straight line.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_zero(4)?.cosine());
    /// assert!((schedule.at(1.0, 1) - 0.146446609407).abs() < 1e-12);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cosine(mut self) -> Self {
        self.cosine = true;
        self
    }

    fn new(steps: u64, start: WarmupStart) -> Result<Self> {
        Ok(Self { steps: check::at_least_one("warmup", "steps", steps)?, start, cosine: false })
    }

    fn factor(&self, time: f64) -> f64 {
        let (ahead, floor) = match self.start {
            WarmupStart::FirstStep => (1.0, 0.0),
            WarmupStart::Floor(floor) => (0.0, floor),
        };
        let progress = ((time + ahead) / self.steps as f64).min(1.0);
        let risen = if self.cosine { (1.0 - (PI * progress).cos()) / 2.0 } else { progress };
        floor + (1.0 - floor) * risen
    }
}

/// A schedule behind a warm-up. [`Schedule::warmup`] and [`Schedule::warmup_with`] make it.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.warmup(2)?;
/// assert_eq!([0, 1, 2, 3].map(|step| schedule.at(1.0, step)), [0.5, 1.0, 1.0, 0.5]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WithWarmup<S> {
    warmup: Warmup,
    schedule: S,
}

impl<S> WithWarmup<S> {
    pub(crate) fn new(schedule: S, warmup: Warmup) -> Self {
        Self { warmup, schedule }
    }
}

impl<S: Schedule> Schedule for WithWarmup<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.saturating_add(self.warmup.steps))
    }

    fn next_change(&self, step: u64) -> u64 {
        match step.checked_sub(self.warmup.steps) {
            Some(step) => self.schedule.next_change(step).saturating_add(self.warmup.steps),
            None => step.saturating_add(1),
        }
    }
}

impl<S: Schedule> Wraps for WithWarmup<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        (time - self.warmup.steps as f64).max(0.0)
    }

    fn changed(&self, value: f64, time: f64) -> f64 {
        value * if time < self.warmup.steps as f64 { self.warmup.factor(time) } else { 1.0 }
    }
}

wraps!(WithWarmup<S>);

impl<S: Schedule> WithWarmup<S> {
    fn summarize(&self, summary: &mut Summary) {
        let (shape, end) = (if self.warmup.cosine { "cosine" } else { "linear" }, self.warmup.steps);
        let full = self.schedule.at(summary.base(), 0);
        summary.say(format!("{shape} warm-up{} over {}", summary.from(full * self.warmup.factor(0.0)), summary.steps(end)));
        summary.boundary(end);
        if summary.reaches(end) == Some(false) {
            return summary.warn_warmup_too_long(end);
        }
        summary.arrive(full);
        summary.member(end, None, &self.schedule);
    }
}

type_entry!(WithWarmup<S> "Warmup" {
    schedule: Box<dyn Schedule>;
    steps: u64, [it -> it.warmup.steps];
    start: WarmupStart = WarmupStart::FirstStep, [it -> it.warmup.start];
    cosine: bool = false, [it -> it.warmup.cosine]
} => {
    let warmup = match start {
        WarmupStart::FirstStep => Warmup::from_first_step(steps)?,
        WarmupStart::Floor(floor) => Warmup::from_floor(floor, steps)?,
    };
    Ok(WithWarmup::new(schedule, Warmup { cosine, ..warmup }))
});

impl Read for WarmupStart {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(word) if word == "first_step" => Ok(Self::FirstStep),
            Data::Whole(_) | Data::Number(_) => f64::read(node).map(Self::Floor),
            _ => node.unexpected("\"first_step\", or the factor to start from"),
        }
    }
}

impl HasSchema for WarmupStart {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([Data::object([("const", Data::text("first_step"))]), f64::schema()]))])
    }
}

impl Write for WarmupStart {
    fn write(&self) -> Data {
        match self {
            Self::FirstStep => Data::text("first_step"),
            Self::Floor(floor) => floor.write(),
        }
    }
}
