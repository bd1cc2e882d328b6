use super::RateCurve;
use crate::Plan;
use crate::predict::error::{PredictError, Result};

/// The largest number of steps whose rates are read one by one.
const MOST_STEPS: u64 = 1 << 18;

impl RateCurve {
    /// The rates of one parameter group of a plan, for an optimizer with `groups` groups, in a run of `steps` steps. If `steps` is
    /// `None`, the plan's own length.
    ///
    /// The rates are those without a metric: a feedback rule of the plan has no effect. Of a run with more than 262,144 steps, at
    /// most as many rates are read, at equal distances, each in the middle of the steps for which it stands. A jump of the rate
    /// then moves by less than a part in 200,000 of the run.
    ///
    /// # Errors
    /// - [`PredictError::NoLength`] if neither `steps` nor the plan gives a length.
    /// - [`PredictError::Rate`] if a rate is negative, or if all are 0.
    /// - [`PredictError::Other`] as [`Plan::trace`], and if the optimizer has no such group.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    /// use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule};
    ///
    /// let plan = Plan::lr(0.1, CosineAnnealingLr::new(900)?.warmup(100)?).total_steps(1_000);
    /// let curve = RateCurve::of_plan(&plan, 1, 0, None)?;
    /// assert_eq!((curve.steps(), curve.warmup_steps(), curve.peak()), (1_000, 99, 0.1));
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn of_plan(plan: &Plan, groups: usize, group: usize, steps: Option<u64>) -> Result<Self> {
        let steps = steps.or(plan.run_length()).ok_or(PredictError::NoLength)?;
        Self::sampled(plan, groups, group, steps, MOST_STEPS)
    }

    /// As [`of_plan`](Self::of_plan), with at most `most` rates.
    pub(in crate::predict) fn sampled(plan: &Plan, groups: usize, group: usize, steps: u64, most: u64) -> Result<Self> {
        let stride = steps.div_ceil(most).max(1);
        let mut trace = plan.clone().silent().trace(groups)?;
        let absent = || {
            let setting = crate::Setting::of_group(crate::Hyperparameter::Lr, group);
            PredictError::Other(crate::Error::AbsentGroup { setting, groups })
        };
        let mut rates = Vec::with_capacity(steps.div_ceil(stride) as usize);
        let mut start = 0;
        while start < steps {
            let middle = start + (stride - 1).min(steps - 1 - start) / 2;
            let rate = *trace.at(middle)?.lr.get(group).ok_or_else(absent)?;
            rates.push((start, rate));
            start = start.saturating_add(stride);
        }
        Self::held(rates, steps)
    }
}
