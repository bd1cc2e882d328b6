use super::layout::{self, MODEL};
use super::manifest::{Manifest, ManifestEntry};
use crate::{Error, Result, State};
use std::path::{Path, PathBuf};

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
        let checksum = self.entry(name)?.state.as_ref();
        let checksum = checksum.ok_or_else(|| self.manifest_error(format!("parts.{name}.state"), "a state", "null"))?;
        let path = layout::state_path(&self.folder, name);
        checksum.verify(&path)?;
        State::open(path)
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
            entry.weights.verify(&layout::weights_path(&self.folder, name))?;
            if entry.state.is_some() {
                self.state_of(name)?;
            }
        }
        Ok(())
    }

    /// How many updates the average of one part holds.
    pub(super) fn n_averaged_of(&self, name: &str) -> Result<u64> {
        let missing = || self.manifest_error(format!("parts.{name}.n_averaged"), "a number, of an average", "null");
        self.entry(name)?.n_averaged.ok_or_else(missing)
    }

    /// Where the weights of one part are, once it is sure that they are those that were saved.
    pub(super) fn verified_weights_of(&self, name: &str) -> Result<PathBuf> {
        let path = layout::weights_path(&self.folder, name);
        self.entry(name)?.weights.verify(&path)?;
        Ok(path)
    }

    fn entry(&self, name: &str) -> Result<&ManifestEntry> {
        let found = self.manifest.parts.iter().find(|(known, _)| known == name).map(|(_, entry)| entry);
        found.ok_or_else(|| {
            let names: Vec<_> = self.manifest.parts.iter().map(|(name, _)| name.as_str()).collect();
            self.manifest_error("parts", format!("a part {name}"), names.join(", "))
        })
    }

    /// Something is wrong at a place of `checkpoint.json`.
    fn manifest_error(&self, place: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Error {
        Error::data(place, expected, found).in_file(layout::manifest_path(&self.folder).display())
    }
}
