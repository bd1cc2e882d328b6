use crate::error::check;
use crate::schedule::arithmetic::{decayed, floor_div, product};
use crate::schedule::described::registered;
use crate::schedule::lookup::acts_in_chain;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Result, Schedule, Summary};

/// Step decay: a schedule that multiplies the value by `gamma` after every `step_size` steps.
///
/// ```text
/// value(t) = base * gamma^floor(t / step_size)
/// ```
///
#[doc = include_str!("../docs/pictures/step_lr.svg")]
///
/// Between two decays the value is constant.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Schedule, StepLr};
///
/// let schedule = StepLr::new(30, 0.1)?;
/// assert_eq!(schedule.at(0.5, 0), 0.5);
/// assert_eq!(schedule.at(0.5, 29), 0.5);
/// assert_eq!(schedule.at(0.5, 30), 0.05);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.StepLR(optimizer, step_size, gamma=0.1)`. The values equal torch's closed form bit for bit. If
/// `step_size` is 0, torch divides by zero at the first step; here the constructor returns an error.
///
/// # In other libraries
///
/// - optax: `exponential_decay(init_value, transition_steps=step_size, decay_rate=gamma, staircase=True)`
/// - Keras: `ExponentialDecay(initial_learning_rate, decay_steps=step_size, decay_rate=gamma, staircase=True)`
/// - timm: `StepLRScheduler(optimizer, decay_t=step_size, decay_rate=gamma)`
///
/// # Source
///
/// No paper: torch's class `StepLR`.
#[doc(alias("StepScheduler", "StepParamScheduler", "step_decay"))]
#[doc(alias("StepLR", "StepLRScheduler"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepLr {
    step_size: u64,
    gamma: f64,
}

impl StepLr {
    /// Creates a step decay. `step_size` is the number of steps between two decays, at least 1. `gamma` is the factor of each
    /// decay, finite and not negative (0.1 by default in torch).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `step_size` is 0, or `gamma` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, StepLr};
    ///
    /// let schedule = StepLr::new(1, 0.5)?;
    /// assert_eq!([0, 1, 2].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.025]);
    /// let error = StepLr::new(0, 0.1).unwrap_err();
    /// assert_eq!(error.to_string(), "StepLr: step_size must be at least 1, found 0");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(step_size: u64, gamma: f64) -> Result<Self> {
        Ok(Self {
            step_size: check::at_least_one("StepLr", "step_size", step_size)?,
            gamma: check::finite_not_negative("StepLr", "gamma", gamma)?,
        })
    }
}

impl Schedule for StepLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        decayed(base, self.gamma, floor_div(time, self.step_size))
    }

    fn constant_from(&self) -> Option<u64> {
        match self.gamma {
            1.0 => Some(0),
            0.0 => Some(self.step_size),
            _ => None,
        }
    }

    fn next_change(&self, step: u64) -> u64 {
        match self.constant_from() {
            Some(constant_from) if step >= constant_from => u64::MAX,
            Some(constant_from) => constant_from,
            None => (step - step % self.step_size).saturating_add(self.step_size),
        }
    }

    registered!();
}

acts_in_chain!(StepLr);

impl ChainMember for StepLr {
    fn chain(&self, current: f64, _base: f64, step: u64) -> f64 {
        if step > 0 && step.is_multiple_of(self.step_size) { product(current, self.gamma) } else { current }
    }

    fn is_proportional(&self) -> bool {
        true
    }

    // With `gamma` 0, it sets the value to 0 again after every `step_size` steps, whatever other members have done.
    fn settles_at(&self) -> Option<u64> {
        (self.gamma == 1.0).then_some(0)
    }
}

impl StepLr {
    fn summarize(&self, summary: &mut Summary) {
        match self.constant_from() {
            Some(constant_from) => {
                summary.phase(0, Some(constant_from), Shape::Constant);
                summary.phase(constant_from, None, Shape::Constant);
            }
            None => {
                let steps = self.step_size;
                summary.stairs(0, None, steps, Shape::Exponential { factor: self.gamma, steps: steps as f64 });
            }
        }
    }
}

type_entry!(StepLr "StepLR" { step_size: u64; gamma: f64 = 0.1 } => StepLr::new(step_size, gamma));
