use super::subject::Subject;
use crate::Result;
use crate::data::StepUnit;
use crate::data::wording::number;
use crate::schedule::arithmetic::saturate;
use std::fmt;

/// The key numbers of a value over a run: its peak, its end, and the area under its curve.
///
/// In a run of more than 2<sup>20</sup> steps they are computed from about a million of the steps, or from fewer if the plan has
/// more than 64 schedules.
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Plan};
///
/// let plan = Plan::lr(0.1, LinearLr::new(1.0, 0.5, 4)?).total_steps(5);
/// let numbers = plan.describe(1, None)?.remove(0).numbers.unwrap();
/// assert_eq!((numbers.peak, numbers.peak_step, numbers.end), (0.1, 0, 0.05));
/// assert_eq!(numbers.to_string(), "peak 0.1 at step 0, end 0.05 at 4, area 0.75 of a constant 0.1");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct KeyNumbers {
    /// The length of the run in steps. The last step is `steps - 1`.
    pub steps: u64,
    /// The value at the first step, 0.
    pub first: f64,
    /// The highest value.
    pub peak: f64,
    /// The first step that has the highest value.
    pub peak_step: u64,
    /// The value at the last step.
    pub end: f64,
    /// The sum of the values over all steps, divided by the sum if every value were [`constant`](Self::constant). 0 if `constant`
    /// is 0.
    pub area: f64,
    /// The constant value that [`area`](Self::area) compares with: the base times the factor of the group, or the peak if the
    /// schedule does not use its base.
    pub constant: f64,
    /// The unit of the steps in the text.
    unit: StepUnit,
}

impl KeyNumbers {
    /// Computes the numbers from [`samples`] of the run. `None` if the run has no steps.
    pub(super) fn of(subject: &Subject, steps: u64, unit: StepUnit) -> Result<Option<Self>> {
        let sampled = subject.samples(steps);
        let (Some(&first), Some(&last)) = (sampled.first(), sampled.last()) else {
            return Ok(None);
        };
        let (mut peak, mut peak_step, mut mean) = (f64::NEG_INFINITY, 0, 0.0);
        let ends = sampled.iter().skip(1).copied().chain([steps]);
        for (&step, end) in sampled.iter().zip(ends) {
            let value = subject.value(step)?;
            if value > peak {
                (peak, peak_step) = (value, step);
            }
            // Each value is divided before it is added, because the sum of large values could overflow.
            mean += value * ((end - step) as f64 / steps as f64);
        }
        let constant =
            if subject.scheduled.uses_its_base([first, last / 2, last]) { subject.scheduled.scaled_base() } else { peak };
        let area = if constant == 0.0 { 0.0 } else { saturate(mean / constant) };
        Ok(Some(Self { steps, first: subject.value(first)?, peak, peak_step, end: subject.value(last)?, area, constant, unit }))
    }
}

/// The numbers on one line.
impl fmt::Display for KeyNumbers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [peak, end, constant] = [self.peak, self.end, self.constant].map(number);
        let (at, last) = (self.unit.named(self.peak_step), self.unit.at(self.steps.saturating_sub(1)));
        // Three digits are enough to compare areas.
        let area = number(format!("{:.2e}", self.area).parse().unwrap_or(self.area));
        write!(formatter, "peak {peak} at {at}, end {end} at {last}, area {area} of a constant {constant}")
    }
}
