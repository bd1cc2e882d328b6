use super::groups::Watched;
use crate::run::PreparedLoad;
use crate::{Cooldown, Error, Reduction, Result, ResumePolicy, Scheduler, State};
use std::sync::{Arc, Mutex};
use tch::nn::{Optimizer, Variables};

/// A `tch::nn::Optimizer` that follows a plan: level 2, the front door.
///
/// It has tch's own training methods under tch's own names, and [`advance`](Self::advance) to move the schedule on. The rate
/// cannot be set behind the plan's back; what the plan says is what libtorch uses.
///
/// Groups may be born later, by new variables in the `VarStore`: they follow the plan from their first step on. Where the plan has
/// no place for them, the next [`advance`](Self::advance) says so.
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
    scheduler: Scheduler,
    refused_groups: Option<Error>,
}

impl ScheduledOptimizer {
    pub(super) fn new(optimizer: Optimizer, watched: Watched, scheduler: Scheduler) -> Self {
        Self { optimizer, watched, scheduler, refused_groups: None }
    }

    /// Gives groups that were born since the last step what the plan says, before they are trained.
    pub(super) fn look_for_new_groups(&mut self) {
        let followed = match self.watched.look(&mut self.optimizer) {
            Ok(None) => return,
            Ok(Some(groups)) => self.scheduler.regroup(groups, &mut self.optimizer).map(drop),
            Err(error) => Err(error),
        };
        self.refused_groups = followed.err();
    }

    pub(super) fn checked(&mut self) -> Result<()> {
        self.look_for_new_groups();
        self.refused()
    }

    /// The variables of the store that the optimizer trains.
    pub(super) fn variables(&self) -> &Arc<Mutex<Variables>> {
        self.watched.variables()
    }

    /// The error of the last groups that were added, if the plan has no place for them.
    pub(super) fn refused(&self) -> Result<()> {
        match &self.refused_groups {
            None => Ok(()),
            Some(refusal) => Err(refusal.clone()),
        }
    }

    /// Moves the schedule on by one step, an epoch or a batch, and writes what changed to libtorch.
    ///
    /// # Errors
    /// As [`Scheduler::step`].
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
        self.scheduler.step(&mut self.optimizer)
    }

    /// Jumps to a step, to and fro: torch's `step(epoch)`.
    ///
    /// # Errors
    /// As [`Scheduler::seek`].
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
    pub fn seek(&mut self, step: u64) -> Result<&State> {
        self.checked()?;
        self.scheduler.seek(step, &mut self.optimizer)
    }

    /// Jumps to a time that may be between two steps: torch's `step(epoch + i / iters)`.
    ///
    /// # Errors
    /// As [`Scheduler::seek_time`].
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
        self.scheduler.seek_time(time, &mut self.optimizer)
    }

    /// Tells the feedback rule a metric, once an epoch and before [`advance`](Self::advance); it writes the reduction that it
    /// returns.
    ///
    /// # Errors
    /// As [`Scheduler::metric`].
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// let plan = Plan::lr(0.5, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
    /// let mut opt = plan.build(&vs, nn::Sgd::default())?;
    /// opt.metric(0.9)?;
    /// if let Some(reduction) = opt.metric(0.9)? {
    ///     println!("{reduction}"); // Epoch     1: reducing learning rate of group 0 to 5.0000e-02.
    /// }
    /// assert_eq!(opt.lr(), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric(&mut self, metric: impl Into<f64>) -> Result<Option<Reduction>> {
        self.checked()?;
        self.scheduler.metric(metric, &mut self.optimizer)
    }

    /// Continues from a state that was taken earlier, and writes every value to libtorch again.
    ///
    /// libtorch's own state (momentum buffers, Adam's moments) is not part of it: that is an
    /// [`OptimizerState`](crate::OptimizerState), which [`put_optimizer_state`](Self::put_optimizer_state) restores.
    ///
    /// # Errors
    /// As [`Scheduler::load`].
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
    pub fn load(&mut self, state: State) -> Result<&State> {
        self.checked()?;
        self.scheduler.load(state, &mut self.optimizer)
    }

    /// As [`load`](Self::load), where the plan may have changed since the state was saved.
    ///
    /// # Errors
    /// As [`Scheduler::load_with`].
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
    pub fn load_with(&mut self, state: State, change: ResumePolicy) -> Result<&State> {
        self.checked()?;
        self.scheduler.load_with(state, change, &mut self.optimizer)
    }

    pub(super) fn prepare_load(&mut self, state: State, change: ResumePolicy) -> Result<PreparedLoad> {
        self.checked()?;
        self.scheduler.prepare_load(state, change, &self.optimizer)
    }

    pub(super) fn commit(&mut self, prepared: PreparedLoad) -> Result<&State> {
        self.scheduler.commit(prepared, &mut self.optimizer)
    }

    /// Begins a cooldown at this step, from the rates in force.
    ///
    /// # Errors
    /// As [`Scheduler::cool_down`].
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

    /// Everything that changes, as it is now.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.state().step, 0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state(&self) -> &State {
        self.scheduler.state()
    }

    /// The learning rate in force, of group 0.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.lr(), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr(&self) -> f64 {
        self.scheduler.lr()
    }

    /// The learning rates in force, one a group: torch's `get_last_lr()`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.lrs(), [0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "get_last_lr")]
    pub fn lrs(&self) -> &[f64] {
        self.scheduler.lrs()
    }

    /// The plain optimizer and its scheduler, apart.
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
    pub fn into_parts(self) -> (Optimizer, Scheduler) {
        (self.optimizer, self.scheduler)
    }
}
