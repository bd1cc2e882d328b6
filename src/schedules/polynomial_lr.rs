use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// Polynomial decay: a schedule that falls from the base to zero over `total_iters` steps, as a power of the remaining fraction of
/// the steps.
///
/// ```text
/// value(t) = base * (1 - min(t, total_iters) / total_iters)^power
/// ```
///
#[doc = include_str!("../docs/pictures/polynomial_lr.svg")]
///
/// A `power` of 1 is a straight line. A larger power falls fast at first, and a power below 1 falls fast at the end. From step
/// `total_iters` on the value is 0 (with a power of 0 it is always the base). [`PolynomialDecay`](crate::PolynomialDecay) ends at
/// another value, and can fall again.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{PolynomialLr, Schedule};
///
/// let schedule = PolynomialLr::new(4, 2.0)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 2), 0.025);
/// assert_eq!(schedule.at(0.1, 4), 0.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=5, power=1.0)`. The values equal torch's closed form bit for bit.
/// If `total_iters` is 0, torch's closed form divides by zero; here the constructor returns an error.
///
/// # In other libraries
///
/// These end at another value than 0, as [`PolynomialDecay`](crate::PolynomialDecay) does:
///
/// - optax: `polynomial_schedule(init_value, end_value, power, transition_steps)`
/// - Keras: `PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0)`
/// - timm: `PolyLRScheduler(optimizer, t_initial, power=0.5, lr_min=0.0)`
/// - transformers: `get_polynomial_decay_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, lr_end=1e-7,
///   power=1.0)`, with a warm-up in front: [`warmup_with`](Schedule::warmup_with)
///
/// # Source
///
/// Chen et al., "DeepLab: Semantic Image Segmentation with Deep Convolutional Nets, Atrous Convolution, and Fully Connected CRFs",
/// arXiv 1606.00915, uses it as the "poly" learning rate policy with power 0.9.
#[doc(alias("PolynomialLR", "PolyLRScheduler"))]
#[doc(alias("polynomial_schedule", "get_polynomial_decay_schedule_with_warmup"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PolynomialLr {
    total_iters: u64,
    power: f64,
}

impl PolynomialLr {
    /// Creates a polynomial decay. `total_iters` is the number of steps until the value is 0. It is at least 1. `power` is finite
    /// and not negative. [`Default`] has torch's defaults, 5 and 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `total_iters` is 0, or `power` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{PolynomialLr, Schedule};
    ///
    /// let square_root = PolynomialLr::new(4, 0.5)?;
    /// assert_eq!([0, 3, 4].map(|step| square_root.at(0.1, step)), [0.1, 0.05, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(total_iters: u64, power: f64) -> Result<Self> {
        Ok(Self {
            total_iters: check::at_least_one("PolynomialLr", "total_iters", total_iters)?,
            power: check::finite_not_negative("PolynomialLr", "power", power)?,
        })
    }
}

impl Default for PolynomialLr {
    fn default() -> Self {
        Self { total_iters: 5, power: 1.0 }
    }
}

impl Schedule for PolynomialLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        let total_iters = self.total_iters as f64;
        base * (1.0 - time.min(total_iters) / total_iters).powf(self.power)
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.total_iters)
    }

    registered!();
}

multiplies!(PolynomialLr);

impl PolynomialLr {
    fn summarize(&self, summary: &mut Summary) {
        let length = self.total_iters as f64;
        let shape = match self.power {
            1.0 => Shape::Linear,
            power => Shape::Polynomial { left: length, length, power },
        };
        summary.phase(0, Some(self.total_iters), shape);
        summary.phase(self.total_iters, None, Shape::Constant);
    }
}

type_entry!(PolynomialLr "PolynomialLR" { total_iters: u64 = 5; power: f64 = 1.0 } => PolynomialLr::new(total_iters, power));
