use super::error::{PredictError, Result};
use super::rate_curve::RateCurve;
use crate::printable;

/// A run that was trained: its rates, and losses that were measured during the run.
///
/// The step of a loss is the number of completed steps before the measurement. A validation loss is best. A training loss is
/// noisier, and the fit takes means over many steps of it.
///
/// ```
/// use tch_lr_scheduler::predict::{ObservedRun, RateCurve};
///
/// let curve = RateCurve::held([(0, 0.1), (600, 0.02)], 1_000)?;
/// let run = ObservedRun::new("step", curve, [(250, 2.0), (500, 1.8), (750, 1.5), (1_000, 1.4)])?;
/// assert_eq!(run.points()[3], (1_000, 1.4));
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedRun {
    name: String,
    curve: RateCurve,
    points: Vec<(u64, f64)>,
    settings: Vec<(String, String)>,
}

impl ObservedRun {
    /// Creates a run from its rates and its losses, each with its step. The order of the losses has no effect. A loss after the end
    /// of the curve counts with the last rate.
    ///
    /// # Errors
    /// [`PredictError::Loss`] if a loss is not finite or not above 0.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{ObservedRun, RateCurve};
    ///
    /// let curve = RateCurve::held([(0, 0.1)], 1_000)?;
    /// let error = ObservedRun::new("run 3", curve, [(500, 2.0), (1_000, f64::INFINITY)]).unwrap_err().to_string();
    /// assert_eq!(error, "run 3: end the run before it diverges: the loss at step 1000 is inf, expected a finite number above 0");
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn new(name: impl Into<String>, curve: RateCurve, points: impl IntoIterator<Item = (u64, f64)>) -> Result<Self> {
        let name = printable(&name.into());
        let mut points: Vec<_> = points.into_iter().collect();
        points.sort_by(|left, right| left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)));
        if let Some((step, found)) = points.iter().copied().find(|(_, loss)| !(loss.is_finite() && *loss > 0.0)) {
            return Err(PredictError::Loss { run: name, step, found });
        }
        Ok(Self { name, curve, points, settings: vec![] })
    }

    /// Records a setting that must be the same in all runs of a fit, such as the batch size or the name of the model.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{LawKind, ObservedRun, RateCurve, fit};
    ///
    /// let run = |name: &str, batch: &str| {
    ///     let curve = RateCurve::held([(0, 0.1)], 1_000)?;
    ///     ObservedRun::new(name, curve, []).map(|run| run.with_setting("batch_size", batch))
    /// };
    /// let error = fit(&[run("first", "32")?, run("second", "64")?], LawKind::MultiPower).unwrap_err();
    /// assert!(error.to_string().starts_with("leave out one of the runs: batch_size is 32 in first and 64 in second"));
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    #[must_use]
    pub fn with_setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push((printable(&name.into()), printable(&value.into())));
        self
    }

    /// The run with another name.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{ObservedRun, RateCurve};
    ///
    /// let run = ObservedRun::new("log", RateCurve::new([0.1])?, [])?;
    /// assert_eq!(run.with_name("cosine").name(), "cosine");
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    #[must_use]
    pub fn with_name(self, name: impl Into<String>) -> Self {
        Self { name: printable(&name.into()), ..self }
    }

    /// The name of the run.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{ObservedRun, RateCurve};
    ///
    /// assert_eq!(ObservedRun::new("cosine", RateCurve::new([0.1])?, [])?.name(), "cosine");
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rates of the run.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{ObservedRun, RateCurve};
    ///
    /// assert_eq!(ObservedRun::new("cosine", RateCurve::new([0.1])?, [])?.curve().peak(), 0.1);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn curve(&self) -> &RateCurve {
        &self.curve
    }

    /// The losses, each with its step, in the order of the steps.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{ObservedRun, RateCurve};
    ///
    /// let run = ObservedRun::new("short", RateCurve::new([0.1; 9])?, [(9, 1.0), (3, 2.0)])?;
    /// assert_eq!(run.points(), [(3, 2.0), (9, 1.0)]);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn points(&self) -> &[(u64, f64)] {
        &self.points
    }

    /// The settings that must be the same in all runs.
    pub(super) fn settings(&self) -> &[(String, String)] {
        &self.settings
    }

    /// The losses after the warm-up and after the first rate above 0. The laws describe only these.
    pub(super) fn usable(&self) -> impl Iterator<Item = (u64, f64)> {
        let is_usable = move |point: &&(u64, f64)| point.0 > self.curve.warmup_steps() && self.curve.sum(point.0) > 0.0;
        self.points.iter().filter(is_usable).copied()
    }
}
