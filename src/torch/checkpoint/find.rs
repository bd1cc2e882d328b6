use super::checkpoint::Checkpoint;
use super::checkpoints::Checkpoints;
use super::folder_name::FolderName;
use crate::{Result, ScheduledOptimizer};
use std::path::PathBuf;
use tch::nn::VarStore;

impl Checkpoints {
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
        Ok(FolderName::list(&self.folder)?.into_iter().map(|name| name.path_in(&self.folder)).collect())
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
        FolderName::list(&self.folder)?.last().map(|name| Checkpoint::open(name.path_in(&self.folder))).transpose()
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
        let found = FolderName::list(&self.folder)?.into_iter().rfind(|name| name.step == step);
        found.map(|name| Checkpoint::open(name.path_in(&self.folder))).transpose()
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
