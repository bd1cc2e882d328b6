mod curve;

use super::anneal::AnnealStrategy;
use crate::Result;
use crate::error::check;
use crate::schedule::type_entry::type_entry;

const NAME: &str = "OneCycleLr";

/// Up from `max_lr / div_factor` to `max_lr`, down to nearly nothing, and the momentum the other way: the 1cycle policy.
///
/// ```text
/// two phases      initial -> max     over pct_start * total_steps - 1 steps
///                 max -> min         until total_steps - 1
/// three phases    initial -> max     over pct_start * total_steps - 1 steps
///                 max -> initial     over as many
///                 initial -> min     until total_steps - 1
/// initial = max_lr / div_factor      min = initial / final_div_factor
/// ```
///
#[doc = include_str!("../../docs/pictures/one_cycle_lr.svg")]
///
/// Rates are absolute: the base is not used.
///
/// ```
/// use tch_lr_scheduler::{OneCycleLr, Schedule};
///
/// let schedule = OneCycleLr::new(0.1, 101)?.div_factor(10.0)?.pct_start(0.5)?;
/// assert!((schedule.at(0.0, 0) - 0.01).abs() < 1e-12);
/// assert!((schedule.value(0.0, 49.5) - 0.1).abs() < 1e-12);
/// assert!((schedule.at(0.0, 100) - 1e-6).abs() < 1e-12);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// It cycles the momentum (SGD, RMSprop) or beta1 (Adam, AdamW) as well: a plan with this schedule drives it, unless the plan
/// says something else of the momentum or [`cycle_momentum(false)`](Self::cycle_momentum) is set.
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,
/// anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=1e4,
/// three_phase=False)`; equal to the bit. Lists, one entry a group, are one schedule a group:
/// [`Plan::lr_groups`](crate::Plan::lr_groups). Past its end torch gives one more step at which the rate rises (pytorch#91765)
/// and then an error (pytorch#38170); here the last rate stays. Where `pct_start * total_steps` is 1 torch divides by zero; here
/// that is an error at construction.
///
/// # Source
///
/// Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", arXiv 1708.07120.
#[doc(alias = "OneCycleLR")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneCycleLr {
    max_lr: f64,
    total_steps: u64,
    pct_start: f64,
    anneal_strategy: AnnealStrategy,
    cycle_momentum: bool,
    base_momentum: f64,
    max_momentum: f64,
    div_factor: f64,
    final_div_factor: f64,
    three_phase: bool,
}

impl OneCycleLr {
    /// `max_lr`: the highest rate, finite and not negative. `total_steps`: the length of the cycle, at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// let error = OneCycleLr::new(0.1, 0).unwrap_err();
    /// assert_eq!(error.to_string(), "OneCycleLr: total_steps must be at least 1, found 0");
    /// ```
    pub fn new(max_lr: f64, total_steps: u64) -> Result<Self> {
        Ok(Self {
            max_lr: check::finite_not_negative(NAME, "max_lr", max_lr)?,
            total_steps: check::at_least_one(NAME, "total_steps", total_steps)?,
            pct_start: 0.3,
            anneal_strategy: AnnealStrategy::Cos,
            cycle_momentum: true,
            base_momentum: 0.85,
            max_momentum: 0.95,
            div_factor: 25.0,
            final_div_factor: 1e4,
            three_phase: false,
        })
    }

    /// The length of the cycle as torch's `epochs` and `steps_per_epoch`, both at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// assert_eq!(OneCycleLr::epochs(0.1, 10, 500)?, OneCycleLr::new(0.1, 5_000)?);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn epochs(max_lr: f64, epochs: u64, steps_per_epoch: u64) -> Result<Self> {
        check::at_least_one(NAME, "epochs", epochs)?;
        check::at_least_one(NAME, "steps_per_epoch", steps_per_epoch)?;
        Self::new(max_lr, epochs.saturating_mul(steps_per_epoch))
    }

    /// The fraction of the cycle in which the rate rises; from 0 to 1 (three phases: to 0.5), default 0.3.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range, or the rise would take no time at all.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// let error = OneCycleLr::new(0.1, 10)?.pct_start(0.1).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "OneCycleLr: pct_start must be such that pct_start * total_steps is not 1, for the rise has one step less, found 0.1"
    /// );
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn pct_start(mut self, pct_start: f64) -> Result<Self> {
        self.pct_start = pct_start;
        self.checked()
    }

    /// The shape of every phase; default [`AnnealStrategy::Cos`].
    ///
    /// ```
    /// use tch_lr_scheduler::{AnnealStrategy, OneCycleLr};
    ///
    /// let schedule = OneCycleLr::new(0.1, 100)?;
    /// assert_eq!(schedule.anneal_strategy(AnnealStrategy::Cos), schedule);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn anneal_strategy(mut self, anneal_strategy: AnnealStrategy) -> Self {
        self.anneal_strategy = anneal_strategy;
        self
    }

    /// Whether momentum goes the other way; default yes.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule};
    ///
    /// assert!(OneCycleLr::new(0.1, 100)?.momentum().is_some());
    /// assert!(OneCycleLr::new(0.1, 100)?.cycle_momentum(false).momentum().is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cycle_momentum(mut self, cycle_momentum: bool) -> Self {
        self.cycle_momentum = cycle_momentum;
        self
    }

    /// The momentum where the rate is highest; finite and not negative, default 0.85.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// assert!(OneCycleLr::new(0.1, 100)?.base_momentum(-0.1).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn base_momentum(mut self, base_momentum: f64) -> Result<Self> {
        self.base_momentum = check::finite_not_negative(NAME, "base_momentum", base_momentum)?;
        Ok(self)
    }

    /// The momentum where the rate is lowest; finite and not negative, default 0.95.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// assert!(OneCycleLr::new(0.1, 100)?.max_momentum(f64::NAN).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn max_momentum(mut self, max_momentum: f64) -> Result<Self> {
        self.max_momentum = check::finite_not_negative(NAME, "max_momentum", max_momentum)?;
        Ok(self)
    }

    /// The initial rate is `max_lr / div_factor`; finite and above 0, default 25.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// assert!(OneCycleLr::new(0.1, 100)?.div_factor(0.0).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn div_factor(mut self, div_factor: f64) -> Result<Self> {
        self.div_factor = check::finite_above_zero(NAME, "div_factor", div_factor)?;
        self.checked()
    }

    /// The last rate is the initial one divided by this; finite and above 0, default 1e4.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// assert!(OneCycleLr::new(0.1, 100)?.final_div_factor(f64::INFINITY).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn final_div_factor(mut self, final_div_factor: f64) -> Result<Self> {
        self.final_div_factor = check::finite_above_zero(NAME, "final_div_factor", final_div_factor)?;
        self.checked()
    }

    /// Whether the way down stops at the initial rate before it goes on to the last one; default no.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `pct_start` is above 0.5: rise and fall would not fit.
    ///
    /// ```
    /// use tch_lr_scheduler::OneCycleLr;
    ///
    /// assert!(OneCycleLr::new(0.1, 100)?.three_phase(true).is_ok());
    /// assert!(OneCycleLr::new(0.1, 100)?.pct_start(0.6)?.three_phase(true).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn three_phase(mut self, three_phase: bool) -> Result<Self> {
        self.three_phase = three_phase;
        self.checked()
    }

    fn checked(self) -> Result<Self> {
        if self.three_phase {
            check::ensure(
                (0.0..=0.5).contains(&self.pct_start),
                NAME,
                "pct_start",
                "from 0 to 0.5 with three phases",
                self.pct_start,
            )?;
        } else {
            check::fraction(NAME, "pct_start", self.pct_start)?;
        }
        let bound = "such that pct_start * total_steps is not 1, for the rise has one step less";
        check::ensure(self.pct_start * self.total_steps as f64 != 1.0, NAME, "pct_start", bound, self.pct_start)?;
        let (initial, min) = self.ends();
        check::ensure(initial.is_finite(), NAME, "div_factor", "large enough that max_lr / div_factor is finite", self.div_factor)?;
        let bound = "large enough that the last rate is finite";
        check::ensure(min.is_finite(), NAME, "final_div_factor", bound, self.final_div_factor)?;
        Ok(self)
    }
}

type_entry!(OneCycleLr "OneCycleLR" {
    max_lr: f64;
    total_steps: u64;
    pct_start: f64 = 0.3;
    anneal_strategy: AnnealStrategy = AnnealStrategy::Cos;
    cycle_momentum: bool = true;
    base_momentum: f64 = 0.85;
    max_momentum: f64 = 0.95;
    div_factor: f64 = 25.0;
    final_div_factor: f64 = 1e4;
    three_phase: bool = false
} => OneCycleLr {
    anneal_strategy,
    cycle_momentum,
    pct_start,
    three_phase,
    ..OneCycleLr::new(max_lr, total_steps)?.base_momentum(base_momentum)?.max_momentum(max_momentum)?
}
.div_factor(div_factor)?
.final_div_factor(final_div_factor));
