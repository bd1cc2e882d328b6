use super::changes::Changes;
use super::fitted_law::FittedLaw;
use super::rate_curve::RateCurve;
use super::warning::PredictWarning;
use std::fmt;

/// The largest number of groups of changes, beside one for each step that is predicted.
const BINS: usize = 1_000;
/// The number of last changes before each of these steps that are counted by themselves.
const RECENT: usize = 16;
/// The largest number of steps that are predicted.
const MOST_STEPS: u64 = 128;
/// The interval leaves out this fraction of the resampled laws at each end.
const TAIL: f64 = 0.05;
/// The standard deviations within which 90 % of a normal distribution lie.
const NORMAL: f64 = 1.645;

/// The predicted loss of a run: at its end and along the way, each with an interval.
///
/// The interval is where 90 % of the predictions would lie if the fit were repeated with other losses of the same runs. It has
/// two parts. The first is the spread of 32 fits to resampled losses (a block bootstrap: 8 blocks of neighbouring losses of each
/// run, drawn with replacement). The second is the error that the law has on the losses it was fitted on, averaged over such a
/// block. Both are added as independent errors are. The interval is that of a mean over several validations, not that of a single
/// noisy loss.
///
/// The interval does not contain what the runs of the fit cannot show: another seed, a schedule of a kind for which the law is
/// wrong, an unstable rate, or a run that is much longer.
///
/// ```no_run
/// use tch_lr_scheduler::predict::{FittedLaw, RateCurve};
///
/// let prediction = FittedLaw::open("law.json")?.predict(&RateCurve::held([(0, 1e-3)], 10_000)?);
/// println!("{:.3}, from {:.3} to {:.3}", prediction.loss(), prediction.low(), prediction.high());
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    points: Vec<PredictedLoss>,
    warnings: Vec<PredictWarning>,
}

/// A predicted loss at one step, with its interval.
///
/// ```
/// # use tch_lr_scheduler::predict::{LawKind, ObservedRun, RateCurve, fit};
/// # let run = |name: &str, rates: &[(u64, f64)]| {
/// #     let curve = RateCurve::held(rates.iter().copied(), 100)?;
/// #     ObservedRun::new(name, curve, (1..=10).map(|part| (10 * part, 2.0 + 1.0 / part as f64)))
/// # };
/// # let law = fit(&[run("constant", &[(0, 0.1)])?, run("step", &[(0, 0.1), (50, 0.01)])?], LawKind::Annealing)?;
/// let prediction = law.predict(&RateCurve::held([(0, 0.1)], 100)?);
/// let last = prediction.points().last().unwrap();
/// assert_eq!((last.step, last.loss), (100, prediction.loss()));
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PredictedLoss {
    /// The number of completed steps.
    pub step: u64,
    /// The predicted loss.
    pub loss: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

pub(super) fn of(law: &FittedLaw, curve: &RateCurve) -> Prediction {
    let steps = places(curve);
    let changes = Changes::binned(curve, &steps, BINS, RECENT);
    let losses = law.law.of_changes(&changes);
    let resampled: Vec<_> = law.resampled.iter().map(|law| law.of_changes(&changes)).collect();
    let misfit = NORMAL * law.seen.misfit;
    let point = |(index, (step, loss)): (usize, (&u64, &f64))| {
        let mut others: Vec<f64> = resampled.iter().map(|losses| losses[index]).collect();
        let [low, high] = quantiles(&mut others, *loss);
        let apart = |end: f64| (end - loss).hypot(misfit * loss);
        PredictedLoss { step: *step, loss: *loss, low: loss - apart(low), high: loss + apart(high) }
    };
    let points: Vec<_> = steps.iter().zip(&losses).enumerate().map(point).collect();
    Prediction { points, warnings: warnings(law, curve) }
}

/// The loss at the end of a run alone.
pub(super) fn last_loss(law: &FittedLaw, curve: &RateCurve) -> f64 {
    let changes = Changes::binned(curve, &[curve.steps()], BINS, RECENT);
    law.law.of_changes(&changes).first().copied().unwrap_or(f64::NAN)
}

/// The steps that are predicted: at equal distances after the warm-up, and the last one.
fn places(curve: &RateCurve) -> Vec<u64> {
    let first = curve.warmup_steps().min(curve.steps() - 1);
    let length = curve.steps() - first;
    let count = length.min(MOST_STEPS);
    let step = |index: u64| first + (u128::from(length) * u128::from(index) / u128::from(count)) as u64;
    let steps: Vec<_> = (1..=count).map(step).filter(|step| curve.sum(*step) > 0.0).collect();
    if steps.is_empty() { vec![curve.steps()] } else { steps }
}

/// The ends of the interval, which contains the prediction.
fn quantiles(losses: &mut [f64], loss: f64) -> [f64; 2] {
    losses.sort_by(f64::total_cmp);
    let outside = (TAIL * losses.len() as f64) as usize;
    let low = losses.get(outside).copied().unwrap_or(loss);
    let high = losses.len().checked_sub(outside + 1).and_then(|index| losses.get(index)).copied().unwrap_or(loss);
    [low.min(loss), high.max(loss)]
}

fn warnings(law: &FittedLaw, curve: &RateCurve) -> Vec<PredictWarning> {
    let (steps, peak, seen) = (curve.steps(), curve.peak(), &law.seen);
    let longer = (steps > seen.steps().saturating_mul(3)).then_some(PredictWarning::Longer { steps, seen: seen.steps() });
    let higher = (peak >= 2.0 * seen.peak()).then_some(PredictWarning::HigherPeak { peak, seen: seen.peak() });
    let lowest = seen.lowest_peak();
    let lower = (peak <= 0.5 * lowest).then_some(PredictWarning::LowerPeak { peak, seen: lowest });
    longer.into_iter().chain(higher).chain(lower).collect()
}

impl Prediction {
    fn last(&self) -> PredictedLoss {
        let nothing = PredictedLoss { step: 0, loss: f64::NAN, low: f64::NAN, high: f64::NAN };
        self.points.last().copied().unwrap_or(nothing)
    }

    /// The predicted loss at the end of the run.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{FittedLaw, RateCurve};
    /// # let curve = RateCurve::held([(0, 1e-3)], 10_000)?;
    /// println!("{:.3}", FittedLaw::open("law.json")?.predict(&curve).loss());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn loss(&self) -> f64 {
        self.last().loss
    }

    /// The lower end of the interval of the loss at the end of the run.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{FittedLaw, RateCurve};
    /// # let curve = RateCurve::held([(0, 1e-3)], 10_000)?;
    /// println!("at least {:.3}", FittedLaw::open("law.json")?.predict(&curve).low());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn low(&self) -> f64 {
        self.last().low
    }

    /// The upper end of the interval of the loss at the end of the run.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{FittedLaw, RateCurve};
    /// # let curve = RateCurve::held([(0, 1e-3)], 10_000)?;
    /// println!("at most {:.3}", FittedLaw::open("law.json")?.predict(&curve).high());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn high(&self) -> f64 {
        self.last().high
    }

    /// The losses after the warm-up, at up to 128 steps. The last one is that of the end of the run.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{FittedLaw, RateCurve};
    /// # let curve = RateCurve::held([(0, 1e-3)], 10_000)?;
    /// for point in FittedLaw::open("law.json")?.predict(&curve).points() {
    ///     println!("{} {:.3}", point.step, point.loss);
    /// }
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn points(&self) -> &[PredictedLoss] {
        &self.points
    }

    /// What makes the prediction doubtful.
    ///
    /// ```
    /// # use tch_lr_scheduler::predict::{LawKind, ObservedRun, RateCurve, fit};
    /// # let run = |name: &str, rates: &[(u64, f64)]| {
    /// #     let curve = RateCurve::held(rates.iter().copied(), 100)?;
    /// #     ObservedRun::new(name, curve, (1..=10).map(|part| (10 * part, 2.0 + 1.0 / part as f64)))
    /// # };
    /// # let law = fit(&[run("constant", &[(0, 0.1)])?, run("step", &[(0, 0.1), (50, 0.01)])?], LawKind::Annealing)?;
    /// let prediction = law.predict(&RateCurve::held([(0, 0.3)], 100)?);
    /// assert_eq!(prediction.warnings()[0].to_string(), "the highest rate is 0.3, at least twice the 0.1 that the law has seen");
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn warnings(&self) -> &[PredictWarning] {
        &self.warnings
    }

    pub(super) fn with(mut self, warning: PredictWarning) -> Self {
        self.warnings.push(warning);
        self
    }
}

/// Writes the loss at the end with its interval, such as `2.345 (2.331 to 2.359)`.
impl fmt::Display for Prediction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.4} ({:.4} to {:.4})", self.loss(), self.low(), self.high())
    }
}
