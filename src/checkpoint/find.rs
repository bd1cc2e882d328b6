use super::checkpoint::Checkpoint;
use super::checkpoints::Checkpoints;
use super::folder_name::FolderName;
use crate::Result;
use std::path::PathBuf;

impl Checkpoints {
    /// The paths of all checkpoints, in the order in which they were saved. Empty if the folder does not exist.
    ///
    /// A folder without a `checkpoint.json` is not a checkpoint.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the folder exists and cannot be read.
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
        Ok(FolderName::list_checkpoints(&self.folder)?.into_iter().map(|name| name.path_in(&self.folder)).collect())
    }

    /// The checkpoint that was saved last; `None` if there is no checkpoint.
    ///
    /// # Errors
    /// The errors of [`paths`](Self::paths) and [`Checkpoint::open`]. If the last checkpoint is damaged, the result is an
    /// [`Error::Checkpoint`](crate::Error::Checkpoint) that names an earlier checkpoint, and not the earlier checkpoint itself.
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoints;
    ///
    /// assert!(Checkpoints::new("no-such-folder").latest()?.is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn latest(&self) -> Result<Option<Checkpoint>> {
        FolderName::list_checkpoints(&self.folder)?.last().map(|name| Checkpoint::open(name.path_in(&self.folder))).transpose()
    }

    /// The checkpoint of a step; `None` if that step has no checkpoint.
    ///
    /// # Errors
    /// The errors of [`latest`](Self::latest).
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoints;
    ///
    /// assert!(Checkpoints::new("no-such-folder").at_step(90_000)?.is_none());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at_step(&self, step: u64) -> Result<Option<Checkpoint>> {
        let found = FolderName::list_checkpoints(&self.folder)?.into_iter().rfind(|name| name.step == step);
        found.map(|name| Checkpoint::open(name.path_in(&self.folder))).transpose()
    }
}
