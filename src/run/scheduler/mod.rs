mod check_state;
mod cooldown_start;
mod hyperparameter_values;
mod resume_policy;
mod rule_backup;
mod same_bits;
mod same_count;
mod scalars;
mod values;

// The documentation lists the methods of a scheduler in the order of these modules.
mod start;

mod step;

mod metric;

mod cool_down;
mod load;
mod regroup;
mod rewrite;

#[cfg(feature = "tch")]
pub(crate) use load::PreparedLoad;
pub use resume_policy::ResumePolicy;

#[cfg(feature = "tch")]
use crate::schedule::Time;
use crate::{Plan, State};
use rule_backup::RuleBackup;
use values::Values;

/// The scheduler of a run: it counts steps, and writes the values that have changed to an optimizer.
///
/// A scheduler does not own the optimizer. Use it (level 1) for code that must keep its own optimizer, and pass the same optimizer
/// to every method. `ScheduledOptimizer` (level 2) owns its optimizer, so that no other can be passed by mistake.
///
/// # Examples
///
/// With tch, `Plan::start` creates a scheduler:
///
#[cfg_attr(feature = "tch", doc = "```")]
#[cfg_attr(not(feature = "tch"), doc = "```ignore")]
/// use tch::{Device, nn, nn::OptimizerConfig};
/// use tch_lr_scheduler::{Plan, StepLr};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let net = nn::linear(vs.root(), 4, 2, Default::default());
/// let mut optimizer = nn::Sgd::default().build(&vs, 0.1)?;
///
/// let mut scheduler = Plan::lr(0.1, StepLr::new(30, 0.1)?).start(&vs, &mut optimizer)?;
/// for epoch in 0..90 {
///     // ... optimizer.backward_step(&loss) for each batch ...
///     scheduler.step(&mut optimizer)?;
/// }
/// assert_eq!(scheduler.state().step, 90);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.LRScheduler`: `scheduler.step()` is [`step(&mut optimizer)`](Self::step).
#[doc(alias = "LRScheduler")]
#[derive(Debug)]
pub struct Scheduler {
    plan: Plan,
    values: Values,
    state: State,
    /// The states of the feedback rules before the last metric, kept so that a metric allocates no memory.
    backup: RuleBackup,
}

impl Scheduler {
    /// The current state of the run.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// scheduler.step(&mut DryRun)?;
    /// assert_eq!((scheduler.state().step, &scheduler.state().lr[..]), (1, &[0.1][..]));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The current learning rate of group 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// scheduler.step(&mut DryRun)?;
    /// assert_eq!(scheduler.lr(), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("get_lr", "get_last_lr"))]
    pub fn lr(&self) -> f64 {
        self.state.lr[0]
    }

    /// The current learning rate of each group. Torch's `get_last_lr()`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.2, Constant);
    /// let scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    /// assert_eq!(scheduler.lrs(), [0.1, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "get_last_lr")]
    pub fn lrs(&self) -> &[f64] {
        &self.state.lr
    }

    /// Whether no schedule reports a change of its value during the next `steps` steps.
    #[cfg(feature = "tch")]
    pub(crate) fn has_same_values_for(&self, steps: u64) -> bool {
        let time = self.state.time();
        self.values.are_written_at(Time { step: time.step.saturating_add(steps), ..time })
    }

    pub(crate) fn into_state(self) -> State {
        self.state
    }
}
