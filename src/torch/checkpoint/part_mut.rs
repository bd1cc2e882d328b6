use super::json_target::JsonTarget;
use crate::{AveragedModel, ResumePolicy, ScheduledOptimizer, Scheduler};
use serde::de::DeserializeOwned;
use tch::Tensor;
use tch::nn::{Optimizer, VarStore};

/// Something to load from a checkpoint: the name of the saved part, and the objects that it is loaded into.
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
    pub(super) target: PartTarget<'a>,
    /// `None` for the policy of the load.
    pub(super) policy: Option<ResumePolicy>,
    pub(super) optimizer_state: bool,
}

/// The objects that a part is loaded into.
#[derive(Debug)]
pub(super) enum PartTarget<'a> {
    Weights(&'a mut VarStore),
    Average(&'a mut AveragedModel),
    ScheduledOptimizer(&'a mut VarStore, &'a mut ScheduledOptimizer),
    PlainOptimizer(&'a mut VarStore, &'a mut Scheduler, &'a mut Optimizer),
    Tensors(Vec<(String, &'a mut Tensor)>),
    Json(JsonTarget<'a>),
}

impl<'a> PartMut<'a> {
    fn of(name: &'a str, target: PartTarget<'a>) -> Self {
        Self { name, target, policy: None, optimizer_state: true }
    }

    /// Creates a part that loads weights into `vs`, and the states of the optimizer and of the schedule into `opt`.
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
        Self::of(name, PartTarget::ScheduledOptimizer(vs, opt))
    }

    /// Creates a part that loads weights into `vs`, the state of the schedule into `scheduler`, and the state of the optimizer into
    /// `optimizer`. The loaded rates are written to `optimizer`.
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
        Self::of(name, PartTarget::PlainOptimizer(vs, scheduler, optimizer))
    }

    /// Creates a part that loads only weights, for example for evaluation. States that were saved with them are ignored.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::PartMut;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// let part = PartMut::weights("teacher", &mut vs);
    /// # let _ = part;
    /// ```
    pub fn weights(name: &'a str, vs: &'a mut VarStore) -> Self {
        Self::of(name, PartTarget::Weights(vs))
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
        Self::of(name, PartTarget::Average(averaged))
    }

    /// Creates a part that loads saved tensors into tensors of the same names, shapes and kinds. The devices may differ.
    ///
    /// ```
    /// # use tch::Tensor;
    /// # use tch_lr_scheduler::PartMut;
    /// let mut scale = Tensor::from(1.0);
    /// let part = PartMut::tensors("scaler", [("scale", &mut scale)]);
    /// # let _ = part;
    /// ```
    pub fn tensors<N: Into<String>>(name: &'a str, tensors: impl IntoIterator<Item = (N, &'a mut Tensor)>) -> Self {
        let tensors = tensors.into_iter().map(|(name, tensor)| (name.into(), tensor)).collect();
        Self::of(name, PartTarget::Tensors(tensors))
    }

    /// Creates a part that loads a value of the program from JSON.
    ///
    /// ```
    /// # use tch_lr_scheduler::PartMut;
    /// let mut position: (u64, u64) = (0, 0);
    /// let part = PartMut::json("position", &mut position);
    /// # let _ = part;
    /// ```
    pub fn json<T: DeserializeOwned>(name: &'a str, value: &'a mut T) -> Self {
        Self::of(name, PartTarget::Json(JsonTarget::new(value)))
    }

    /// Sets how the run continues if its plan has changed since the save. Default: the policy of the load, which is
    /// [`ResumePolicy::Refuse`] for [`load_parts`](crate::Checkpoint::load_parts).
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Constant, PartMut, Plan, ResumePolicy};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
    /// let part = PartMut::new("model", &mut vs, &mut opt).resume_policy(ResumePolicy::SameStep);
    /// # let _ = part;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn resume_policy(mut self, policy: ResumePolicy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Leaves the momentum buffers and moments of the optimizer as they are.
    /// [`LoadOptions::without_optimizer_state`](crate::LoadOptions::without_optimizer_state) describes the effect.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Constant, PartMut, Plan};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
    /// let part = PartMut::new("model", &mut vs, &mut opt).without_optimizer_state();
    /// # let _ = part;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn without_optimizer_state(mut self) -> Self {
        self.optimizer_state = false;
        self
    }
}
