use crate::Functions;

/// How a run resumes if its plan has changed since the state was saved.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, DryRun, Plan, ResumePolicy, Scheduler};
///
/// let saved = Plan::lr(0.1, CosineAnnealingLr::new(100)?).total_steps(100).preview(1, 50)?;
/// let longer = Plan::lr(0.1, CosineAnnealingLr::new(200)?).total_steps(200);
/// let resumed_at = |policy| -> tch_lr_scheduler::Result<u64> {
///     let mut scheduler = Scheduler::start(&longer, 1, &mut DryRun)?;
///     Ok(scheduler.load_with(saved.clone(), policy, &mut DryRun)?.step)
/// };
/// assert_eq!(
///     resumed_at(ResumePolicy::Refuse).unwrap_err().to_string(),
///     "state: the plan has changed since: total_steps was 100, is 200; lr.schedule.T_max was 100, is 200"
/// );
/// assert_eq!(resumed_at(ResumePolicy::SameStep)?, 50);
/// assert_eq!(resumed_at(ResumePolicy::SameFraction)?, 100);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `load_state_dict` replaces the parameters of the new scheduler by the saved ones without a message.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum ResumePolicy {
    /// Return an [`Error::PlanChanged`](crate::Error::PlanChanged), which lists the differences field by field.
    #[default]
    Refuse,
    /// Continue with the saved plan and drop the new one. The [`Functions`] are those that the saved plan names.
    KeepSaved(Functions),
    /// Continue with the new plan at the saved step.
    SameStep,
    /// Continue with the new plan at the same fraction of the run. Both plans need a length:
    /// [`Plan::total_steps`](crate::Plan::total_steps).
    SameFraction,
}
