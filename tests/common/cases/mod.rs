//! The table of schedules. One more row, and the schedule is in every test: laws, parity with torch, goldens.

mod composites;
mod ours;
mod torch;

use super::FAR;
use tch_lr_scheduler::{Result, Schedule};

pub struct Case {
    /// Unique; for a schedule that torch has, the Python expression that builds it.
    pub name: &'static str,
    pub torch: Option<&'static str>,
    build: Box<dyn Fn() -> Result<Box<dyn Schedule>>>,
    /// A function among its parameters, or a product of two: `Debug` cannot show those.
    pub hides_parameters: bool,
    /// How far torch's `step()` may drift away, relative to the value; 0 is to the bit.
    pub drift: f64,
    /// What torch's recursion may leave where the value is 0, relative to the base.
    pub residue: f64,
    /// Torch's `step(epoch)` is the value at that epoch.
    pub jumps: bool,
    /// The last step at which torch is right.
    pub last: u64,
    /// Without a closed form: far away is out of reach.
    pub walks: bool,
}

impl Case {
    fn ours<S: Schedule + 'static>(name: &'static str, build: fn() -> Result<S>) -> Self {
        let build = Box::new(move || Ok(build()?.boxed()));
        let (torch, last) = (None, u64::MAX);
        Self { name, torch, build, hides_parameters: false, drift: 1e-9, residue: 0.0, jumps: true, last, walks: false }
    }

    fn torch<S: Schedule + 'static>(expression: &'static str, build: fn() -> Result<S>) -> Self {
        Self { torch: Some(expression), ..Self::ours(expression, build) }
    }

    fn hiding_parameters(self) -> Self {
        Self { hides_parameters: true, ..self }
    }

    /// Torch computes the value anew at every step.
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

    fn walking(self) -> Self {
        Self { walks: true, ..self }.without_jumps()
    }

    pub fn schedule(&self) -> Box<dyn Schedule> {
        (self.build)().unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// Torch's class, or our type where torch has none.
    pub fn class(&self) -> &'static str {
        self.name.split('(').next().unwrap_or(self.name)
    }

    /// So many first steps are looked at one by one.
    pub fn near(&self) -> u64 {
        if self.walks { 200 } else { 1_200 }
    }

    /// Steps far from 0, where the schedule gets there.
    pub fn far(&self) -> &'static [u64] {
        if self.walks { &[] } else { &FAR }
    }

    /// The farthest step that is looked at.
    pub fn farthest(&self) -> u64 {
        self.far().last().copied().unwrap_or(self.near())
    }
}

/// Every number in a text, in order; digits inside a word are none.
pub fn numbers(text: &str) -> Vec<f64> {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || "_.-".contains(letter)));
    words.filter_map(|word| word.parse().ok()).collect()
}

/// The rows that torch has, with the expression that builds torch's.
pub fn of_torch() -> Vec<(&'static str, Case)> {
    all().into_iter().filter_map(|case| Some((case.torch?, case))).collect()
}

pub fn all() -> Vec<Case> {
    torch::rows().into_iter().chain(composites::rows()).chain(ours::rows()).collect()
}
