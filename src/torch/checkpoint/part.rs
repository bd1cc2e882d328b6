use crate::{AveragedModel, Error, Result, State};
use tch::nn::VarStore;

/// A network to save in a checkpoint: a name, weights, and optionally a state or the number of averaged updates.
///
/// The name is part of file names, such as `generator.safetensors`. A valid name has 1 to 64 ASCII letters, digits, `_` and
/// `-`. Two names in a checkpoint must differ in more than upper and lower case, because some file systems ignore case.
/// [`Checkpoints::save_parts`](crate::Checkpoints::save_parts) checks the names.
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
    pub(super) name: &'a str,
    pub(super) vs: &'a VarStore,
    pub(super) state: Option<&'a State>,
    pub(super) n_averaged: Option<u64>,
}

impl<'a> Part<'a> {
    /// Creates a part from a network and the state of the schedule that trains it.
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
        Self { name, vs, state: None, n_averaged: None }
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
        Self { n_averaged: Some(averaged.n_averaged()), ..Self::weights(name, averaged.vs()) }
    }
}

/// Checks that every name is valid and that no two parts have the same name.
pub(super) fn check_names(parts: &[Part<'_>]) -> Result<()> {
    for (index, part) in parts.iter().enumerate() {
        let is_plain = part.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        if !is_plain || !(1..=64).contains(&part.name.len()) {
            let found = format!("{:?}", part.name);
            return Err(parameter_error("named with 1 to 64 ASCII letters, digits, `_` and `-`", found));
        }
        // Some file systems ignore case.
        if let Some(other) = parts[..index].iter().find(|other| other.name.eq_ignore_ascii_case(part.name)) {
            let found = format!("{:?} and {:?}", other.name, part.name);
            return Err(parameter_error("named differently, not only in upper and lower case", found));
        }
    }
    Ok(())
}

/// The step of a checkpoint of these parts: the step of the first state.
pub(super) fn step_of(parts: &[Part<'_>]) -> Result<u64> {
    let first = parts.iter().find_map(|part| part.state);
    let missing = || parameter_error("a list with at least one state, as `Part::new` has it", "none".into());
    first.map(|state| state.step).ok_or_else(missing)
}

fn parameter_error(bound: &str, found: String) -> Error {
    Error::Parameter { owner: "Checkpoints", parameter: "parts", bound: bound.into(), found }
}
