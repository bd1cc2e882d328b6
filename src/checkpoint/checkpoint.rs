use super::layout::{self, MODEL};
use super::manifest::{Manifest, ManifestEntry};
use crate::{Error, Result, State};
use std::path::{Path, PathBuf};

/// A saved checkpoint: weights and states that were saved together.
///
/// A load changes everything or nothing. Before it writes, it checks the files against their checksums, the states against
/// their plans, and the names, shapes and kinds of all weights against the `VarStore`. The weights can be loaded on another
/// device than the one on which they were saved.
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
    /// Opens the checkpoint in `folder`. The folder may have any name.
    ///
    /// Only `checkpoint.json` is read; see [`verify`](Self::verify) for the other files.
    ///
    /// # Errors
    /// [`Error::File`] if `checkpoint.json` cannot be read, and [`Error::Data`] if it was changed after the save.
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

    /// The state in a checkpoint that `Checkpoints::save` wrote. For a checkpoint of several parts,
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

    /// The state of the part called `name`.
    ///
    /// # Errors
    /// [`Error::Data`] if the part was not saved, if it was saved without a state, or if its file was changed after the save;
    /// [`Error::File`] if the file cannot be read.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     println!("rates {:?}", latest.state_of("generator")?.lr);
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state_of(&self, name: &str) -> Result<State> {
        let checksum = self.entry(name)?.state.as_ref();
        let checksum = checksum
            .ok_or_else(|| self.manifest_error(format!("parts.{name}.state"), "a state, as `Part::new` saves it", "null"))?;
        let path = layout::state_path(&self.folder, name);
        checksum.verify(&path)?;
        State::open(path)
    }

    /// Reads every file of the checkpoint and checks that it has not changed since the save.
    ///
    /// # Errors
    /// [`Error::File`] if a file cannot be read, and [`Error::Data`] if it was changed. Both name the file.
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
            self.verified_weights_of(name)?;
            if entry.state.is_some() {
                self.state_of(name)?;
            }
        }
        Ok(())
    }

    /// The number of updates in the average of the part called `name`.
    #[cfg(feature = "tch")]
    pub(crate) fn n_averaged_of(&self, name: &str) -> Result<u64> {
        let missing =
            || self.manifest_error(format!("parts.{name}.n_averaged"), "a number of updates, as `Part::average` saves it", "null");
        self.entry(name)?.n_averaged.ok_or_else(missing)
    }

    /// The path of the weights of the part called `name`. Checks first that the file has not changed since the save.
    pub(crate) fn verified_weights_of(&self, name: &str) -> Result<PathBuf> {
        let path = layout::weights_path(&self.folder, name);
        self.entry(name)?.weights.verify(&path)?;
        Ok(path)
    }

    /// The entry of the part called `name` in the manifest.
    fn entry(&self, name: &str) -> Result<&ManifestEntry> {
        let found = self.manifest.parts.iter().find(|(known, _)| known == name).map(|(_, entry)| entry);
        found.ok_or_else(|| {
            let names: Vec<_> = self.manifest.parts.iter().map(|(name, _)| name.as_str()).collect();
            self.manifest_error("parts", format!("a part named {name}"), names.join(", "))
        })
    }

    /// An error about one field of `checkpoint.json`.
    fn manifest_error(&self, field: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Error {
        Error::data(field, expected, found).in_file(layout::manifest_path(&self.folder).display())
    }
}
