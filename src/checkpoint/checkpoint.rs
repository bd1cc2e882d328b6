use super::layout::{self, MODEL};
use super::manifest::{Manifest, ManifestEntry};
use super::unreadable::unreadable;
use crate::{Error, Result, State};
use std::path::{Path, PathBuf};

/// A saved checkpoint: a folder with the weights, the states and the random generators of a run at one step.
///
/// [`Checkpoints`](crate::Checkpoints) describes the files. A load changes everything or nothing. Before it writes, it checks the
/// files against their checksums, the states against their plans, and the names, shapes and kinds of all tensors against the
/// `VarStore` and the optimizer. A checkpoint can be loaded on another device than the one on which it was saved.
///
#[cfg_attr(feature = "tch", doc = "```")]
#[cfg_attr(not(feature = "tch"), doc = "```ignore")]
/// # use tch::{Device, nn};
/// # use tch_lr_scheduler::{Constant, Plan};
/// use tch_lr_scheduler::{Checkpoint, Checkpoints};
/// # let folder = std::env::temp_dir().join(format!("checkpoint-of-an-example-{}", std::process::id()));
/// # let mut vs = nn::VarStore::new(Device::Cpu);
/// # let w = vs.root().ones("w", &[2]);
/// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
///
/// let path = Checkpoints::new(&folder).save(&vs, &opt)?;
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
    /// Opens the checkpoint in `folder`. The folder may have any name.
    ///
    /// Only `checkpoint.json` is read; see [`verify`](Self::verify) for the other files.
    ///
    /// # Errors
    /// [`Error::File`] if there is no `checkpoint.json`. [`Error::Checkpoint`] if it cannot be read, was changed after the save, or
    /// was written by a newer version of this crate.
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoint;
    ///
    /// assert!(Checkpoint::open("no-such-folder").is_err());
    /// ```
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = folder.into();
        match Manifest::open(&folder) {
            Ok(manifest) => Ok(Self { folder, manifest }),
            Err(error) if layout::manifest_path(&folder).exists() => Err(unreadable(&folder, error)),
            Err(error) => Err(error),
        }
    }

    /// The path of the checkpoint's folder.
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

    /// The step of the schedule at which the checkpoint was saved. With several parts, the step of the first state.
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

    /// The value of the metric `name`, which [`Checkpoints::with_metric`](crate::Checkpoints::with_metric) added; `None` if the
    /// checkpoint does not have this metric.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("loss {:?}", latest.metric("val_loss"));
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric(&self, name: &str) -> Option<f64> {
        self.manifest.metrics.iter().find(|(known, _)| known == name).map(|&(_, value)| value)
    }

    /// All metrics with their names, in the order in which they were given.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     latest.metrics().for_each(|(name, value)| println!("{name} {value}"));
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metrics(&self) -> impl Iterator<Item = (&str, f64)> {
        self.manifest.metrics.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// The state of the schedule in a checkpoint that `Checkpoints::save` wrote. For a checkpoint of several parts,
    /// use [`state_of`](Self::state_of).
    ///
    /// # Errors
    /// The errors of [`state_of`](Self::state_of).
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

    /// The state of the schedule of the part called `name`.
    ///
    /// # Errors
    /// [`Error::Data`] if the part was not saved, or if it was saved without a state. [`Error::Checkpoint`] if its file cannot be
    /// read or was changed after the save.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("rates {:?}", latest.state_of("generator")?.lr);
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state_of(&self, name: &str) -> Result<State> {
        let saved = self.entry(name)?.state.as_ref();
        let saved = saved.ok_or_else(|| self.absent(name, "state", "a state, as `Part::new` saves it"))?;
        let path = layout::state_path(&self.folder, name);
        saved.verify(&path).map_err(|error| self.unreadable(error))?;
        State::open(path)
    }

    /// Reads every file of the checkpoint and checks that it has not changed since the save.
    ///
    /// # Errors
    /// [`Error::Checkpoint`] if a file cannot be read or was changed. It names the file, and an earlier checkpoint.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Checkpoint, Checkpoints};
    /// for path in Checkpoints::new("no-such-folder").paths()? {
    ///     Checkpoint::open(path)?.verify()?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn verify(&self) -> Result<()> {
        let verified = self.files().iter().try_for_each(|file| file.verify());
        verified.map_err(|error| self.unreadable(error))
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The entry of the part called `name` in the manifest.
    pub(crate) fn entry(&self, name: &str) -> Result<&ManifestEntry> {
        let found = self.manifest.parts.iter().find(|(known, _)| known == name).map(|(_, entry)| entry);
        found.ok_or_else(|| {
            let names: Vec<_> = self.manifest.parts.iter().map(|(name, _)| name.as_str()).collect();
            self.manifest_error("parts", format!("a part named {name}"), names.join(", "))
        })
    }

    /// The error for a file of this checkpoint that cannot be read or has changed. It names a checkpoint that can be loaded
    /// instead.
    pub(crate) fn unreadable(&self, source: Error) -> Error {
        unreadable(&self.folder, source)
    }

    /// The error for a part that was saved without something that the load needs.
    pub(crate) fn absent(&self, part: &str, field: &str, expected: &str) -> Error {
        self.manifest_error(format!("parts.{part}.{field}"), expected, "null")
    }

    /// An error about one field of `checkpoint.json`.
    fn manifest_error(&self, field: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Error {
        Error::data(field, expected, found).in_file(layout::manifest_path(&self.folder).display())
    }
}
