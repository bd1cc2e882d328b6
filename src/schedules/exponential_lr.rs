use crate::data::wording::number;
use crate::error::check;
use crate::schedule::arithmetic::{decayed, product};
use crate::schedule::described::registered;
use crate::schedule::lookup::acts_in_chain;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Result, Schedule, Summary};

/// Falls by the factor `gamma` at every step.
///
/// ```text
/// value(t) = base * gamma^t
/// ```
///
#[doc = include_str!("../docs/pictures/exponential_lr.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 2), 0.025);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)`; equal to its closed form to the bit, and to what its `step()`
/// gives within 1e-13 after 1e5 steps: torch multiplies at each step and gathers rounding errors, this does not.
#[doc(alias = "ExponentialLR")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExponentialLr {
    gamma: f64,
}

impl ExponentialLr {
    /// `gamma`: the factor, finite and not negative; above 1 the value rises, as far as an `f64` goes.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `gamma` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::ExponentialLr;
    ///
    /// let error = ExponentialLr::new(-0.9).unwrap_err();
    /// assert_eq!(error.to_string(), "ExponentialLr: gamma must be finite and not negative, found -0.9");
    /// ```
    pub fn new(gamma: f64) -> Result<Self> {
        Ok(Self { gamma: check::finite_not_negative("ExponentialLr", "gamma", gamma)? })
    }
}

impl Schedule for ExponentialLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        decayed(base, self.gamma, time)
    }

    fn constant_from(&self) -> Option<u64> {
        match self.gamma {
            1.0 => Some(0),
            0.0 => Some(1),
            _ => None,
        }
    }

    registered!();
}

acts_in_chain!(ExponentialLr);

impl ChainMember for ExponentialLr {
    fn chain(&self, current: f64, _base: f64, step: u64) -> f64 {
        if step == 0 { current } else { product(current, self.gamma) }
    }

    fn is_proportional(&self) -> bool {
        true
    }
}

impl ExponentialLr {
    fn summarize(&self, summary: &mut Summary) {
        summary.say(format!("{}times {} every {}", summary.first(summary.base()), number(self.gamma), summary.pace()));
        if let Some(horizon) = self.constant_from() {
            summary.boundary(horizon);
        }
    }
}

type_entry!(ExponentialLr "ExponentialLR" { gamma: f64 } => ExponentialLr::new(gamma));
