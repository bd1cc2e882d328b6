use crate::Result;
use crate::error::check;
use std::path::PathBuf;

/// A folder of checkpoints: the weights of a `VarStore` and the [`State`] of its schedule, saved as one.
///
/// ```
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
///     println!("goes on at step {step}");
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
/// Each checkpoint is a folder of its own, such as `save-000012-step-90000`, with weights that any program for safetensors
/// reads, a state as [`State::save`] writes it, and `checkpoint.json`, by whose checksums the others are known to belong together.
/// It is written beside its place, down to the disk, and then renamed: killed at any moment, a run leaves the checkpoints that it
/// had saved and perhaps one more, whole. What it was about to write is cleared away by the next [`save`](Self::save).
///
/// Checkpoints go by the order in which they were saved, and not by their steps: a run that went back to step 50 after
/// one of step 100 was saved, and saves step 60, has 60 as its latest. One of the same step replaces the earlier one, which goes
/// only when the new one is there.
///
/// Several networks go into one checkpoint as [`Part`]s.
///
/// # What is not in it
///
/// What libtorch's optimizer remembers: the momentum buffers of SGD, the moments of Adam. tch can neither read nor write them, so
/// after a resume the rates and weights are exact, and these start from zero as at the very beginning:
///
/// - **SGD with momentum `m`** takes steps that are too small until the buffer is full: `1 - m^k` of its size after `k` steps,
///   most of it within `1 / (1 - m)` steps (10 for 0.9, 100 for 0.99). Without momentum nothing is lost.
/// - **Adam and AdamW** estimate both moments anew, and the correction of their bias begins again: the first steps are as long
///   as the rate allows in every direction, whatever the gradient's size. It takes about `1 / (1 - beta2)` steps (1000 for
///   0.999) until they are as well-informed as before.
/// - **RMSprop** has no correction of its bias: its first steps are up to `1 / sqrt(1 - alpha)` times as long as usual (10 for 0.99).
///
/// Where that shows in the loss, resume at a rate that rises again over some steps:
///
/// ```
/// # use tch::{Device, Kind, nn};
/// use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, ResumePolicy, Schedule};
/// # let vs = nn::VarStore::new(Device::Cpu);
/// # let w = vs.root().ones("w", &[2]);
/// # let saved = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?).preview(1, 20_000)?;
///
/// let resumed_at = saved.step;
/// let again = Constant.warmup(500)?.frozen_until(resumed_at); // 0 before, and up to 1 from there
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?.times(again));
/// let mut opt = plan.build(&vs, nn::Adam::default())?;
/// opt.load_with(saved, ResumePolicy::SameStep)?; // the plan has changed, knowingly
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
    /// In this folder, which the first [`save`](Self::save) makes where it is not there. All are kept, but for
    /// [`keep_last`](Self::keep_last).
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

    /// Keeps so many, at least 1: a save removes the earlier ones once the new one is there. One that cannot be removed is tried
    /// again at a later save, and is no error.
    ///
    /// # Errors
    /// [`Error::Parameter`] where `count` is 0.
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
