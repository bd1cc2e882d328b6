use super::manifest::Entry;
use super::sum::Sum;
use super::weights;
use crate::data::file;
use crate::error::check;
use crate::{AveragedModel, Result, ResumePolicy, ScheduledOptimizer, Scheduler, State};
use std::path::{Path, PathBuf};
use tch::nn::{Optimizer, VarStore};

/// One network of a checkpoint on its way out: its weights, and what else belongs to them.
///
/// Names have letters, digits, `_` and `-`, for files are called by them.
///
/// ```
/// use tch::{Device, nn};
/// use tch_lr_scheduler::{AveragedModel, Constant, Part, Plan};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
/// let averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
/// let parts = [Part::new("model", &vs, opt.state()), Part::average("average", &averaged)];
/// # let _ = parts;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    name: &'a str,
    vs: &'a VarStore,
    state: Option<&'a State>,
    n_averaged: Option<u64>,
}

impl<'a> Part<'a> {
    /// A network and the state of the schedule that trains it.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Constant, Part, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
    /// let part = Part::new("generator", &vs, opt.state());
    /// # let _ = part;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(name: &'a str, vs: &'a VarStore, state: &'a State) -> Self {
        Self { state: Some(state), ..Self::weights(name, vs) }
    }

    /// Weights alone.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::Part;
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// let part = Part::weights("teacher", &vs);
    /// # let _ = part;
    /// ```
    pub fn weights(name: &'a str, vs: &'a VarStore) -> Self {
        Self { name, vs, state: None, n_averaged: None }
    }

    /// An average, and how many updates it holds.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{AveragedModel, Part};
    /// # let averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// let part = Part::average("average", &averaged);
    /// # let _ = part;
    /// ```
    pub fn average(name: &'a str, averaged: &'a AveragedModel) -> Self {
        Self { n_averaged: Some(averaged.n_averaged()), ..Self::weights(name, averaged.vs()) }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(String, Entry)> {
        let weights = weights::write(self.vs, &weights_path(folder, self.name))?;
        let write_state = |state: &State| {
            let path = state_path(folder, self.name);
            file::write(&path, state.to_json()?.as_bytes())?;
            Sum::of(&path)
        };
        let state = self.state.map(write_state).transpose()?;
        Ok((self.name.into(), Entry { weights, state, n_averaged: self.n_averaged }))
    }
}

pub(super) fn weights_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.safetensors"))
}

pub(super) fn state_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.state.json"))
}

/// The step that a checkpoint of these parts goes by.
pub(super) fn checked_step(parts: &[Part<'_>]) -> Result<u64> {
    let ensure = |holds, bound: &str, found: &str| check::ensure(holds, "Checkpoints", "parts", bound, found);
    for (index, part) in parts.iter().enumerate() {
        let is_plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let fits = (1..=64).contains(&part.name.len()) && is_plain(part.name);
        ensure(fits, "named by 1 to 64 letters, digits, _ and -", part.name)?;
        // Some file systems do not tell capitals from small letters.
        let is_new = parts[..index].iter().all(|other| !other.name.eq_ignore_ascii_case(part.name));
        ensure(is_new, "named once each", part.name)?;
    }
    let step = parts.iter().find_map(|part| part.state).map(|state| state.step);
    step.map_or_else(|| ensure(false, "at least one with a state", "none").map(|()| 0), Ok)
}

/// One network of a checkpoint on its way in: where it is loaded to.
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
pub struct PartMut<'a> {
    pub(super) name: &'a str,
    pub(super) vs: &'a mut VarStore,
    pub(super) rest: Rest<'a>,
    pub(super) change: ResumePolicy,
}

/// What is loaded beside the weights.
#[derive(Debug)]
pub(super) enum Rest<'a> {
    Nothing,
    Scheduled(&'a mut ScheduledOptimizer),
    Plain(&'a mut Scheduler, &'a mut Optimizer),
    Average(&'a mut u64),
}

impl<'a> PartMut<'a> {
    fn with(name: &'a str, vs: &'a mut VarStore, rest: Rest<'a>) -> Self {
        Self { name, vs, rest, change: ResumePolicy::default() }
    }

    /// A network and the optimizer that trains it.
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
        Self::with(name, vs, Rest::Scheduled(opt))
    }

    /// A network, its plain optimizer, and the scheduler beside that.
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
        Self::with(name, vs, Rest::Plain(scheduler, optimizer))
    }

    /// Weights alone, as for evaluation; a state that was saved with them is passed over.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::PartMut;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// let part = PartMut::weights("teacher", &mut vs);
    /// # let _ = part;
    /// ```
    pub fn weights(name: &'a str, vs: &'a mut VarStore) -> Self {
        Self::with(name, vs, Rest::Nothing)
    }

    /// An average, and how many updates it holds.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{AveragedModel, PartMut};
    /// # let mut averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// let part = PartMut::average("average", &mut averaged);
    /// # let _ = part;
    /// ```
    pub fn average(name: &'a str, averaged: &'a mut AveragedModel) -> Self {
        let (vs, n_averaged) = averaged.as_mut();
        Self::with(name, vs, Rest::Average(n_averaged))
    }

    /// What becomes of the run where its plan has changed since; default [`ResumePolicy::Refuse`].
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
    pub fn plan_change(mut self, change: ResumePolicy) -> Self {
        self.change = change;
        self
    }
}
