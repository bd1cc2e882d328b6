use super::samples::samples;
use super::subject::Subject;
use crate::Result;
use crate::data::wording::{count, number};
use crate::schedule::arithmetic::finite;
use std::fmt;

/// What a schedule comes to over a run.
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
    /// How many steps the run has; they are counted from 0.
    pub steps: u64,
    /// The value of the first step.
    pub first: f64,
    /// The highest value.
    pub peak: f64,
    /// The first step that has it.
    pub peak_step: u64,
    /// The value of the last step.
    pub end: f64,
    /// The sum over all steps, as a fraction of what [`constant`](Self::constant) would come to; 0 where that is 0.
    pub area: f64,
    /// The constant that it is compared with: the base, or the peak where the schedule has no use for a base.
    pub constant: f64,
}

impl KeyNumbers {
    /// Of all steps or, where they are more than a million, of about as many.
    pub(super) fn of(told: &Subject, steps: u64) -> Result<Option<Self>> {
        let seen = samples(steps, &told.summary.phase_boundaries());
        let (Some(&first), Some(&last)) = (seen.first(), seen.last()) else {
            return Ok(None);
        };
        let (mut peak, mut peak_step, mut sum) = (f64::NEG_INFINITY, 0, 0.0);
        let ends = seen.iter().skip(1).copied().chain([steps]);
        for (&step, end) in seen.iter().zip(ends) {
            let value = told.value(step)?;
            if value > peak {
                (peak, peak_step) = (value, step);
            }
            // A mean, for a sum of large values would overflow.
            sum += value * ((end - step) as f64 / steps as f64);
        }
        let constant = if told.scheduled.uses_its_base([first, last / 2, last]) { told.scheduled.highest_base() } else { peak };
        let area = if constant == 0.0 { 0.0 } else { finite(sum / constant) };
        Ok(Some(Self { steps, first: told.value(first)?, peak, peak_step, end: told.value(last)?, area, constant }))
    }
}

/// In one line.
impl fmt::Display for KeyNumbers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [peak, end, constant] = [self.peak, self.end, self.constant].map(number);
        let (at, last) = (count(self.peak_step), count(self.steps.saturating_sub(1)));
        // Three digits are what an eye compares.
        let area = number(format!("{:.2e}", self.area).parse().unwrap_or(self.area));
        write!(formatter, "peak {peak} at step {at}, end {end} at {last}, area {area} of a constant {constant}")
    }
}
