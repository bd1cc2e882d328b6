//! The fit of a law to runs.

mod bootstrap;
mod check;
mod kernel;
mod linear;
mod minimize;
mod objective;
mod points;
mod scale;
mod starts;

use super::error::{PredictError, Result};
use super::fitted_law::FittedLaw;
use super::law::LawKind;
use super::observed_run::ObservedRun;
use super::seen::{Seen, SeenRun};
use objective::Objective;

/// The number of starting points from which the law is fitted, of all that are tried.
const POLISHED: usize = 6;
/// The largest number of iterations from one starting point.
const MOST_ITERATIONS: u64 = 200;

/// Fits a law to runs of one model that differ in their schedules.
///
/// The fit minimizes the Huber loss (delta 1e-3) of `ln(predicted) - ln(observed)` over the losses after the warm-up, with the
/// L-BFGS of `argmin`, from the best of several starting points. Every run has the same weight per loss. If a run has more than
/// 96 losses, the fit takes the means of neighbouring ones, over longer parts at the end of the run than at its start. The
/// changes of the rate are counted in at most about 230 groups. So the time has a bound that does not depend on the length of the
/// runs.
///
/// The fit is repeatable: the same runs in any order give the same bits on the same machine.
///
/// Three runs of moderate length often do not determine all numbers of a law, although they determine its predictions. In the
/// trial of the multi-power law, `beta` ran to 0 while `b` grew without limit. Therefore the fit does not vary `b`, but the fall
/// after a fixed sum of rates, which stays determined, and pulls each number weakly to a usual value. The pull adds less than
/// about 1e-5 to the mean error of the logarithm of the loss.
///
/// # Errors
/// - [`PredictError::TooFewRuns`] if there are fewer than two runs.
/// - [`PredictError::DifferentSetting`] if runs record different settings, such as batch sizes.
/// - [`PredictError::TooFewPoints`] if a run has fewer than 8 losses after its warm-up.
/// - [`PredictError::SameRates`] if no two runs have different rates.
/// - [`PredictError::ConstantRates`] if no rate changes after the warm-up.
/// - [`PredictError::NoFit`] if no numbers give finite losses.
///
/// ```
/// use tch_lr_scheduler::predict::{LawKind, LossLaw, MultiPowerLaw, ObservedRun, RateCurve, fit};
///
/// let truth = LossLaw::from(MultiPowerLaw { l0: 2.0, a: 1.0, alpha: 0.5, b: 400.0, c: 2.0, beta: 0.4, gamma: 0.5 });
/// let observed = |name: &str, curve: RateCurve| {
///     let steps: Vec<u64> = (1..=20).map(|part| 50 * part).collect();
///     let losses = truth.losses(&curve, &steps);
///     ObservedRun::new(name, curve, steps.into_iter().zip(losses))
/// };
/// let runs = [
///     observed("constant", RateCurve::held([(0, 1e-3)], 1_000)?)?,
///     observed("step", RateCurve::held([(0, 1e-3), (600, 2e-4)], 1_000)?)?,
/// ];
/// let law = fit(&runs, LawKind::MultiPower)?;
///
/// let unseen = RateCurve::held([(0, 1e-3), (500, 5e-4), (800, 1e-4)], 1_000)?;
/// let predicted = law.predict(&unseen).loss();
/// assert!((predicted / truth.loss(&unseen, 1_000) - 1.0).abs() < 0.01);
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
pub fn fit(runs: &[ObservedRun], kind: LawKind) -> Result<FittedLaw> {
    check::runs(runs)?;
    let mut sorted: Vec<&ObservedRun> = runs.iter().collect();
    sorted.sort_by(|left, right| check::order(left, right));
    let objective = Objective::new(&sorted, kind);
    let mut fits: Vec<_> =
        starts::best(&objective, POLISHED).iter().map(|start| minimize::from(&objective, start, MOST_ITERATIONS)).collect();
    fits.sort_by(|left, right| left.cost.total_cmp(&right.cost));
    let best = fits.first().filter(|fit| fit.cost.is_finite()).ok_or(PredictError::NoFit)?;
    // A second start of L-BFGS forgets an outdated curvature.
    let best = minimize::from(&objective, &best.numbers, MOST_ITERATIONS);
    let resampled = bootstrap::fits(&objective, &best.numbers);
    let seen = sorted.iter().zip(objective.errors(&best.numbers)).map(|(run, error)| SeenRun::of(run, error)).collect();
    Ok(FittedLaw {
        law: objective.law(&best.numbers),
        resampled: resampled.iter().map(|numbers| objective.law(numbers)).collect(),
        seen: Seen { runs: seen, misfit: objective.misfit(&best.numbers) },
    })
}
