use super::MODEL;
use super::loading::{self, Fitted};
use super::manifest::{self, Entry, Manifest};
use super::part::{self, PartMut};
use crate::{Result, ResumePolicy, ScheduledOptimizer, State};
use std::path::{Path, PathBuf};
use tch::nn::VarStore;

/// A checkpoint that was saved: weights and state that belong together.
///
/// Loading changes everything or nothing: files are checked against their sums, the state against the plan, and names,
/// shapes and kinds of all weights against the `VarStore`, before anything is written. The device may be another than that
/// of the run that saved it.
///
/// ```
/// # use tch::{Device, nn};
/// # use tch_lr_scheduler::{Constant, Plan};
/// use tch_lr_scheduler::{Checkpoint, Checkpoints};
/// # let folder = std::env::temp_dir().join(format!("checkpoint-of-an-example-{}", std::process::id()));
/// # let mut vs = nn::VarStore::new(Device::Cpu);
/// # let w = vs.root().ones("w", &[2]);
/// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
///
/// let path = Checkpoints::new(&folder).save(&vs, opt.state())?;
/// let checkpoint = Checkpoint::open(path)?;
/// checkpoint.load(&mut vs, &mut opt)?;
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checkpoint {
    folder: PathBuf,
    manifest: Manifest,
}

impl Checkpoint {
    /// The checkpoint in a folder, whatever the folder is called.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) where there is none, [`Error::Data`](crate::Error::Data) where its `checkpoint.json` is
    /// not what was written.
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoint;
    ///
    /// assert!(Checkpoint::open("no-such-folder").is_err());
    /// ```
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = folder.into();
        Ok(Self { manifest: Manifest::open(&folder)?, folder })
    }

    /// Where it is.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("{}", latest.path().join("model.safetensors").display());
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The step of the schedule at which it was saved.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("step {}", latest.step());
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step(&self) -> u64 {
        self.manifest.step
    }

    /// The state that was saved by [`Checkpoints::save`](crate::Checkpoints::save); [`state_of`](Self::state_of) for several parts.
    ///
    /// # Errors
    /// As [`state_of`](Self::state_of).
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("rates {:?}", latest.state()?.lr);
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state(&self) -> Result<State> {
        self.state_of(MODEL)
    }

    /// The state of one part.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where the part or its state was not saved, or the file is not the one that was;
    /// [`Error::File`](crate::Error::File) where it cannot be read.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("rates {:?}", latest.state_of("generator")?.lr);
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state_of(&self, name: &str) -> Result<State> {
        loading::state(self, name, self.entry(name)?)
    }

    /// Goes on from here: weights into `vs`, state into `opt`.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) and [`Error::Data`](crate::Error::Data), naming the file, where it is not what was
    /// saved or does not fit `vs`, and as [`Scheduler::load`](crate::Scheduler::load). Then nothing has changed.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// if let Some(best) = Checkpoints::new("no-such-folder").at_step(90_000)? {
    ///     best.load(&mut vs, &mut opt)?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer) -> Result<()> {
        self.load_with(vs, opt, ResumePolicy::default())
    }

    /// As [`load`](Self::load), where the plan may have changed since.
    ///
    /// # Errors
    /// As [`load`](Self::load) and [`Scheduler::load_with`](crate::Scheduler::load_with).
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// use tch_lr_scheduler::ResumePolicy;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     latest.load_with(&mut vs, &mut opt, ResumePolicy::SameStep)?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_with(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer, change: ResumePolicy) -> Result<()> {
        self.load_parts([PartMut::new(MODEL, vs, opt).plan_change(change)])
    }

    /// Loads several parts, all or none; those that are not asked for are passed over.
    ///
    /// # Errors
    /// As [`load_with`](Self::load_with), and [`Error::Data`](crate::Error::Data) where one was not saved. Then nothing has
    /// changed in any of them.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::Checkpoints;
    /// use tch_lr_scheduler::PartMut;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     latest.load_parts([PartMut::weights("generator", &mut vs)])?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_parts<'a>(&self, parts: impl IntoIterator<Item = PartMut<'a>>) -> Result<()> {
        let fitted = parts.into_iter().map(|part| Fitted::new(part, self)).collect::<Result<Vec<_>>>()?;
        fitted.into_iter().try_for_each(Fitted::load)
    }

    /// Reads every file and checks that it is the one that was saved.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) and [`Error::Data`](crate::Error::Data), naming the file.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Checkpoint, Checkpoints};
    /// for path in Checkpoints::new("no-such-folder").paths()? {
    ///     Checkpoint::open(path)?.verify()?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn verify(&self) -> Result<()> {
        for (name, entry) in &self.manifest.parts {
            entry.weights.check(&part::weights_path(&self.folder, name))?;
            if entry.state.is_some() {
                loading::state(self, name, entry)?;
            }
        }
        Ok(())
    }

    pub(super) fn entry(&self, name: &str) -> Result<&Entry> {
        let found = self.manifest.parts.iter().find(|(known, _)| known == name).map(|(_, entry)| entry);
        found.ok_or_else(|| {
            let names: Vec<_> = self.manifest.parts.iter().map(|(name, _)| name.as_str()).collect();
            manifest::problem(&self.folder, "parts".into(), format!("a part {name}"), names.join(", "))
        })
    }
}
