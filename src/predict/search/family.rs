use super::candidate::Candidate;
use crate::error::check;
use crate::predict::error::Result;
use crate::predict::fitted_law::FittedLaw;
use crate::predict::prediction::last_loss;
use crate::predict::rate_curve::RateCurve;
use crate::{CosineDecay, Plan, Schedule, Shape, Wsd};

/// The largest number of rates of a candidate that are read.
const MOST_RATES: u64 = 1 << 12;
/// The number of peaks between the lowest and the highest one.
const PEAKS: u32 = 5;
const DECAYS: [f64; 18] = [0.02, 0.04, 0.06, 0.08, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0];
const FINALS: [f64; 12] = [0.0, 0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5];

/// The schedules among which [`search`](super::search) looks for the best one.
///
/// ```
/// use tch_lr_scheduler::predict::Family;
///
/// assert_eq!(Family::Wsd.to_string(), "wsd");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// [`Wsd`] that ends at 0: the length of the decay (2 % to 100 % of the run after the warm-up) and its shape (linear, cosine,
    /// `1-sqrt`, `1-square`).
    Wsd,
    /// [`CosineDecay`] with a warm-up: its final value, from 0 to half of the peak.
    Cosine,
}

impl std::fmt::Display for Family {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Wsd => "wsd",
            Self::Cosine => "cosine",
        })
    }
}

impl Family {
    /// All candidates for a run of `steps` steps, with their losses.
    pub(super) fn candidates(self, law: &FittedLaw, steps: u64) -> Result<Vec<Candidate>> {
        check::at_least_one("search", "steps", steps)?;
        // The first step with the highest rate is the last one of a warm-up that begins above 0.
        let peak_step = law.seen.runs.iter().map(|run| run.warmup).max().unwrap_or(0);
        let warmup = if peak_step == 0 { 0 } else { (peak_step + 1).min(steps / 2) };
        let mut candidates = vec![];
        for peak in peaks(law) {
            match self {
                Self::Wsd => {
                    for (shape, name) in shapes() {
                        for fraction in DECAYS {
                            let decay = ((fraction * (steps - warmup) as f64).round() as u64).clamp(1, steps - warmup);
                            let schedule = Wsd::new(warmup, steps - warmup - decay, decay)?.decay_shape(shape.clone())?;
                            let words = format!("decay over {:?} %, {name}, peak {peak}", round(100.0 * fraction));
                            candidates.push(candidate(law, schedule, steps, [peak, fraction], name, words)?);
                        }
                    }
                }
                Self::Cosine => {
                    for fraction in FINALS {
                        let cosine = CosineDecay::new(steps - warmup)?.alpha(fraction)?;
                        let schedule = if warmup == 0 { cosine.boxed() } else { cosine.warmup(warmup)?.boxed() };
                        let words = format!("down to {:?} % of the peak {peak}", round(100.0 * fraction));
                        candidates.push(candidate(law, schedule, steps, [peak, fraction], "cosine", words)?);
                    }
                }
            }
        }
        Ok(candidates)
    }
}

fn candidate(
    law: &FittedLaw,
    schedule: impl Schedule + 'static,
    steps: u64,
    [peak, fraction]: [f64; 2],
    shape: &'static str,
    description: String,
) -> Result<Candidate> {
    let plan = Plan::lr(peak, schedule).total_steps(steps);
    let loss = last_loss(law, &RateCurve::sampled(&plan, 1, 0, steps, MOST_RATES)?);
    Ok(Candidate { plan, loss, peak, fraction, shape, description })
}

fn shapes() -> [(Shape, &'static str); 4] {
    [
        (Shape::one_minus_sqrt(), "1-sqrt"),
        (Shape::linear(), "linear"),
        (Shape::cosine(), "cosine"),
        (Shape::one_minus_square(), "1-square"),
    ]
}

/// The peaks of the candidates, from the lowest one of the fitted runs to the highest.
fn peaks(law: &FittedLaw) -> Vec<f64> {
    let highest = law.seen.peak();
    let lowest = law.seen.lowest_peak();
    if lowest >= highest * (1.0 - 1e-4) {
        return vec![highest];
    }
    let between = |index: u32| lowest * (highest / lowest).powf(f64::from(index) / f64::from(PEAKS - 1));
    let rounded = |peak: f64| format!("{peak:.3e}").parse().unwrap_or(peak).clamp(lowest, highest);
    (0..PEAKS).map(between).map(rounded).collect()
}

/// A percentage without the rounding of the binary fraction.
fn round(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}
