use crate::{AveragedModel, Error, Result, State};
use tch::nn::VarStore;

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
    pub(super) name: &'a str,
    pub(super) vs: &'a VarStore,
    pub(super) state: Option<&'a State>,
    pub(super) n_averaged: Option<u64>,
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
}

/// That every part can be written under its name, and that no two share one.
pub(super) fn check_names(parts: &[Part<'_>]) -> Result<()> {
    for (index, part) in parts.iter().enumerate() {
        let is_plain = part.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let fits = is_plain && (1..=64).contains(&part.name.len());
        if !fits {
            return Err(parameter_error("named by 1 to 64 letters, digits, _ and -", part.name));
        }
        // Some file systems do not tell capitals from small letters.
        let is_new = parts[..index].iter().all(|other| !other.name.eq_ignore_ascii_case(part.name));
        if !is_new {
            return Err(parameter_error("named once each", part.name));
        }
    }
    Ok(())
}

/// The step that a checkpoint of these parts goes by.
pub(super) fn step_of(parts: &[Part<'_>]) -> Result<u64> {
    let first = parts.iter().find_map(|part| part.state);
    first.map(|state| state.step).ok_or_else(|| parameter_error("at least one with a state", "none"))
}

fn parameter_error(bound: &str, found: &str) -> Error {
    Error::Parameter { owner: "Checkpoints", parameter: "parts", bound: bound.into(), found: format!("{found:?}") }
}
