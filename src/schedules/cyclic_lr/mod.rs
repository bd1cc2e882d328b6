mod curve;
mod options;
mod scale;

use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Function, Result};
pub use scale::{CyclicMode, ScaleMode};

const NAME: &str = "CyclicLr";

/// Cyclical learning rate (CLR): a schedule that repeatedly rises from `base_lr` to `max_lr` and falls back, in straight lines.
///
/// ```text
/// value(t)    = base_lr + (max_lr - base_lr) * height * scale
/// momentum(t) = max_momentum - (max_momentum - base_momentum) * height * scale
///               height: 0 -> 1 over step_size_up steps, 1 -> 0 over step_size_down steps
///               scale:  1                    CyclicMode::Triangular
///                       1 / 2^(cycle - 1)    CyclicMode::Triangular2
///                       gamma^t              CyclicMode::ExpRange
/// cycle       = floor(1 + t / (step_size_up + step_size_down))
/// ```
///
#[doc = include_str!("../../docs/pictures/cyclic_lr.svg")]
///
/// `base_lr` and `max_lr` are learning rates, not factors: the base is not used.
///
/// The schedule also cycles the momentum (SGD, RMSprop) or beta1 (Adam, AdamW), in the opposite direction: the momentum is lowest
/// when the rate is highest. A [`Plan`](crate::Plan) with this schedule sets it, unless the plan has another schedule for the
/// momentum or [`cycle_momentum(false)`](Self::cycle_momentum) is called. As in torch, an SGD or RMSprop that was built with
/// momentum 0 then gets a momentum. The `warnings` of a `ScheduledOptimizer` contain
/// [`WarningKind::AddsMomentum`](crate::WarningKind::AddsMomentum) in this case.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, CyclicMode, Schedule};
///
/// let schedule = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?.mode(CyclicMode::Triangular2);
/// assert_eq!(schedule.at(0.0, 0), 0.0);
/// assert_eq!(schedule.at(0.0, 4), 0.1);
/// assert_eq!(schedule.at(0.0, 8), 0.0);
/// assert_eq!(schedule.at(0.0, 12), 0.05);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.CyclicLR(optimizer, base_lr, max_lr, step_size_up=2000, step_size_down=None, mode='triangular',
/// gamma=1.0, scale_fn=None, scale_mode='cycle', cycle_momentum=True, base_momentum=0.8, max_momentum=0.9)`. The values equal
/// torch's bit for bit, including the rounding errors after many cycles. For lists, one entry for each group, create one schedule
/// for each group: see [`Plan::lr_groups`](crate::Plan::lr_groups). After 1024 cycles of `triangular2` torch raises
/// `OverflowError`; here the scale goes to 0. If `gamma` is above 1, torch's momentum falls below 0; here it stays at 0.
///
/// # In other libraries
///
/// - Ignite: `LinearCyclicalScheduler(optimizer, param_name, start_value, end_value, cycle_size)`, with halves of equal length
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186.
#[doc(alias("CyclicScheduler", "triangular", "TriangularLR", "cyclical"))]
#[doc(alias("CyclicLR", "CLR", "LinearCyclicalScheduler"))]
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct CyclicLr {
    base_lr: f64,
    max_lr: f64,
    step_size_up: u64,
    step_size_down: Option<u64>,
    mode: CyclicMode,
    gamma: f64,
    scale_fn: Option<Function>,
    scale_mode: ScaleMode,
    cycle_momentum: bool,
    base_momentum: f64,
    max_momentum: f64,
}

impl CyclicLr {
    /// Creates the schedule with the lowest and the highest rate, both finite and not negative. The other options have torch's
    /// defaults.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if a rate is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.01, 0.1)?;
    /// assert_eq!([0, 2_000, 4_000].map(|step| schedule.at(0.0, step)), [0.01, 0.1, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(base_lr: f64, max_lr: f64) -> Result<Self> {
        Ok(Self {
            base_lr: check::finite_not_negative(NAME, "base_lr", base_lr)?,
            max_lr: check::finite_not_negative(NAME, "max_lr", max_lr)?,
            step_size_up: 2000,
            step_size_down: None,
            mode: CyclicMode::Triangular,
            gamma: 1.0,
            scale_fn: None,
            scale_mode: ScaleMode::Cycle,
            cycle_momentum: true,
            base_momentum: 0.8,
            max_momentum: 0.9,
        })
    }
}

type_entry!(CyclicLr "CyclicLR" {
    base_lr: f64;
    max_lr: f64;
    step_size_up: u64 = 2000;
    step_size_down: Option<u64> = None;
    mode: CyclicMode = CyclicMode::Triangular;
    gamma: f64 = 1.0;
    scale_fn: Option<Function> = None;
    scale_mode: ScaleMode = ScaleMode::Cycle;
    cycle_momentum: bool = true;
    base_momentum: f64 = 0.8;
    max_momentum: f64 = 0.9
} => {
    let built = CyclicLr::new(base_lr, max_lr)?.step_size_up(step_size_up)?.gamma(gamma)?;
    let built = built.base_momentum(base_momentum)?.max_momentum(max_momentum)?;
    Ok(CyclicLr { step_size_down, mode, scale_fn, scale_mode, cycle_momentum, ..built })
});
