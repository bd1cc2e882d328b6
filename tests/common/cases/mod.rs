//! The table of schedules. A schedule with a row here is covered by the laws, the parity with torch, and the goldens.

mod composites;
mod ours;
mod torch;

use super::FAR;
use tch_lr_scheduler::{Result, Schedule};

pub struct Case {
    /// Unique. For a schedule of torch's, the Python expression that builds it.
    pub name: &'static str,
    pub torch: Option<&'static str>,
    build: Box<dyn Fn() -> Result<Box<dyn Schedule>>>,
    /// Whether `Debug` cannot show every parameter: it is a function, or only its product with another is kept.
    pub hides_parameters: bool,
    /// The accepted difference to torch's `step()`, relative to the value; 0 demands equal bits.
    pub drift: f64,
    /// The absolute difference that is accepted if the value is 0, relative to the base: torch's recursion does not reach 0.
    pub residue: f64,
    /// Whether torch's `step(epoch)` gives the value at that epoch.
    pub jumps: bool,
    /// The last step at which torch's value is correct.
    pub last: u64,
    /// Whether the schedule has no closed form, so that far steps take too long.
    pub walks: bool,
    /// The last step that a run can reach.
    end: u64,
}

impl Case {
    fn ours<S: Schedule + 'static>(name: &'static str, build: fn() -> Result<S>) -> Self {
        let build = Box::new(move || Ok(build()?.boxed()));
        let (torch, last) = (None, u64::MAX);
        Self {
            name,
            torch,
            build,
            hides_parameters: false,
            drift: 1e-9,
            residue: 0.0,
            jumps: true,
            last,
            walks: false,
            end: u64::MAX,
        }
    }

    fn torch<S: Schedule + 'static>(expression: &'static str, build: fn() -> Result<S>) -> Self {
        Self { torch: Some(expression), ..Self::ours(expression, build) }
    }

    fn hiding_parameters(self) -> Self {
        Self { hides_parameters: true, ..self }
    }

    /// Torch computes the value without recursion, so that it equals ours to the bit.
    fn exact(self) -> Self {
        Self { drift: 0.0, ..self }
    }

    fn ending_at_zero(self) -> Self {
        Self { residue: 1e-15, ..self }
    }

    fn without_jumps(self) -> Self {
        Self { jumps: false, ..self }
    }

    fn until(self, last: u64) -> Self {
        Self { last, ..self }
    }

    fn ending(self, end: u64) -> Self {
        Self { end, ..self }
    }

    fn walking(self) -> Self {
        Self { walks: true, ..self }.without_jumps()
    }

    pub fn schedule(&self) -> Box<dyn Schedule> {
        (self.build)().unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The schedule in the range of a momentum or beta2.
    pub fn below_one(&self) -> Box<dyn Schedule> {
        self.schedule().clamp(0.0, 0.999).unwrap_or_else(|error| panic!("{}: {error}", self.name)).boxed()
    }

    /// The schedule in the range of a weight decay or eps.
    pub fn not_negative(&self) -> Box<dyn Schedule> {
        self.schedule().clamp(0.0, f64::MAX).unwrap_or_else(|error| panic!("{}: {error}", self.name)).boxed()
    }

    /// Torch's class, or our type if torch has none.
    pub fn class(&self) -> &'static str {
        self.name.split('(').next().unwrap_or(self.name)
    }

    /// The number of first steps that are tested one by one.
    pub fn near(&self) -> u64 {
        if self.walks { 200 } else { 1_200 }
    }

    /// Far steps, if the schedule can reach them.
    pub fn far(&self) -> &'static [u64] {
        if self.walks { &[] } else { &FAR[..FAR.partition_point(|step| *step <= self.end)] }
    }

    /// The farthest step that is tested.
    pub fn farthest(&self) -> u64 {
        self.far().last().copied().unwrap_or(self.near())
    }
}

/// Every number in a text, in order. Digits inside a word do not count.
pub fn numbers(text: &str) -> Vec<f64> {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || "_.-".contains(letter)));
    words.filter_map(|word| word.parse().ok()).collect()
}

/// The rows of torch's schedules, with torch's expression.
pub fn of_torch() -> Vec<(&'static str, Case)> {
    all().into_iter().filter_map(|case| Some((case.torch?, case))).collect()
}

pub fn all() -> Vec<Case> {
    torch::rows().into_iter().chain(composites::rows()).chain(ours::rows()).collect()
}
