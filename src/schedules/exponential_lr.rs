use crate::error::check;
use crate::schedule::arithmetic::{decayed, product};
use crate::schedule::described::registered;
use crate::schedule::lookup::acts_in_chain;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Result, Schedule, Summary};

/// Exponential decay: a schedule that multiplies the value by `gamma` at every step.
///
/// ```text
/// value(t) = base * gamma^t
/// ```
///
#[doc = include_str!("../docs/pictures/exponential_lr.svg")]
///
/// To decay by `gamma` once every `n` steps, smoothly, use [`stretch(n)`](Schedule::stretch); [`StepLr`](crate::StepLr) decays in
/// jumps.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 2), 0.025);
/// assert_eq!(schedule.stretch(100)?.at(0.1, 200), 0.025);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)`. The values equal torch's closed form bit for bit. Torch's `step()`
/// multiplies the current rate at every step and accumulates rounding errors, a relative 1e-13 after 100,000 steps; this schedule
/// does not.
///
/// # In other libraries
///
/// - optax: `exponential_decay(init_value, transition_steps, decay_rate)`
/// - Keras: `ExponentialDecay(initial_learning_rate, decay_steps, decay_rate)`
///
/// Both are `ExponentialLr::new(decay_rate)?.stretch(decay_steps)?`. `end_value` in optax is a [`clamp`](Schedule::clamp).
///
/// # Source
///
/// No paper: torch's class `ExponentialLR`.
#[doc(alias("exp", "ExponentialScheduler", "ExponentialParamScheduler", "SchedExp", "ExponentialDecayScheduler"))]
#[doc(alias("warmup_exponential_decay_schedule", "ExponentialDecayLR"))]
#[doc(alias("ExponentialLR", "ExponentialDecay", "exponential_decay"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExponentialLr {
    gamma: f64,
}

impl ExponentialLr {
    /// Creates an exponential decay. `gamma` is the factor of each step, finite and not negative. If `gamma` is above 1, the value
    /// rises; it stays finite, because a power that would overflow is replaced by the largest `f64`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `gamma` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule};
    ///
    /// let rising = ExponentialLr::new(2.0)?;
    /// assert_eq!(rising.at(0.1, 3), 0.8);
    /// assert!(rising.at(0.1, 1_000_000).is_finite());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
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

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

impl ExponentialLr {
    fn summarize(&self, summary: &mut Summary) {
        match self.constant_from() {
            Some(constant_from) => {
                summary.phase(0, Some(constant_from), Shape::Constant);
                summary.phase(constant_from, None, Shape::Constant);
            }
            None => summary.phase(0, None, Shape::decay(self.gamma)),
        }
    }
}

type_entry!(ExponentialLr "ExponentialLR" { gamma: f64 } => ExponentialLr::new(gamma));
