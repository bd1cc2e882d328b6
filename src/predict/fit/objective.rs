use super::kernel::{FIRST, Kernel, MOST};
use super::points;
use super::scale::Scale;
use crate::predict::changes::{Changes, Place};
use crate::predict::law::{LawKind, LossLaw};
use crate::predict::observed_run::ObservedRun;

/// The delta of the Huber loss, as in the paper of the multi-power law.
const DELTA: f64 = 1e-3;
/// The largest number of groups of changes, beside one for each loss.
const BINS: usize = 128;
/// The weight of the pull to usual numbers, in units of the mean error of the logarithm of the loss.
const PULL: f64 = 1e-6;
/// Predictions below this fraction of the lowest loss have no useful logarithm. It is continued there by its tangent.
const LOWEST_FRACTION: f64 = 1e-2;
/// The number of blocks of neighbouring losses of a run.
pub(super) const BLOCKS: usize = 8;

/// What the fit minimizes, as a function of the logarithms of the law's numbers in scaled units.
pub(super) struct Objective {
    kind: LawKind,
    scale: Scale,
    runs: Vec<Run>,
    pub(super) lowest: f64,
    /// The usual value of each number and the width of its usual range.
    usual: Vec<(f64, f64)>,
}

/// A run in scaled units.
struct Run {
    curve: Changes,
    ln_losses: Vec<f64>,
}

impl Objective {
    pub(super) fn new(runs: &[&ObservedRun], kind: LawKind) -> Self {
        let scale = Scale::of(runs.iter().map(|run| run.curve()));
        let scaled = |run: &&ObservedRun| {
            let points = points::of(run);
            let steps: Vec<_> = points.iter().map(|point| point.step).collect();
            let curve = scale.apply(Changes::binned(run.curve(), &steps, BINS, 0));
            Run { curve, ln_losses: points.iter().map(|point| point.ln_loss).collect() }
        };
        let runs: Vec<Run> = runs.iter().map(scaled).collect();
        let lowest = runs.iter().flat_map(|run| &run.ln_losses).copied().fold(f64::INFINITY, f64::min);
        let common = [(lowest + 0.7f64.ln(), 1.5), (lowest + 0.5f64.ln(), 2.0), (lowest + 0.1f64.ln(), 2.0), (0.4f64.ln(), 1.0)];
        let growth: &[(f64, f64)] = match kind {
            LawKind::MultiPower => &[(50f64.ln(), 3.0), (0.5f64.ln(), 1.0), (0.6f64.ln(), 0.7)],
            LawKind::Annealing => &[(20f64.ln(), 2.0)],
        };
        Self { kind, scale, runs, lowest: lowest.exp(), usual: common.iter().chain(growth).copied().collect() }
    }

    pub(super) fn kind(&self) -> LawKind {
        self.kind
    }

    /// The number of losses of each run.
    pub(super) fn counts(&self) -> impl Iterator<Item = usize> {
        self.runs.iter().map(|run| run.ln_losses.len())
    }

    /// The weighted mean of the Huber loss, divided by its delta, plus the pull. Writes the derivatives to `gradient`.
    pub(super) fn evaluate(&self, numbers: &[f64], weights: Option<&[f64]>, gradient: &mut [f64]) -> f64 {
        let kernel = Kernel::new(self.kind, numbers);
        let total = weights.map_or(self.counts().sum::<usize>() as f64, |weights| weights.iter().sum());
        let mut cost = 0.0;
        gradient.fill(0.0);
        let mut index = 0;
        let mut slopes = vec![0.0; numbers.len()];
        for run in &self.runs {
            let speeds: Vec<f64> = run.curve.changes.iter().map(|change| kernel.speed(change)).collect();
            for (place, ln_loss) in run.curve.places.iter().zip(&run.ln_losses) {
                let weight = weights.and_then(|weights| weights.get(index).copied()).unwrap_or(1.0) / total;
                index += 1;
                if weight == 0.0 {
                    continue;
                }
                let predicted = self.predict(numbers, &kernel, &run.curve, &speeds, place, &mut slopes);
                let (ln, by_value) = self.logarithm(predicted);
                let error = ln - ln_loss;
                let (loss, by_error) = if error.abs() <= DELTA {
                    (0.5 * error * error / DELTA, error / DELTA)
                } else {
                    (error.abs() - 0.5 * DELTA, error.signum())
                };
                cost += weight * loss;
                for (sum, slope) in gradient.iter_mut().zip(&slopes) {
                    *sum += weight * by_error * by_value * slope;
                }
            }
        }
        for ((number, (usual, width)), slope) in numbers.iter().zip(&self.usual).zip(gradient) {
            let distance = (number - usual) / width;
            cost += PULL * distance * distance;
            *slope += 2.0 * PULL * distance / width;
        }
        cost
    }

    /// The predicted loss at a place, and its derivatives.
    fn predict(&self, numbers: &[f64], kernel: &Kernel, curve: &Changes, speeds: &[f64], place: &Place, slopes: &mut [f64]) -> f64 {
        let [floor, power, fall, alpha] = common(numbers);
        let decayed = power * place.sum.powf(-alpha);
        let reference = kernel.reference();
        let mut grown = 0.0;
        let mut by_growth = [0.0; MOST];
        for (change, speed) in curve.changes[..place.changes].iter().zip(speeds) {
            let growth = kernel.growth(change, *speed, place);
            grown += change.drop * growth.value;
            for (sum, slope) in by_growth.iter_mut().zip(growth.slopes) {
                *sum += change.drop * slope;
            }
        }
        let (factor, share) = (fall / reference.value, grown / reference.value);
        slopes[..FIRST].copy_from_slice(&[floor, decayed, -fall * share, -decayed * alpha * place.sum.ln()]);
        for (index, slope) in slopes[FIRST..].iter_mut().enumerate() {
            *slope = -factor * (by_growth[index] - share * reference.slopes[index]);
        }
        floor + decayed - fall * share
    }

    /// The logarithm of a predicted loss and its derivative, continued by a line at low and negative losses.
    fn logarithm(&self, predicted: f64) -> (f64, f64) {
        let lowest = LOWEST_FRACTION * self.lowest;
        if predicted > lowest {
            (predicted.ln(), 1.0 / predicted)
        } else {
            (lowest.ln() + (predicted - lowest) / lowest, 1.0 / lowest)
        }
    }

    /// For each loss, what the predicted loss is linear in: 1, the value of the power law, and the fall, for factors of 1. And the
    /// observed loss in units of the lowest one.
    pub(super) fn linear_parts(&self, numbers: &[f64]) -> Vec<([f64; 3], f64)> {
        let kernel = Kernel::new(self.kind, numbers);
        let reference = kernel.reference().value;
        let alpha = common(numbers)[3];
        let mut parts = vec![];
        for run in &self.runs {
            let speeds: Vec<f64> = run.curve.changes.iter().map(|change| kernel.speed(change)).collect();
            for (place, ln_loss) in run.curve.places.iter().zip(&run.ln_losses) {
                let changes = run.curve.changes[..place.changes].iter().zip(&speeds);
                let fall: f64 = changes.map(|(change, speed)| change.drop * kernel.growth(change, *speed, place).value).sum();
                parts.push(([1.0, place.sum.powf(-alpha), -fall / reference], ln_loss.exp() / self.lowest));
            }
        }
        parts
    }

    /// The errors of the logarithm of the loss, run by run.
    fn residuals(&self, numbers: &[f64]) -> Vec<Vec<f64>> {
        let kernel = Kernel::new(self.kind, numbers);
        let mut slopes = vec![0.0; numbers.len()];
        let of_run = |run: &Run| {
            let speeds: Vec<f64> = run.curve.changes.iter().map(|change| kernel.speed(change)).collect();
            let pairs = run.curve.places.iter().zip(&run.ln_losses);
            pairs
                .map(|(place, ln_loss)| {
                    self.logarithm(self.predict(numbers, &kernel, &run.curve, &speeds, place, &mut slopes)).0 - ln_loss
                })
                .collect()
        };
        self.runs.iter().map(of_run).collect()
    }

    /// The mean error of the logarithm of the loss of each run, without its sign.
    pub(super) fn errors(&self, numbers: &[f64]) -> Vec<f64> {
        let mean = |errors: &Vec<f64>| errors.iter().map(|error| error.abs()).sum::<f64>() / errors.len() as f64;
        self.residuals(numbers).iter().map(mean).collect()
    }

    /// The typical mean error of a block of neighbouring losses, as a standard deviation. It is what the law does not describe.
    pub(super) fn misfit(&self, numbers: &[f64]) -> f64 {
        let mut means = vec![];
        for errors in self.residuals(numbers) {
            let length = errors.len().div_ceil(BLOCKS).max(1);
            means.extend(errors.chunks(length).map(|block| block.iter().sum::<f64>() / block.len() as f64));
        }
        let free = means.len().saturating_sub(numbers.len()).max(1) as f64;
        (means.iter().map(|mean| mean * mean).sum::<f64>() / free).sqrt()
    }

    /// The law with these numbers.
    pub(super) fn law(&self, numbers: &[f64]) -> LossLaw {
        Kernel::new(self.kind, numbers).law(common(numbers), &self.scale)
    }
}

/// The numbers that both laws have: the loss that is approached, the value of the power law, the fall, and the exponent.
fn common(numbers: &[f64]) -> [f64; FIRST] {
    std::array::from_fn(|index| numbers.get(index).copied().unwrap_or(0.0).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::RateCurve;

    /// The derivatives agree with differences, for both laws.
    #[test]
    fn the_gradient_is_that_of_the_cost() {
        let rates = |step: u64| if step < 20 { 0.01 * step as f64 } else { 0.2 * (1.0 - 0.002 * step as f64).max(0.05) };
        let curve = RateCurve::new((0..400).map(rates)).unwrap();
        let points = (1..=40u64).map(|index| (10 * index, 3.0 + 1.0 / index as f64 - 0.01 * (index % 7) as f64));
        let run = ObservedRun::new("run", curve, points).unwrap();
        for kind in [LawKind::MultiPower, LawKind::Annealing] {
            let objective = Objective::new(&[&run], kind);
            let numbers: Vec<f64> =
                objective.usual.iter().enumerate().map(|(index, (usual, _))| usual + 0.1 * index as f64).collect();
            let mut gradient = vec![0.0; numbers.len()];
            objective.evaluate(&numbers, None, &mut gradient);
            for index in 0..numbers.len() {
                let moved = |by: f64| {
                    let mut moved = numbers.clone();
                    moved[index] += by;
                    objective.evaluate(&moved, None, &mut vec![0.0; numbers.len()])
                };
                let difference = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                assert!(
                    (difference - gradient[index]).abs() < 1e-6 * (1.0 + difference.abs()),
                    "{kind} {index}: {difference} {gradient:?}"
                );
            }
        }
    }

    /// The law in the units of the runs has the losses of the scaled one.
    #[test]
    fn the_law_predicts_what_the_objective_does() {
        let curve = RateCurve::new((0..100).map(|step| 1e-3 * (1.0 - 0.01 * step as f64))).unwrap();
        let run = ObservedRun::new("run", curve.clone(), (1..=50).map(|index| (2 * index, 3.0))).unwrap();
        for kind in [LawKind::MultiPower, LawKind::Annealing] {
            let objective = Objective::new(&[&run], kind);
            let numbers: Vec<f64> = objective.usual.iter().map(|(usual, _)| *usual).collect();
            let steps: Vec<u64> = (1..=50).map(|index| 2 * index).collect();
            let losses = objective.law(&numbers).losses(&curve, &steps);
            for (loss, residual) in losses.iter().zip(&objective.residuals(&numbers)[0]) {
                assert!((loss.ln() - 3f64.ln() - residual).abs() < 1e-12, "{kind}: {loss} {residual}");
            }
        }
    }
}
