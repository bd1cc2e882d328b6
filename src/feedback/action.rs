use crate::data::word_enum;

/// What a feedback rule asks the training loop to do. [`Response`](crate::Response) contains it.
///
/// If several rules ask for something, the loop gets the one that comes last in this list.
///
/// ```
/// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Plan, Scheduler};
///
/// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(2)?);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// let actions = [0.9, 0.9, 0.9].map(|loss| scheduler.metric(loss, &mut DryRun).unwrap().action);
/// assert_eq!(actions, [Action::Continue, Action::Continue, Action::Stop]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Action {
    /// Train on. `"continue"` in a state file.
    #[default]
    Continue,
    /// Leave out the optimizer step of this batch: call no `step` and no `backward_step`, and set its gradients to zero.
    /// `"skip_step"` in a state file.
    SkipStep,
    /// Load the weights of the best checkpoint, and leave out the optimizer step of this batch. `"restore_best"` in a state file.
    RestoreBest,
    /// End the training. `"stop"` in a state file.
    Stop,
}

word_enum!(Action { Continue = "continue", SkipStep = "skip_step", RestoreBest = "restore_best", Stop = "stop" });
