use super::advance_watch::AdvanceWatch;
use super::groups::Watched;
use crate::run::PreparedLoad;
use crate::{Cooldown, Error, Result, ResumePolicy, Scheduler, State, Warning};
use std::sync::{Arc, Mutex};
use tch::nn::{Optimizer, Variables};

/// A `tch::nn::Optimizer` together with the [`Scheduler`] that sets its hyperparameters. Most programs use this type.
///
/// The training methods have the names that they have in tch. [`advance`](Self::advance) moves the schedule on by one step. There
/// is no `set_lr`, so the rates in libtorch are always the rates of the plan. [`Plan::build`](crate::Plan::build) creates the type.
///
/// New variables in the `VarStore` can add groups later. Such a group follows the plan from its first step on. If the plan does not
/// allow another group, the next call of [`advance`](Self::advance) returns an error.
///
/// ```
/// use tch::{Device, Kind, Tensor, nn, nn::Module};
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, StepLr};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let body = nn::linear(vs.root() / "body", 2, 8, Default::default());
/// let head = nn::linear((vs.root() / "head").set_group(1), 8, 2, Default::default());
///
/// let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(10)?)
///     .lr_group(1, 0.01, StepLr::new(5, 0.5)?)
///     .build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;
///
/// let x = Tensor::randn([16, 2], (Kind::Float, Device::Cpu));
/// let y = x.select(1, 0).gt(0.0).to_kind(Kind::Int64);
/// for epoch in 0..10 {
///     let loss = head.forward(&body.forward(&x).relu()).cross_entropy_for_logits(&y);
///     opt.backward_step(&loss);
///     println!("epoch {epoch}: lr {:.4} and {:.4}", opt.lrs()[0], opt.lrs()[1]);
///     opt.advance()?;
/// }
/// assert_eq!(opt.lrs(), [0.0, 0.0025]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug)]
pub struct ScheduledOptimizer {
    pub(super) optimizer: Optimizer,
    watched: Watched,
    pub(super) scheduler: Scheduler,
    refused_groups: Option<Error>,
    pub(super) warnings: Vec<Warning>,
    pub(super) watch: AdvanceWatch,
}

impl ScheduledOptimizer {
    pub(super) fn new(optimizer: Optimizer, watched: Watched, scheduler: Scheduler, warnings: Vec<Warning>) -> Self {
        Self { optimizer, watched, scheduler, refused_groups: None, warnings, watch: AdvanceWatch::default() }
    }

    /// Writes the plan's values to groups that were added since the last call. An error is stored for [`refused`](Self::refused).
    pub(super) fn look_for_new_groups(&mut self) {
        let followed = match self.watched.look(&mut self.optimizer) {
            Ok(None) => return,
            Ok(Some(groups)) => self.scheduler.regroup(groups, &mut self.optimizer).map(drop),
            Err(error) => Err(error),
        };
        self.refused_groups = followed.err();
    }

    /// Writes the plan's values to new groups, and counts the step that the optimizer makes next.
    pub(super) fn before_optimizer_step(&mut self) {
        self.look_for_new_groups();
        let scheduler = &self.scheduler;
        self.watch.count(|steps| !scheduler.has_same_values_for(steps));
    }

    pub(super) fn checked(&mut self) -> Result<()> {
        self.look_for_new_groups();
        self.refused()
    }

    /// The variables of the `VarStore` that the optimizer trains.
    pub(super) fn variables(&self) -> &Arc<Mutex<Variables>> {
        self.watched.variables()
    }

    /// Returns the stored error if the plan did not allow the groups that were added last.
    pub(super) fn refused(&self) -> Result<()> {
        match &self.refused_groups {
            None => Ok(()),
            Some(refusal) => Err(refusal.clone()),
        }
    }

    /// Advances by one step (an epoch or a batch), and writes the values that have changed to libtorch.
    ///
    /// # Errors
    /// The errors of [`Scheduler::step`].
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.advance()?.lr, [0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn advance(&mut self) -> Result<&State> {
        self.checked()?;
        self.scheduler.step(&mut self.optimizer)?;
        Ok(self.moved())
    }

    fn moved(&mut self) -> &State {
        self.watch.moved();
        self.scheduler.state()
    }

    /// Jumps to `step`, forwards or backwards. Torch's `step(epoch)`.
    ///
    /// # Errors
    /// The errors of [`Scheduler::seek`].
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.seek(2)?.lr, [0.125]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("last_epoch", "set_lr"))]
    pub fn seek(&mut self, step: u64) -> Result<&State> {
        self.checked()?;
        self.scheduler.seek(step, &mut self.optimizer)?;
        Ok(self.moved())
    }

    /// Jumps to `time` (in steps), which may be between two steps. Torch's `step(epoch + i / iters)`.
    ///
    /// # Errors
    /// The errors of [`Scheduler::seek_time`].
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.25)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.seek_time(0.5)?.lr, [0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn seek_time(&mut self, time: f64) -> Result<&State> {
        self.checked()?;
        self.scheduler.seek_time(time, &mut self.optimizer)?;
        Ok(self.moved())
    }

    /// Continues from a state that was saved earlier, and writes every value to libtorch.
    ///
    /// The state does not contain libtorch's momentum buffers and moments. Those are in an
    /// [`OptimizerState`](crate::OptimizerState), which [`load_optimizer_state`](Self::load_optimizer_state) restores.
    /// [`Checkpoints`](crate::Checkpoints) save and load both.
    ///
    /// # Errors
    /// The errors of [`Scheduler::load`].
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// let saved = opt.advance()?.clone();
    /// opt.seek(0)?;
    /// assert_eq!(opt.load(saved)?.lr, [0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "load_state_dict")]
    pub fn load(&mut self, state: State) -> Result<&State> {
        self.checked()?;
        self.scheduler.load(state, &mut self.optimizer)?;
        Ok(self.moved())
    }

    /// Continues from a saved state as [`load`](Self::load) does, with a policy for a plan that has changed since the save.
    ///
    /// # Errors
    /// The errors of [`Scheduler::load_with`].
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// use tch_lr_scheduler::ResumePolicy;
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// let saved = Plan::lr(0.5, ExponentialLr::new(0.1)?).preview(1, 2)?;
    /// let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.load_with(saved, ResumePolicy::SameStep)?.lr, [0.125]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_with(&mut self, state: State, policy: ResumePolicy) -> Result<&State> {
        self.checked()?;
        self.scheduler.load_with(state, policy, &mut self.optimizer)?;
        Ok(self.moved())
    }

    pub(super) fn prepare_load(&mut self, state: State, change: ResumePolicy) -> Result<PreparedLoad> {
        self.checked()?;
        self.scheduler.prepare_load(state, change, &self.optimizer)
    }

    pub(super) fn commit(&mut self, prepared: PreparedLoad) -> Result<&State> {
        self.scheduler.commit(prepared, &mut self.optimizer)?;
        Ok(self.moved())
    }

    /// Starts a cooldown at the current step, from the current rates, as [`Scheduler::cool_down`] describes.
    ///
    /// # Errors
    /// The errors of [`Scheduler::cool_down`].
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{Constant, Plan};
    /// use tch_lr_scheduler::Cooldown;
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// opt.cool_down(Cooldown::to(0.0, 2)?)?;
    /// assert_eq!(opt.advance()?.lr, [0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cool_down(&mut self, cooldown: Cooldown) -> Result<&State> {
        self.checked()?;
        self.scheduler.cool_down(cooldown, &mut self.optimizer)
    }

    /// Separates the optimizer and its scheduler, for code that needs a plain `nn::Optimizer`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// let (mut optimizer, mut scheduler) = opt.into_parts();
    /// scheduler.step(&mut optimizer)?;
    /// assert_eq!(scheduler.lr(), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn into_parts(mut self) -> (Optimizer, Scheduler) {
        self.watch.silence();
        (self.optimizer, self.scheduler)
    }
}
