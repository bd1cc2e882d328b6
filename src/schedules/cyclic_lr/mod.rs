mod curve;
mod scale;

use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Function, Result};
pub use scale::{CyclicMode, ScaleMode};

const NAME: &str = "CyclicLr";

/// Up from `base_lr` to `max_lr` and down again in straight lines, over and over, and the momentum the other way.
///
/// ```text
/// cycle = floor(1 + t / total)     total = step_size_up + step_size_down
/// value(t) = base_lr + (max_lr - base_lr) * height * scale
///            height: 0 -> 1 over step_size_up steps, 1 -> 0 over step_size_down
///            scale:  1                    CyclicMode::Triangular
///                    1 / 2^(cycle - 1)    CyclicMode::Triangular2
///                    gamma^t              CyclicMode::ExpRange
/// ```
///
#[doc = include_str!("../../docs/pictures/cyclic_lr.svg")]
///
/// Rates are absolute: the base is not used.
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
/// It cycles the momentum (SGD, RMSprop) or beta1 (Adam, AdamW) as well: a plan with this schedule drives it, unless the plan
/// says something else of the momentum or [`cycle_momentum(false)`](Self::cycle_momentum) is set.
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.CyclicLR(optimizer, base_lr, max_lr, step_size_up=2000, step_size_down=None, mode='triangular',
/// gamma=1.0, scale_fn=None, scale_mode='cycle', cycle_momentum=True, base_momentum=0.8, max_momentum=0.9)`; equal to the bit,
/// also where many cycles have cost it precision. Lists, one entry a group, are one schedule a group:
/// [`Plan::lr_groups`](crate::Plan::lr_groups). Torch raises an error after 1024 cycles of `triangular2`; here the scale goes on
/// to zero. With `gamma` above 1 its momentum falls below zero; here it stays at zero.
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186.
#[doc(alias = "CyclicLR")]
#[derive(Debug, Clone, PartialEq)]
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
    /// `base_lr` and `max_lr`: the lowest and the highest rate, finite and not negative.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::CyclicLr;
    ///
    /// let error = CyclicLr::new(-0.1, 0.1).unwrap_err();
    /// assert_eq!(error.to_string(), "CyclicLr: base_lr must be finite and not negative, found -0.1");
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

    /// Steps from `base_lr` up to `max_lr`; at least 1, default 2000.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::CyclicLr;
    ///
    /// assert!(CyclicLr::new(0.01, 0.1)?.step_size_up(0).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step_size_up(mut self, step_size_up: u64) -> Result<Self> {
        self.step_size_up = check::at_least_one(NAME, "step_size_up", step_size_up)?;
        Ok(self)
    }

    /// Steps from `max_lr` down to `base_lr`; 0 falls at once. Default: as many as up.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// let sawtooth = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?.step_size_down(0);
    /// assert_eq!(sawtooth.at(0.0, 2), 0.05);
    /// assert_eq!(sawtooth.at(0.0, 4), 0.0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step_size_down(mut self, step_size_down: u64) -> Self {
        self.step_size_down = Some(step_size_down);
        self
    }

    /// How the height changes from cycle to cycle; default [`CyclicMode::Triangular`].
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, CyclicMode, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.0, 0.1)?.step_size_up(1)?.mode(CyclicMode::ExpRange).gamma(0.5)?;
    /// assert_eq!(schedule.at(0.0, 3), 0.0125);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn mode(mut self, mode: CyclicMode) -> Self {
        self.mode = mode;
        self.scale_fn = None;
        self
    }

    /// The factor of each step for [`CyclicMode::ExpRange`]; finite and not negative, default 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::CyclicLr;
    ///
    /// assert!(CyclicLr::new(0.01, 0.1)?.gamma(f64::NAN).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn gamma(mut self, gamma: f64) -> Result<Self> {
        self.gamma = check::finite_not_negative(NAME, "gamma", gamma)?;
        Ok(self)
    }

    /// A scale of one's own in place of a mode: from the number of the cycle, 1 for the first, or from the time.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, ScaleMode, Schedule};
    ///
    /// let schedule = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?.scale_fn(ScaleMode::Cycle, |cycle| 1.0 / cycle);
    /// assert_eq!(schedule.at(0.0, 12), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scale_fn(self, scale_mode: ScaleMode, scale_fn: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        self.scale_function(scale_mode, Function::new(scale_fn))
    }

    /// A scale that can stand in a plan file: one that is built in, or has a name.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Function, ScaleMode, Schedule};
    ///
    /// let halved = CyclicLr::new(0.0, 0.1)?.step_size_up(4)?.scale_function(ScaleMode::Cycle, Function::power(0.5)?);
    /// assert_eq!(halved.at(0.0, 4), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scale_function(mut self, scale_mode: ScaleMode, scale_fn: Function) -> Self {
        self.scale_mode = scale_mode;
        self.scale_fn = Some(scale_fn);
        self
    }

    /// Whether momentum goes the other way; default yes.
    ///
    /// ```
    /// use tch_lr_scheduler::{CyclicLr, Schedule};
    ///
    /// assert!(CyclicLr::new(0.01, 0.1)?.momentum().is_some());
    /// assert!(CyclicLr::new(0.01, 0.1)?.cycle_momentum(false).momentum().is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cycle_momentum(mut self, cycle_momentum: bool) -> Self {
        self.cycle_momentum = cycle_momentum;
        self
    }

    /// The momentum where the rate is highest; finite and not negative, default 0.8.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::CyclicLr;
    ///
    /// assert!(CyclicLr::new(0.01, 0.1)?.base_momentum(-0.1).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn base_momentum(mut self, base_momentum: f64) -> Result<Self> {
        self.base_momentum = check::finite_not_negative(NAME, "base_momentum", base_momentum)?;
        Ok(self)
    }

    /// The momentum where the rate is lowest; finite and not negative, default 0.9.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::CyclicLr;
    ///
    /// assert!(CyclicLr::new(0.01, 0.1)?.max_momentum(f64::NAN).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn max_momentum(mut self, max_momentum: f64) -> Result<Self> {
        self.max_momentum = check::finite_not_negative(NAME, "max_momentum", max_momentum)?;
        Ok(self)
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
