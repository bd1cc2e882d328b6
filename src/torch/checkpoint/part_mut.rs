use crate::{AveragedModel, ResumePolicy, ScheduledOptimizer, Scheduler};
use tch::nn::{Optimizer, VarStore};

/// A network to load from a checkpoint: the name of the saved part, and the objects that it is loaded into.
///
/// ```
/// use tch::{Device, nn};
/// use tch_lr_scheduler::{Constant, PartMut, Plan};
///
/// let mut vs = nn::VarStore::new(Device::Cpu);
/// let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
/// let part = PartMut::new("model", &mut vs, &mut opt);
/// # let _ = part;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "a part is loaded only by `load_parts`"]
pub struct PartMut<'a> {
    pub(super) name: &'a str,
    pub(super) vs: &'a mut VarStore,
    pub(super) target: PartTarget<'a>,
    pub(super) policy: ResumePolicy,
}

/// The objects that a part is loaded into, besides the `VarStore`.
#[derive(Debug)]
pub(super) enum PartTarget<'a> {
    WeightsOnly,
    ScheduledOptimizer(&'a mut ScheduledOptimizer),
    PlainOptimizer(&'a mut Scheduler, &'a mut Optimizer),
    Average(&'a mut u64),
}

impl<'a> PartMut<'a> {
    fn with_target(name: &'a str, vs: &'a mut VarStore, target: PartTarget<'a>) -> Self {
        Self { name, vs, target, policy: ResumePolicy::default() }
    }

    /// Creates a part that loads weights into `vs` and the state into `opt`.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Constant, PartMut, Plan};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
    /// let part = PartMut::new("generator", &mut vs, &mut opt);
    /// # let _ = part;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(name: &'a str, vs: &'a mut VarStore, opt: &'a mut ScheduledOptimizer) -> Self {
        Self::with_target(name, vs, PartTarget::ScheduledOptimizer(opt))
    }

    /// Creates a part that loads weights into `vs` and the state into `scheduler`. The loaded rates are written to `optimizer`.
    ///
    /// ```
    /// # use tch::{Device, nn, nn::OptimizerConfig};
    /// # use tch_lr_scheduler::{Constant, PartMut, Plan};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut optimizer = nn::Adam::default().build(&vs, 0.1)?;
    /// let mut scheduler = Plan::lr(0.1, Constant).start(&vs, &mut optimizer)?;
    /// let part = PartMut::plain("model", &mut vs, &mut scheduler, &mut optimizer);
    /// # let _ = part;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plain(name: &'a str, vs: &'a mut VarStore, scheduler: &'a mut Scheduler, optimizer: &'a mut Optimizer) -> Self {
        Self::with_target(name, vs, PartTarget::PlainOptimizer(scheduler, optimizer))
    }

    /// Creates a part that loads only weights, for example for evaluation. A state that was saved with them is ignored.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::PartMut;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// let part = PartMut::weights("teacher", &mut vs);
    /// # let _ = part;
    /// ```
    pub fn weights(name: &'a str, vs: &'a mut VarStore) -> Self {
        Self::with_target(name, vs, PartTarget::WeightsOnly)
    }

    /// Creates a part that loads averaged weights, and the number of updates in the average.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{AveragedModel, PartMut};
    /// # let mut averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// let part = PartMut::average("average", &mut averaged);
    /// # let _ = part;
    /// ```
    pub fn average(name: &'a str, averaged: &'a mut AveragedModel) -> Self {
        let (vs, n_averaged) = averaged.load_targets();
        Self::with_target(name, vs, PartTarget::Average(n_averaged))
    }

    /// Sets how the run continues if its plan has changed since the save. Default: [`ResumePolicy::Refuse`].
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Constant, PartMut, Plan, ResumePolicy};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
    /// let part = PartMut::new("model", &mut vs, &mut opt).plan_change(ResumePolicy::SameStep);
    /// # let _ = part;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn plan_change(mut self, policy: ResumePolicy) -> Self {
        self.policy = policy;
        self
    }
}
