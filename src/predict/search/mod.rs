mod candidate;
mod family;

use super::error::{PredictError, Result};
use super::fitted_law::FittedLaw;
use super::prediction::Prediction;
pub use candidate::Candidate;
pub use family::Family;

/// The best schedule of a family under a fitted law, from [`search`].
#[derive(Debug, Clone)]
pub struct Search {
    prediction: Prediction,
    /// From the lowest loss to the highest.
    candidates: Vec<Candidate>,
}

/// Finds the schedule of a family that has the lowest loss under a fitted law, for a run of `steps` steps.
///
/// The candidates are a grid over the family, with the longest warm-up of the fitted runs (at most half of the run) and with peaks
/// between the lowest and the highest peak of these runs.
///
/// The law has the last word only as far as it is right. [`Search::is_within_noise`] says if the differences are smaller than the
/// interval of the best prediction.
///
/// # Errors
/// [`PredictError::Other`] if `steps` is 0.
///
/// ```
/// use tch_lr_scheduler::predict::{Family, LawKind, LossLaw, MultiPowerLaw, ObservedRun, RateCurve, fit, search};
///
/// # let truth = LossLaw::from(MultiPowerLaw { l0: 2.0, a: 1.0, alpha: 0.5, b: 400.0, c: 2.0, beta: 0.4, gamma: 0.5 });
/// # let observed = |name: &str, curve: RateCurve| {
/// #     let steps: Vec<u64> = (1..=20).map(|part| 50 * part).collect();
/// #     let losses = truth.losses(&curve, &steps);
/// #     ObservedRun::new(name, curve, steps.into_iter().zip(losses))
/// # };
/// let runs = [
///     observed("constant", RateCurve::held([(0, 1e-3)], 1_000)?)?,
///     observed("step", RateCurve::held([(0, 1e-3), (600, 2e-4)], 1_000)?)?,
/// ];
/// let law = fit(&runs, LawKind::MultiPower)?;
/// let search = search(&law, Family::Cosine, 1_000)?;
/// let losses: Vec<f64> = search.candidates().iter().map(|candidate| candidate.loss).collect();
/// assert!(losses.is_sorted());
/// assert_eq!(search.best().unwrap().plan.run_length(), Some(1_000));
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
pub fn search(law: &FittedLaw, family: Family, steps: u64) -> Result<Search> {
    let mut candidates = family.candidates(law, steps)?;
    candidates.sort_by(|left, right| left.loss.total_cmp(&right.loss));
    let best = candidates.first().ok_or(PredictError::NoFit)?;
    let prediction = law.predict_plan(&best.plan, 1, None)?;
    Ok(Search { prediction, candidates })
}

impl Search {
    /// The candidate with the lowest loss.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{Family, FittedLaw, search};
    /// let search = search(&FittedLaw::open("law.json")?, Family::Wsd, 10_000)?;
    /// if let Some(best) = search.best() {
    ///     best.plan.spec().write("best.toml")?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn best(&self) -> Option<&Candidate> {
        self.candidates.first()
    }

    /// The prediction for the best candidate.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{Family, FittedLaw, search};
    /// println!("{}", search(&FittedLaw::open("law.json")?, Family::Wsd, 10_000)?.prediction());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
    }

    /// All candidates, from the lowest loss to the highest.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{Family, FittedLaw, search};
    /// for candidate in search(&FittedLaw::open("law.json")?, Family::Wsd, 10_000)?.candidates() {
    ///     println!("{:.4} {}", candidate.loss, candidate.description);
    /// }
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The candidates whose loss is in the interval of the best one, from the lowest loss to the highest. The law cannot tell them
    /// from the best.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{Family, FittedLaw, search};
    /// let search = search(&FittedLaw::open("law.json")?, Family::Wsd, 10_000)?;
    /// println!("{} of {} are as good", search.as_good().len(), search.candidates().len());
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn as_good(&self) -> &[Candidate] {
        let count = self.candidates.partition_point(|candidate| candidate.loss <= self.prediction.high());
        &self.candidates[..count]
    }

    /// Whether all candidates are in the interval of the best one, so that the choice is within the noise.
    ///
    /// ```no_run
    /// # use tch_lr_scheduler::predict::{Family, FittedLaw, search};
    /// if search(&FittedLaw::open("law.json")?, Family::Cosine, 10_000)?.is_within_noise() {
    ///     println!("the final value makes no difference that the law can see");
    /// }
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn is_within_noise(&self) -> bool {
        self.as_good().len() == self.candidates.len()
    }
}
