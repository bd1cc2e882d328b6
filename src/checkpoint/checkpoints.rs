use crate::error::check;
use crate::{Mode, Result};
use std::path::PathBuf;

/// A folder of checkpoints. A run that resumes from a checkpoint continues as if it had never stopped.
///
/// A checkpoint contains everything that changes during the training: the weights, the optimizer's momentum buffers or moments,
/// the state of the schedule, and the states of libtorch's random generators (of the CPU and of every CUDA device). On the same
/// device, a resumed run is equal to a run without the interruption, to the bit.
///
/// The picture shows the loss of a run with AdamW that resumes with and without the state of the optimizer. The example
/// `resumed_loss` draws it.
///
#[doc = include_str!("../docs/pictures/checkpoints.svg")]
///
#[cfg_attr(feature = "tch", doc = "```")]
#[cfg_attr(not(feature = "tch"), doc = "```ignore")]
/// use tch::{Device, Kind, nn};
/// use tch_lr_scheduler::{Checkpoints, ExponentialLr, Plan};
/// # let folder = std::env::temp_dir().join(format!("checkpoints-of-an-example-{}", std::process::id()));
///
/// let mut vs = nn::VarStore::new(Device::Cpu);
/// let w = vs.root().ones("w", &[2]);
/// let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Adam::default())?;
///
/// let checkpoints = Checkpoints::new(&folder).keep_last(3)?;
/// if let Some(restored) = checkpoints.load_latest(&mut vs, &mut opt)? {
///     println!("resumed at step {}", restored.step);
/// }
/// while opt.state().step < 5 {
///     opt.backward_step(&w.sum(Kind::Float));
///     opt.advance()?;
///     checkpoints.save(&vs, &opt)?;
/// }
/// assert_eq!(checkpoints.paths()?.len(), 3);
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Files
///
/// Each checkpoint is a folder, such as `save-000012-step-90000`, with these files:
///
/// | file | what it contains |
/// |---|---|
/// | `model.safetensors` | the weights, by their names in the `VarStore` |
/// | `model.optimizer.safetensors` | the state of libtorch's optimizer, as tensors with names such as `body.weight.exp_avg` |
/// | `model.state.json` | the state of the schedule, as [`State::save`](crate::State::save) writes it |
/// | `random_generators.safetensors` | the states of the random generators, `cpu` and `cuda:0`, `cuda:1`, ... |
/// | `checkpoint.json` | the step, the metrics, the optimizer's class and its step count of each variable, and the size and checksum of the other files |
///
/// The format [safetensors](https://github.com/huggingface/safetensors) can be read by other programs, such as Python's
/// `safetensors.torch.load_file`. The checksums show that the files belong together.
///
/// Several networks, averages, and data of the program can be saved in one checkpoint, each as a `Part`. The name of a part takes
/// the place of `model` in the names of its files. Tensors of the program are in `NAME.safetensors`, other data in `NAME.json`.
///
/// # Saving
///
/// A save is atomic. The checkpoint is written under a temporary name, synced to the disk, and then renamed. If the process is
/// killed during a save, the earlier checkpoints remain, and every listed checkpoint is complete. The next `save` removes the
/// unfinished files of processes that no longer run.
///
/// Checkpoints are ordered by the time of the save, not by step. For example, a run saves step 100, goes back to step 50, and
/// saves step 60. Its latest checkpoint is then that of step 60. If a step is saved again, the new checkpoint replaces the
/// earlier one, unless the earlier one is the [best](Self::keep_best). The earlier one is removed only after the new one is
/// complete.
///
/// # What is not in it
///
/// - The position in your data. Derive it from `opt.state().step`, or save it with `Part::json`.
/// - Random generators of the program, such as those of the crate `rand`. Save their state with `Part::json` if they are in use.
/// - Hyperparameters that no plan sets, such as `nesterov` and `amsgrad`. The program sets them when it builds the optimizer.
/// - Gradients that have been accumulated but not yet used by an optimizer step. Save after the step.
///
/// Checkpoints that earlier versions of this crate have written contain neither the state of the optimizer nor the random
/// generators. They can be loaded, and the loading method returns what was missing. The moments or momentum buffers of the
/// optimizer are then those that it had before the load.
#[derive(Debug, Clone)]
pub struct Checkpoints {
    pub(crate) folder: PathBuf,
    pub(super) keep_last: Option<usize>,
    pub(super) best_by: Option<BestBy>,
    /// The metrics that the next save records.
    pub(crate) metrics: Vec<(String, f64)>,
}

/// How the best checkpoint is chosen.
#[derive(Debug, Clone)]
pub(super) struct BestBy {
    pub(super) metric: String,
    pub(super) mode: Mode,
}

impl Checkpoints {
    /// Uses `folder` for checkpoints. The first `save` creates it if it does not exist. An empty path is the current folder.
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
        let folder = Some(folder.into()).filter(|folder: &PathBuf| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| PathBuf::from("."));
        Self { folder, keep_last: None, best_by: None, metrics: vec![] }
    }

    /// Keeps only the last `count` checkpoints, and the [best](Self::keep_best) one. Each save removes the earlier ones after the
    /// new checkpoint is complete.
    ///
    /// `count` is at least 1; by default all checkpoints are kept. If a checkpoint cannot be removed, the save still succeeds,
    /// and the next save tries again. Files, and folders without a readable `checkpoint.json`, are never removed.
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
