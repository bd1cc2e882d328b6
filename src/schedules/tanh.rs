use crate::error::check;
use crate::schedule::arithmetic::saturate;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape as Curve;
use crate::schedule::type_entry::type_entry;
use crate::{Function, Result, Schedule, Summary};

const NAME: &str = "Tanh";

/// Hyperbolic-tangent decay (HTD): a schedule that stays near the base, then falls along a hyperbolic tangent to `eta_min`.
///
/// ```text
/// value(t) = eta_min + (base - eta_min) * (1 - tanh(lower * (1 - p) + upper * p)) / 2     if t < t_max     p = t / t_max
///            eta_min                                                                     otherwise
/// ```
///
#[doc = include_str!("../docs/pictures/tanh.svg")]
///
/// `lower` and `upper` are the arguments of the hyperbolic tangent at the start and at the end. Default: -7 and 3, as in timm; the
/// paper recommends -6 and 3. With these, the first value is the base times 0.999999, and the value jumps from about 0.0025 of the
/// base to `eta_min` at step `t_max`.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Schedule, Tanh};
///
/// let schedule = Tanh::new(100)?.eta_min(0.001)?;
/// assert!(schedule.at(0.1, 0) > 0.09999 && schedule.at(0.1, 50) > 0.098);
/// assert_eq!([100, 500].map(|step| schedule.at(0.1, step)), [0.001, 0.001]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class.
///
/// # In other libraries
///
/// - timm: `TanhLRScheduler(optimizer, t_initial, lb=-7.0, ub=3.0, lr_min=0.0)`. The values equal timm's bit for bit if
///   both use the same C library for `tanh`.
///
/// # Source
///
/// Hsueh et al., "Stochastic Gradient Descent with Hyperbolic-Tangent Decay on Classification", arXiv 1806.01593.
#[doc(alias("HTD", "TanhLRScheduler", "TanhLR"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct Tanh {
    t_max: u64,
    lower: f64,
    upper: f64,
    eta_min: f64,
}

impl Tanh {
    /// Creates a fall to 0, or to [`eta_min`](Self::eta_min) if it is set. `t_max` is the number of steps of the fall, at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `t_max` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Tanh};
    ///
    /// let schedule = Tanh::new(100)?;
    /// assert!((schedule.at(0.1, 70) - 0.05).abs() < 1e-9); // the middle between -7 and 3
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(t_max: u64) -> Result<Self> {
        Ok(Self { t_max: check::at_least_one(NAME, "t_max", t_max)?, lower: -7.0, upper: 3.0, eta_min: 0.0 })
    }

    /// Sets the arguments of the hyperbolic tangent at the start and at the end. Both are finite, and `lower` is below `upper`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if one of them is not finite, or `upper` is not above `lower`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Tanh};
    ///
    /// let of_the_paper = Tanh::new(90)?.bounds(-6.0, 3.0)?;
    /// assert!((of_the_paper.at(0.1, 60) - 0.05).abs() < 1e-9);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("lb", "ub"))]
    pub fn bounds(mut self, lower: f64, upper: f64) -> Result<Self> {
        self.lower = check::finite(NAME, "lower", lower)?;
        check::ensure(upper.is_finite() && upper > lower, NAME, "upper", format!("finite and above lower ({lower:?})"), upper)?;
        self.upper = upper;
        Ok(self)
    }

    /// Sets the lowest value, the same for every base: finite, 0 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Tanh};
    ///
    /// let schedule = Tanh::new(10)?.eta_min(1e-4)?;
    /// assert_eq!([0.1, 0.5].map(|base| schedule.at(base, 10)), [1e-4, 1e-4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "lr_min")]
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.eta_min = check::finite(NAME, "eta_min", eta_min)?;
        Ok(self)
    }

    /// The argument of the hyperbolic tangent at the progress `p`.
    fn argument(&self, p: f64) -> f64 {
        saturate(self.lower * (1.0 - p) + self.upper * p)
    }
}

impl Schedule for Tanh {
    fn value(&self, base: f64, time: f64) -> f64 {
        let t_max = self.t_max as f64;
        if time >= t_max {
            return self.eta_min;
        }
        let left = 1.0 - self.argument(time / t_max).tanh();
        saturate(self.eta_min + 0.5 * saturate(base - self.eta_min) * left)
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.t_max)
    }

    fn peak(&self, base: f64) -> f64 {
        base.max(self.eta_min)
    }

    registered!();
}

replaces!(Tanh);

impl Tanh {
    fn summarize(&self, summary: &mut Summary) {
        let tanh = *self;
        let risen = Function::named(format!("{self:?}"), move |p| tanh.argument(p).tanh());
        summary.phase(0, Some(self.t_max), Curve::fraction("hyperbolic tangent", risen, self.t_max));
        summary.phase(self.t_max, None, Curve::Constant);
    }
}

type_entry!(Tanh "Tanh" { t_max "T_max": u64; lower: f64 = -7.0; upper: f64 = 3.0; eta_min: f64 = 0.0 } => {
    Tanh::new(t_max)?.bounds(lower, upper)?.eta_min(eta_min)
});
