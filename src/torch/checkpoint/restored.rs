use std::fmt;
use std::path::PathBuf;

/// The checkpoint that a run was restored from, and what was missing in it.
///
/// `Display` writes one line for people.
///
/// ```
/// use tch::{Device, nn};
/// use tch_lr_scheduler::{Checkpoints, Constant, Plan};
///
/// let mut vs = nn::VarStore::new(Device::Cpu);
/// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
/// if let Some(restored) = Checkpoints::new("no-such-folder").load_latest(&mut vs, &mut opt)? {
///     println!("resumed from {restored}");
///     for missing in &restored.missing {
///         println!("warning: the checkpoint does not contain {missing}");
///     }
/// }
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Restored {
    /// The step of the schedule at which the checkpoint was saved. With several parts, the step of the first state.
    pub step: u64,
    /// The checkpoint's folder.
    pub path: PathBuf,
    /// What the load needed, but the checkpoint does not contain. These states are unchanged. The list is empty if the checkpoint
    /// was written by this version of the crate on a machine with the same devices.
    pub missing: Vec<Missing>,
}

/// Something that a checkpoint does not contain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// The state of the optimizer (momentum buffers, moments). Earlier versions of this crate did not save it.
    OptimizerState {
        /// The name of the part.
        part: String,
    },
    /// The random generator of a device of this machine. It was not saved if the machine of the save did not have this device, or
    /// if an earlier version of this crate wrote the checkpoint.
    RandomGenerator {
        /// torch's name of the device, such as `cpu` or `cuda:0`.
        device: String,
    },
}

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OptimizerState { part } => write!(formatter, "the state of the optimizer of {part}"),
            Self::RandomGenerator { device } => write!(formatter, "the random generator of {device}"),
        }
    }
}

impl fmt::Display for Restored {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (step {})", self.path.display(), self.step)?;
        for (index, missing) in self.missing.iter().enumerate() {
            write!(formatter, "{}{missing}", if index == 0 { " without " } else { ", " })?;
        }
        Ok(())
    }
}
