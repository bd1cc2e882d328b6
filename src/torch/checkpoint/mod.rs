//! Weights and state, saved as one.

mod loading;
mod manifest;
mod name;
mod part;
mod saved;
mod sum;
mod weights;

pub use part::{Part, PartMut};
pub use saved::Checkpoint;

use crate::{Error, Result, ScheduledOptimizer, State, check, file};
use manifest::Manifest;
use name::Name;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tch::nn::VarStore;

/// The only part of a checkpoint that has one.
const MODEL: &str = "model";

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
/// What libtorch's optimizer remembers: the momentum buffers of SGD, the moments of Adam. It is an
/// [`OptimizerState`](crate::OptimizerState), which the program saves and restores beside the checkpoint. If it does not, then after
/// a resume the rates and weights are exact, and the buffers and moments start from zero as at the very beginning:
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
/// use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, PlanChange, Schedule};
/// # let vs = nn::VarStore::new(Device::Cpu);
/// # let w = vs.root().ones("w", &[2]);
/// # let saved = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?).preview(1, 20_000)?;
///
/// let resumed_at = saved.step;
/// let again = Constant.warmup(500)?.frozen_until(resumed_at); // 0 before, and up to 1 from there
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50_000)?.times(again));
/// let mut opt = plan.build(&vs, nn::Adam::default())?;
/// opt.load_with(saved, PlanChange::SameStep)?; // the plan has changed, knowingly
/// assert!(opt.lr() < 0.0002);
/// opt.seek(resumed_at + 500)?;
/// assert_eq!(opt.lr(), CosineAnnealingLr::new(50_000)?.at(0.1, 20_500));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checkpoints {
    folder: PathBuf,
    keep: Option<usize>,
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
        Self { folder: folder.into(), keep: None }
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
        self.keep = Some(count);
        Ok(self)
    }

    /// Saves weights and state as one, and returns where.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be written; then all earlier checkpoints are as they were.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// # let folder = std::env::temp_dir().join(format!("saved-of-an-example-{}", std::process::id()));
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// let path = Checkpoints::new(&folder).save(&vs, opt.state())?;
    /// assert!(path.join("model.safetensors").exists());
    /// # std::fs::remove_dir_all(folder).unwrap();
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn save(&self, vs: &VarStore, state: &State) -> Result<PathBuf> {
        self.save_parts(&[Part::new(MODEL, vs, state)])
    }

    /// Saves several networks, states and averages as one. The checkpoint's step is that of the first state.
    ///
    /// # Errors
    /// As [`save`](Self::save), and [`Error::Parameter`] where there is no state among the parts, or a name is given twice or
    /// cannot be that of a file.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// use tch_lr_scheduler::{Part, PartMut};
    /// # let folder = std::env::temp_dir().join(format!("parts-of-an-example-{}", std::process::id()));
    /// # let [mut vs, mut other_vs] = [(), ()].map(|()| nn::VarStore::new(Device::Cpu));
    /// # let mut generator = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// # let mut discriminator = Plan::lr(0.5, Constant).build(&other_vs, nn::Sgd::default())?;
    ///
    /// let checkpoints = Checkpoints::new(&folder);
    /// checkpoints.save_parts(&[
    ///     Part::new("generator", &vs, generator.state()),
    ///     Part::new("discriminator", &other_vs, discriminator.state()),
    /// ])?;
    ///
    /// let latest = checkpoints.latest()?.expect("one was saved");
    /// latest.load_parts([
    ///     PartMut::new("generator", &mut vs, &mut generator),
    ///     PartMut::new("discriminator", &mut other_vs, &mut discriminator),
    /// ])?;
    /// # std::fs::remove_dir_all(folder).unwrap();
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn save_parts(&self, parts: &[Part<'_>]) -> Result<PathBuf> {
        let step = part::checked_step(parts)?;
        self.make_folder().map_err(|error| Error::file("write", &self.folder, &error))?;
        file::remove_leftovers(&self.folder, |name| Name::parse(name).is_some());
        let number = self.names()?.last().map_or(1, |last| last.number.saturating_add(1));
        let mut name = Name { number, step };
        let beside = self.folder.join(file::beside(name.to_string().as_ref()));
        let written = write(&beside, step, parts).and_then(|()| {
            self.publish(&beside, &mut name).map_err(|error| Error::file("write", &self.folder.join(name.to_string()), &error))
        });
        if written.is_err() {
            // What is left of it helps nobody.
            let _ = fs::remove_dir_all(&beside);
        }
        written?;
        self.prune(name)?;
        Ok(self.folder.join(name.to_string()))
    }

    fn make_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        file::sync_folder(&file::folder_of(&self.folder))
    }

    /// Gives what was written its name, or the next where another process has been faster.
    fn publish(&self, beside: &Path, name: &mut Name) -> io::Result<()> {
        loop {
            let path = self.folder.join(name.to_string());
            match fs::rename(beside, &path) {
                Ok(()) => return file::sync_folder(&self.folder),
                Err(_) if path.exists() && name.number < u64::MAX => name.number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn prune(&self, saved: Name) -> Result<()> {
        let mut earlier = self.names()?;
        earlier.retain(|name| name.number < saved.number);
        let kept_by_step = earlier.iter().filter(|name| name.step != saved.step).count();
        let surplus = self.keep.map_or(0, |keep| kept_by_step.saturating_sub(keep - 1));
        let (replaced, others): (Vec<_>, Vec<_>) = earlier.into_iter().partition(|name| name.step == saved.step);
        for name in replaced.into_iter().chain(others.into_iter().take(surplus)) {
            // By another name first, so that what is half removed is not taken for a checkpoint.
            let gone = self.folder.join(file::beside(name.to_string().as_ref()));
            let _ = fs::rename(self.folder.join(name.to_string()), &gone).and_then(|()| fs::remove_dir_all(&gone));
        }
        Ok(())
    }

    /// In the order in which they were saved.
    fn names(&self) -> Result<Vec<Name>> {
        let failed = |error| Error::file("read", &self.folder, &error);
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
            entries => entries.map_err(failed)?,
        };
        let mut names = vec![];
        for entry in entries {
            names.extend(entry.map_err(failed)?.file_name().to_str().and_then(Name::parse));
        }
        names.sort();
        Ok(names)
    }

    /// Where the checkpoints are, in the order in which they were saved.
    ///
    /// # Errors
    /// [`Error::File`] where the folder is there and cannot be read.
    ///
    /// ```
    /// use tch_lr_scheduler::{Checkpoint, Checkpoints};
    ///
    /// for path in Checkpoints::new("no-such-folder").paths()? {
    ///     println!("step {}", Checkpoint::open(path)?.step());
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn paths(&self) -> Result<Vec<PathBuf>> {
        Ok(self.names()?.into_iter().map(|name| self.folder.join(name.to_string())).collect())
    }

    /// The checkpoint that was saved last; `None` where there is none.
    ///
    /// # Errors
    /// As [`paths`](Self::paths) and [`Checkpoint::open`]. A damaged one is an error and not passed over.
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoints;
    ///
    /// assert!(Checkpoints::new("no-such-folder").latest()?.is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn latest(&self) -> Result<Option<Checkpoint>> {
        self.names()?.last().map(|name| Checkpoint::open(self.folder.join(name.to_string()))).transpose()
    }

    /// The checkpoint of a step; `None` where there is none.
    ///
    /// # Errors
    /// As [`latest`](Self::latest).
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoints;
    ///
    /// assert!(Checkpoints::new("no-such-folder").at_step(90_000)?.is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at_step(&self, step: u64) -> Result<Option<Checkpoint>> {
        let found = self.names()?.into_iter().rfind(|name| name.step == step);
        found.map(|name| Checkpoint::open(self.folder.join(name.to_string()))).transpose()
    }

    /// Goes on from the checkpoint that was saved last, and returns its step; `None`, and nothing is changed, where there is none.
    ///
    /// # Errors
    /// As [`latest`](Self::latest) and [`Checkpoint::load`].
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    ///
    /// let mut vs = nn::VarStore::new(Device::Cpu);
    /// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(Checkpoints::new("no-such-folder").load_latest(&mut vs, &mut opt)?, None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_latest(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer) -> Result<Option<u64>> {
        let Some(latest) = self.latest()? else {
            return Ok(None);
        };
        latest.load(vs, opt)?;
        Ok(Some(latest.step()))
    }
}

/// Writes a whole checkpoint, down to the disk.
fn write(folder: &Path, step: u64, parts: &[Part<'_>]) -> Result<()> {
    let failed = |error| Error::file("write", folder, &error);
    fs::create_dir(folder).map_err(failed)?;
    let entries = parts.iter().map(|part| part.write(folder)).collect::<Result<_>>()?;
    Manifest { step, parts: entries }.write(folder)?;
    file::sync_folder(folder).map_err(failed)
}
