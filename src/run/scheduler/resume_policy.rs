use crate::Functions;

/// How a run resumes if its plan has changed since the state was saved.
///
/// If the plan is the same, every policy continues the run bit for bit. If only the number of groups has changed, `SameStep`,
/// `SameFraction`, `SameSamples` and `SameTokens` continue at the saved step, as if
/// [`Scheduler::regroup`](crate::Scheduler::regroup) had been called; the other policies return an error.
///
/// A [cooldown](crate::Scheduler::cool_down) that is under way continues with every policy: each group continues from its current
/// rate, and the cooldown takes as many more steps as it had left. A cooldown that lies ahead, after a jump to an earlier step,
/// still takes as many steps as were requested, and starts from the rates that the plan has at its start.
///
/// The state of a feedback rule is kept if both plans have a rule of this name and type. If the rules differ in their
/// [`Mode`](crate::Mode), only the reductions are kept, and the rule starts with no best metric.
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
    /// Continue with the new plan at the saved step. A cooldown that lies ahead starts at its saved step.
    SameStep,
    /// Continue with the new plan at the same fraction of the run. Both plans need a length of at least 1 step:
    /// [`Plan::total_steps`](crate::Plan::total_steps).
    ///
    /// A run at a whole step continues at a whole step, rounded down: 31 of 90 steps becomes 15 of 45. A run between two steps
    /// continues at the exact time: 50.5 of 100 becomes 101 of 200. A cooldown that lies ahead starts at the same fraction of the
    /// run.
    SameFraction,
    /// Continue with the new plan after the same number of samples, for a run whose batch size or number of workers has changed. Both
    /// plans need the number of samples per step: [`Plan::run`](crate::Plan::run).
    ///
    /// A run at a whole step continues at a whole step, rounded down: after 15 samples in steps of 3, a run with steps of 2 continues
    /// at step 7. [`State::samples`](crate::State::samples) is still 15, so that no sample is lost or counted twice if the number
    /// changes again. A run between two steps continues at the exact time.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, DryRun, Plan, ResumePolicy, RunLength, Scheduler, Span};
    ///
    /// let plan = |batch| -> tch_lr_scheduler::Result<Plan> {
    ///     let run = RunLength::new(Span::samples(64_000.0))?.samples_per_step(batch)?;
    ///     Plan::lr(0.1, CosineAnnealingLr::new(run.steps(Span::percent(100.0))?)?).run(run)
    /// };
    /// let saved = plan(64)?.preview(1, 500)?;
    /// let mut scheduler = Scheduler::start(&plan(32)?, 1, &mut DryRun)?;
    /// let state = scheduler.load_with(saved, ResumePolicy::SameSamples, &mut DryRun)?;
    /// assert_eq!((state.step, state.samples()), (1_000, Some(32_000)));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("batch_size", "world_size"))]
    SameSamples,
    /// Continue with the new plan after the same number of tokens, as [`SameSamples`](Self::SameSamples) does with samples. Both plans
    /// need the number of tokens per step.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ResumePolicy, RunLength, Scheduler};
    ///
    /// let plan = |tokens| Plan::lr(0.1, Constant).run(RunLength::default().tokens_per_step(tokens)?);
    /// let mut scheduler = Scheduler::start(&plan(8_192)?, 1, &mut DryRun)?;
    /// let state = scheduler.load_with(plan(4_096)?.preview(1, 500)?, ResumePolicy::SameTokens, &mut DryRun)?;
    /// assert_eq!((state.step, state.tokens()), (250, Some(2_048_000)));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    SameTokens,
}
