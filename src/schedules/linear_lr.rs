use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// The base times a factor that goes from `start_factor` to `end_factor` in a straight line over `total_iters` steps.
///
/// ```text
/// value(t) = base * (start_factor + (end_factor - start_factor) * min(t, total_iters) / total_iters)
/// ```
///
#[doc = include_str!("../docs/pictures/linear_lr.svg")]
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// let schedule = LinearLr::new(0.5, 1.0, 4)?;
/// assert_eq!(schedule.at(0.1, 0), 0.05);
/// assert_eq!(schedule.at(0.1, 2), 0.1 * 0.75);
/// assert_eq!(schedule.at(0.1, 4), 0.1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=1/3, end_factor=1.0, total_iters=5)`; equal to its closed form to
/// the bit. Torch's `step()` drifts by 1e-12 over 1e5 steps, both may end below zero for `end_factor=0`, and it stays at
/// `start_factor` for `total_iters=0` (pytorch#193682); here nothing is below zero, and the last is an error at construction.
/// A warm-up from zero, which torch does not allow, is [`warmup_with`](Schedule::warmup_with).
#[doc(alias = "LinearLR")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearLr {
    start_factor: f64,
    end_factor: f64,
    total_iters: u64,
}

impl LinearLr {
    /// `start_factor`: above 0 and at most 1 (torch's default: 1/3). `end_factor`: from 0 to 1 (1). `total_iters`: at least 1 (5).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::LinearLr;
    ///
    /// let error = LinearLr::new(1.0, 1.5, 5).unwrap_err();
    /// assert_eq!(error.to_string(), "LinearLr: end_factor must be from 0 to 1, found 1.5");
    /// ```
    pub fn new(start_factor: f64, end_factor: f64, total_iters: u64) -> Result<Self> {
        Ok(Self {
            start_factor: check::fraction_above_zero("LinearLr", "start_factor", start_factor)?,
            end_factor: check::fraction("LinearLr", "end_factor", end_factor)?,
            total_iters: check::at_least_one("LinearLr", "total_iters", total_iters)?,
        })
    }
}

impl Default for LinearLr {
    fn default() -> Self {
        Self { start_factor: 1.0 / 3.0, end_factor: 1.0, total_iters: 5 }
    }
}

impl Schedule for LinearLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        let total_iters = self.total_iters as f64;
        let risen = ((self.end_factor - self.start_factor) * time.min(total_iters)) / total_iters;
        // On the way to 0 the last sum may be off by a rounding error, to either side.
        base * (self.start_factor + risen).max(0.0)
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.total_iters)
    }

    registered!();
}

multiplies!(LinearLr);

impl LinearLr {
    fn summarize(&self, summary: &mut Summary) {
        let [start, end] = [self.start_factor, self.end_factor].map(|factor| summary.base() * factor);
        let (from, to) = (summary.from(start), summary.value(end));
        let rises = self.end_factor > self.start_factor;
        summary.say(match rises {
            true if self.end_factor == 1.0 => format!("linear warm-up{from} over {}", summary.steps(self.total_iters)),
            true => format!("linear rise{from} to {to} over {}", summary.steps(self.total_iters)),
            false => format!("linear{from} to {to} at {}", summary.step(self.total_iters)),
        });
        summary.boundary(self.total_iters);
        // A sequence goes on where the last step of the rise is done.
        match summary.reaches(self.total_iters - 1) {
            Some(false) if rises => summary.warn_warmup_too_long(self.total_iters),
            Some(false) => {}
            _ => summary.arrive(end),
        }
    }
}

type_entry!(LinearLr "LinearLR" {
    start_factor: f64 = 1.0 / 3.0;
    end_factor: f64 = 1.0;
    total_iters: u64 = 5
} => LinearLr::new(start_factor, end_factor, total_iters));
