use crate::checkpoint::{VALID_PART_NAME, is_reserved_part_name, is_valid_part_name};
use crate::{AveragedModel, Error, Result, ScheduledOptimizer, Scheduler};
use serde::Serialize;
use tch::Tensor;
use tch::nn::{Optimizer, VarStore};

/// Something to save in a checkpoint, under a name: a network with its optimizer, weights, or data of the program.
///
/// The name is part of file names, such as `generator.safetensors`. A valid name has 1 to 64 ASCII letters, digits, `_` and
/// `-`, and is neither `checkpoint` nor `random_generators`. Two names in a checkpoint must differ in more than upper and lower
/// case, because some file systems ignore case. [`Checkpoints::save_parts`](crate::Checkpoints::save_parts) checks the names.
///
/// ```
/// use tch::{Device, nn};
/// use tch_lr_scheduler::{AveragedModel, Constant, Part, Plan};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
/// let averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
/// let (epoch, batch) = (3, 1200);
/// let parts = [
///     Part::new("model", &vs, &opt),
///     Part::average("average", &averaged),
///     Part::json("position", &(epoch, batch))?,
/// ];
/// # let _ = parts;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a part is saved only by `save_parts`"]
pub struct Part<'a> {
    pub(super) name: &'a str,
    pub(super) content: PartContent<'a>,
}

#[derive(Debug, Clone)]
pub(super) enum PartContent<'a> {
    Weights(&'a VarStore),
    Average(&'a AveragedModel),
    ScheduledOptimizer(&'a VarStore, &'a ScheduledOptimizer),
    PlainOptimizer(&'a VarStore, &'a Scheduler, &'a Optimizer),
    Tensors(Vec<(String, &'a Tensor)>),
    Json(String),
}

impl<'a> Part<'a> {
    /// Creates a part from a network and its optimizer: the weights, the state of the optimizer and the state of the schedule.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Constant, Part, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
    /// let part = Part::new("generator", &vs, &opt);
    /// # let _ = part;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(name: &'a str, vs: &'a VarStore, opt: &'a ScheduledOptimizer) -> Self {
        Self { name, content: PartContent::ScheduledOptimizer(vs, opt) }
    }

    /// Creates a part from a network, its scheduler and its plain optimizer. It saves the same as [`new`](Self::new).
    ///
    /// ```
    /// # use tch::{Device, nn, nn::OptimizerConfig};
    /// # use tch_lr_scheduler::{Constant, Part, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let mut optimizer = nn::Adam::default().build(&vs, 0.1)?;
    /// let scheduler = Plan::lr(0.1, Constant).start(&vs, &mut optimizer)?;
    /// let part = Part::plain("model", &vs, &scheduler, &optimizer);
    /// # let _ = part;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plain(name: &'a str, vs: &'a VarStore, scheduler: &'a Scheduler, optimizer: &'a Optimizer) -> Self {
        Self { name, content: PartContent::PlainOptimizer(vs, scheduler, optimizer) }
    }

    /// Creates a part from weights only.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::Part;
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// let part = Part::weights("teacher", &vs);
    /// # let _ = part;
    /// ```
    pub fn weights(name: &'a str, vs: &'a VarStore) -> Self {
        Self { name, content: PartContent::Weights(vs) }
    }

    /// Creates a part from averaged weights and the number of updates in the average.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{AveragedModel, Part};
    /// # let averaged = AveragedModel::equal(nn::VarStore::new(Device::Cpu));
    /// let part = Part::average("average", &averaged);
    /// # let _ = part;
    /// ```
    pub fn average(name: &'a str, averaged: &'a AveragedModel) -> Self {
        Self { name, content: PartContent::Average(averaged) }
    }

    /// Creates a part from named tensors of the program, such as the state of an optimizer that is not tch's.
    ///
    /// [`PartMut::tensors`](crate::PartMut::tensors) loads them into existing tensors, and
    /// [`Checkpoint::tensors_of`](crate::Checkpoint::tensors_of) returns them.
    ///
    /// ```
    /// # use tch::Tensor;
    /// # use tch_lr_scheduler::Part;
    /// let scale = Tensor::from(65_536.0);
    /// let part = Part::tensors("scaler", [("scale", &scale)]);
    /// # let _ = part;
    /// ```
    pub fn tensors<N: Into<String>>(name: &'a str, tensors: impl IntoIterator<Item = (N, &'a Tensor)>) -> Self {
        let tensors = tensors.into_iter().map(|(name, tensor)| (name.into(), tensor)).collect();
        Self { name, content: PartContent::Tensors(tensors) }
    }

    /// Creates a part from a value of the program, such as the position in the data. It is saved as JSON.
    ///
    /// [`PartMut::json`](crate::PartMut::json) loads it, and [`Checkpoint::json_of`](crate::Checkpoint::json_of) returns it. JSON
    /// has no NaN and no infinity: `serde_json` writes `null` for them.
    ///
    /// # Errors
    /// [`Error::Data`] if the value cannot be written as JSON, for example a map whose keys are not texts.
    ///
    /// ```
    /// use tch_lr_scheduler::Part;
    ///
    /// let (epoch, batch) = (3, 1200);
    /// let part = Part::json("position", &(epoch, batch))?;
    /// # let _ = part;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn json<T: Serialize + ?Sized>(name: &'a str, value: &T) -> Result<Self> {
        let text = serde_json::to_string_pretty(value);
        let text = text.map_err(|error| Error::data(name, "a value that JSON can contain", error.to_string()))?;
        Ok(Self { name, content: PartContent::Json(text) })
    }
}

/// Checks that every name is valid, and that no two parts and no two tensors of a part have the same name.
pub(super) fn check_names(parts: &[Part<'_>]) -> Result<()> {
    for (index, part) in parts.iter().enumerate() {
        if !is_valid_part_name(part.name) {
            return Err(refused(VALID_PART_NAME, format!("{:?}", part.name)));
        }
        if is_reserved_part_name(part.name) {
            let bound = "named otherwise, because the checkpoint has a file of this name";
            return Err(refused(bound, format!("{:?}", part.name)));
        }
        // Some file systems ignore case.
        if let Some(other) = parts[..index].iter().find(|other| other.name.eq_ignore_ascii_case(part.name)) {
            let found = format!("{:?} and {:?}", other.name, part.name);
            return Err(refused("named differently, not only in upper and lower case", found));
        }
        if let PartContent::Tensors(tensors) = &part.content {
            let mut names: Vec<_> = tensors.iter().map(|(name, _)| name).collect();
            names.sort();
            if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
                let bound = format!("{}: tensors with different names", part.name);
                return Err(refused(&bound, format!("{:?} twice", pair[0])));
            }
        }
    }
    Ok(())
}

/// The step of a checkpoint of these parts: the step of the first state.
pub(super) fn step_of(parts: &[Part<'_>]) -> Result<u64> {
    let state = |part: &Part<'_>| match &part.content {
        PartContent::ScheduledOptimizer(_, opt) => Some(opt.state().step),
        PartContent::PlainOptimizer(_, scheduler, _) => Some(scheduler.state().step),
        _ => None,
    };
    let missing = || refused("a list with at least one state, as `Part::new` has it", "none".into());
    parts.iter().find_map(state).ok_or_else(missing)
}

fn refused(bound: &str, found: String) -> Error {
    Error::parameter("Checkpoints", "parts", bound, found)
}
