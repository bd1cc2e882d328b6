use crate::error::check;
use crate::schedule::arithmetic::{decayed, saturate};
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape as Curve;
use crate::schedule::type_entry::type_entry;
use crate::{Function, Result, Schedule, Summary};
use std::f64::consts::PI;

const NAME: &str = "Sin";

/// Half sine waves: a cyclic schedule that rises from `eta_min` to the base and falls back in every `period` steps. The waves can
/// become lower, by a factor for each wave or for each step.
///
/// ```text
/// value(t) = eta_min + (base - eta_min) * peak_decay^floor(t / period) * gamma^t * sin(pi * u / period)
///            u = t modulo period      peak_decay = 1 and gamma = 1 by default
/// ```
///
#[doc = include_str!("../docs/pictures/sin.svg")]
///
/// The value at the start of every wave is `eta_min`: 0 by default, so that the first step has no effect. Straight lines in place
/// of sine waves are [`CyclicLr`](crate::CyclicLr).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Schedule, Sin};
///
/// let schedule = Sin::new(20)?.eta_min(0.02)?.peak_decay(0.5)?;
/// assert_eq!([0, 10, 20].map(|step| schedule.at(0.1, step)), [0.02, 0.1, 0.02]);
/// assert!((schedule.at(0.1, 30) - 0.06).abs() < 1e-15); // half as high above 0.02
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class.
///
/// # In other libraries
///
/// - ParameterSchedulers.jl: `Sin(range0, range1, period)` is `Sin::new(period)?.eta_min(range0)?` with the base `range1`, if `range0`
///   is the lower one. `SinDecay2` is `.peak_decay(0.5)?` in addition, and `SinExp` is `.gamma(decay)?`. Its steps count from 1. In the
///   first five waves the values are equal within 1e-12, or 1e-14 of the base near `range0`; later the angle of its sine grows, and
///   has fewer exact digits.
///
/// # Source
///
/// Wu et al., "Demystifying Learning Rate Policies for High Accuracy Training of Deep Neural Networks", arXiv 1908.06477: the
/// policies SIN, SIN2 and SINEXP.
#[doc(alias("SinDecay2", "SinExp", "sine"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct Sin {
    period: u64,
    eta_min: f64,
    peak_decay: f64,
    gamma: f64,
}

impl Sin {
    /// Creates waves of the same height from 0 to the base. `period` is the number of steps of one half wave, at least 2.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `period` is below 2. Every step would have the lowest value.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Sin};
    ///
    /// let schedule = Sin::new(10)?;
    /// assert_eq!([0, 5, 10, 15].map(|step| schedule.at(0.1, step)), [0.0, 0.1, 0.0, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(period: u64) -> Result<Self> {
        check::ensure(period >= 2, NAME, "period", "at least 2", period)?;
        Ok(Self { period, eta_min: 0.0, peak_decay: 1.0, gamma: 1.0 })
    }

    /// Sets the lowest value, the same for every base: finite, 0 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Sin};
    ///
    /// let schedule = Sin::new(10)?.eta_min(0.01)?;
    /// assert_eq!([0, 5].map(|step| schedule.at(0.1, step)), [0.01, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("range0", "min_lr"))]
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.eta_min = check::finite(NAME, "eta_min", eta_min)?;
        Ok(self)
    }

    /// Sets the factor of the height of each wave to that of the wave before: from 0 to 1, and 1 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `peak_decay` is not from 0 to 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Sin};
    ///
    /// let schedule = Sin::new(10)?.peak_decay(0.5)?;
    /// assert_eq!([5, 15, 25].map(|step| schedule.at(0.8, step)), [0.8, 0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "SinDecay2")]
    pub fn peak_decay(mut self, peak_decay: f64) -> Result<Self> {
        self.peak_decay = check::fraction(NAME, "peak_decay", peak_decay)?;
        Ok(self)
    }

    /// Sets the factor of the height from one step to the next: above 0 and at most 1, and 1 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `gamma` is not above 0 and at most 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Sin};
    ///
    /// let schedule = Sin::new(2)?.gamma(0.5)?;
    /// assert_eq!([1, 3, 5].map(|step| schedule.at(0.8, step)), [0.4, 0.1, 0.025]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("SinExp", "decay"))]
    pub fn gamma(mut self, gamma: f64) -> Result<Self> {
        self.gamma = check::fraction_above_zero(NAME, "gamma", gamma)?;
        Ok(self)
    }

    /// The form of one wave: its height at the fraction `p` of the period, without the factor of the wave.
    fn wave(&self, p: f64) -> f64 {
        decayed((PI * p).sin(), self.gamma, p * self.period as f64)
    }

    /// The step of a wave at which it is highest.
    fn highest(&self) -> u64 {
        let period = self.period as f64;
        // The derivative of gamma^u * sin(pi * u / period) is 0 there.
        let turn = period / PI * (PI / period).atan2(-self.gamma.ln());
        let (before, after) = ((turn.floor() as u64).max(1), (turn.ceil() as u64).clamp(1, self.period - 1));
        let height = |step: u64| self.wave(step as f64 / period);
        if height(after) > height(before) { after } else { before.min(self.period - 1) }
    }
}

impl Schedule for Sin {
    fn value(&self, base: f64, time: f64) -> f64 {
        let period = self.period as f64;
        let since = time % period;
        let number = ((time - since) / period).round();
        let height = decayed(saturate(base - self.eta_min), self.peak_decay, number);
        saturate(self.eta_min + decayed(height, self.gamma, time) * (PI * (since / period)).sin())
    }

    fn constant_from(&self) -> Option<u64> {
        (self.peak_decay == 0.0).then_some(self.period)
    }

    fn peak(&self, base: f64) -> f64 {
        base.max(self.eta_min)
    }

    registered!();
}

replaces!(Sin);

impl Sin {
    fn summarize(&self, summary: &mut Summary) {
        match self.constant_from() {
            None => summary.repeated(self.period, |summary, _, _| self.summarize_wave(summary)),
            Some(end) => {
                self.summarize_wave(summary);
                summary.phase(end, None, Curve::Constant);
            }
        }
    }

    fn summarize_wave(&self, summary: &mut Summary) {
        let (name, highest) = (if self.gamma == 1.0 { "sine" } else { "sine times exponential" }, self.highest());
        for (start, end) in [(0, highest), (highest, self.period)] {
            let (sin, from, length) = (*self, start as f64, (end - start) as f64);
            let part = move |p: f64| sin.wave((from + p * length) / sin.period as f64);
            let function = Function::named(format!("{self:?} from {start}"), part);
            summary.phase(start, Some(end), Curve::fraction(name, function, end - start));
        }
    }
}

type_entry!(Sin "Sin" { period: u64; eta_min: f64 = 0.0; peak_decay: f64 = 1.0; gamma: f64 = 1.0 } => {
    Sin::new(period)?.eta_min(eta_min)?.peak_decay(peak_decay)?.gamma(gamma)
});
