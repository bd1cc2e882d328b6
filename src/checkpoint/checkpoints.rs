use crate::Result;
use crate::error::check;
use std::path::PathBuf;

/// A folder of checkpoints, each with the weights of a `VarStore` and the [`State`](crate::State) of its schedule.
///
/// A checkpoint is a folder of its own, such as `save-000012-step-90000`. It has three files:
///
/// - `model.safetensors`: the weights, in the safetensors format, which other programs can read too;
/// - `model.state.json`: the state, as [`State::save`](crate::State::save) writes it;
/// - `checkpoint.json`: the step, and the size and checksum of the other files. The checksums show that the files belong
///   together.
///
/// A save is atomic. The checkpoint is written under a temporary name, synced to the disk, and then renamed. If the process is
/// killed during a save, the earlier checkpoints remain, and every listed checkpoint is complete. The next `save`
/// removes the unfinished files of processes that no longer run.
///
/// Checkpoints are ordered by the time of the save, not by step. For example, a run saves step 100, goes back to step 50, and
/// saves step 60. Its latest checkpoint is then that of step 60. If a step is saved again, the new checkpoint replaces the
/// earlier one. The earlier one is removed only after the new one is complete.
///
/// Several networks can be saved in one checkpoint, each as a `Part`.
///
#[cfg_attr(feature = "tch", doc = "```")]
#[cfg_attr(not(feature = "tch"), doc = "```ignore")]
/// use tch::{Device, Kind, nn};
/// use tch_lr_scheduler::{Checkpoints, ExponentialLr, Plan};
/// # let folder = std::env::temp_dir().join(format!("checkpoints-of-an-example-{}", std::process::id()));
///
/// let mut vs = nn::VarStore::new(Device::Cpu);
/// let w = vs.root().ones("w", &[2]);
/// let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
///
/// let checkpoints = Checkpoints::new(&folder).keep_last(3)?;
/// if let Some(step) = checkpoints.load_latest(&mut vs, &mut opt)? {
///     println!("resumed at step {step}");
/// }
/// while opt.state().step < 5 {
///     opt.backward_step(&w.sum(Kind::Float));
///     opt.advance()?;
///     checkpoints.save(&vs, opt.state())?;
/// }
/// assert_eq!(checkpoints.paths()?.len(), 3);
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # What is not in it
///
/// The state of libtorch's optimizer is not in a checkpoint: the momentum buffers of SGD, and the moments of Adam. tch can
/// neither read nor write this state. After a resume the rates and the weights are exact, but the optimizer's state is zero, as
/// at the start of the run:
///
/// - **SGD with momentum `m`** makes steps that are too short until its buffer has filled again. With a constant gradient, step
///   `k` after the resume has `1 - m^k` of its full length. More than 63 % is reached after `1 / (1 - m)` steps (10 for 0.9,
///   100 for 0.99). SGD without momentum loses nothing.
/// - **Adam and AdamW** estimate both moments again, and restart the bias correction. The first step changes each weight by
///   about the rate, whatever the size of the gradient. After about `1 / (1 - beta2)` steps (1000 for 0.999) the estimates are
///   as reliable as before.
/// - **RMSprop** has no bias correction. Its first steps are up to `1 / sqrt(1 - alpha)` times as long as usual (10 for 0.99).
///
/// If the loss gets worse after a resume for this reason, let the rate rise again over some steps:
///
#[cfg_attr(feature = "tch", doc = "```")]
#[cfg_attr(not(feature = "tch"), doc = "```ignore")]
/// # use tch::{Device, Kind, nn};
/// use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, ResumePolicy, Schedule};
/// # let vs = nn::VarStore::new(Device::Cpu);
/// # let w = vs.root().ones("w", &[2]);
/// # let saved = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?).preview(1, 20_000)?;
///
/// let resumed_at = saved.step;
/// let rise = Constant.warmup(500)?.frozen_until(resumed_at); // 0 until `resumed_at`, then up to 1 in 500 steps
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?.times(rise));
/// let mut opt = plan.build(&vs, nn::Adam::default())?;
/// opt.load_with(saved, ResumePolicy::SameStep)?; // the changed plan is intended
/// assert!(opt.lr() < 0.0002);
/// opt.seek(resumed_at + 500)?;
/// assert_eq!(opt.lr(), CosineAnnealingLr::new(50_000)?.at(0.1, 20_500));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checkpoints {
    pub(super) folder: PathBuf,
    pub(super) keep_last: Option<usize>,
}

impl Checkpoints {
    /// Uses `folder` for checkpoints. The first `save` creates it if it does not exist.
    ///
    /// All checkpoints are kept by default; see [`keep_last`](Self::keep_last).
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoints;
    ///
    /// assert!(Checkpoints::new("no-such-folder").paths()?.is_empty());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), keep_last: None }
    }

    /// Keeps only the last `count` checkpoints. Each save removes the earlier ones after the new checkpoint is complete.
    ///
    /// `count` is at least 1; by default all checkpoints are kept. If a checkpoint cannot be removed, the save still succeeds,
    /// and the next save tries again.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `count` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoints;
    ///
    /// assert!(Checkpoints::new("checkpoints").keep_last(3).is_ok());
    /// assert!(Checkpoints::new("checkpoints").keep_last(0).is_err());
    /// ```
    pub fn keep_last(mut self, count: usize) -> Result<Self> {
        check::at_least_one("Checkpoints", "count", u64::try_from(count).unwrap_or(u64::MAX))?;
        self.keep_last = Some(count);
        Ok(self)
    }
}
