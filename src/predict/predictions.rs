use super::error::Result;
use super::fitted_law::FittedLaw;
use super::prediction::{self, Prediction};
use super::rate_curve::RateCurve;
use super::warning::PredictWarning;
use crate::Plan;

impl FittedLaw {
    /// Predicts the loss of a run with these rates.
    ///
    /// Of a long run, the changes of the rate are counted in groups, in bounded time: at most about 3,200 groups for at most 128
    /// steps. The predicted loss differs from that of [`LossLaw::losses`](super::LossLaw::losses) by less than 2 parts in 10,000,
    /// or a part in 1,000 if the rate has noise at every step.
    ///
    /// ```no_run
    /// use tch_lr_scheduler::predict::{FittedLaw, RateCurve};
    ///
    /// let curve = RateCurve::held([(0, 1e-3), (8_000, 1e-4)], 10_000)?;
    /// println!("{}", FittedLaw::open("law.json")?.predict(&curve));
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn predict(&self, curve: &RateCurve) -> Prediction {
        prediction::of(self, curve)
    }

    /// Predicts the loss of a plan, from the rates of the first parameter group of an optimizer with `groups` groups. `steps` is
    /// the length of the run, or `None` for that of the plan. For another group, use [`predict`](Self::predict) with
    /// [`RateCurve::of_plan`].
    ///
    /// # Errors
    /// As [`RateCurve::of_plan`].
    ///
    /// ```no_run
    /// use tch_lr_scheduler::PlanSpec;
    /// use tch_lr_scheduler::predict::FittedLaw;
    ///
    /// let plan = PlanSpec::read("plan.toml")?.plan()?;
    /// println!("{}", FittedLaw::open("law.json")?.predict_plan(&plan, 1, Some(10_000))?);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn predict_plan(&self, plan: &Plan, groups: usize, steps: Option<u64>) -> Result<Prediction> {
        let prediction = self.predict(&RateCurve::of_plan(plan, groups, 0, steps)?);
        Ok(if plan.has_feedback() { prediction.with(PredictWarning::Feedback) } else { prediction })
    }
}
