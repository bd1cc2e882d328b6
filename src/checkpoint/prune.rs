use super::checkpoints::Checkpoints;
use super::folder_name::FolderName;
use crate::Result;
use std::fs;

impl Checkpoints {
    /// Removes the checkpoints beyond the number that is kept. Every save does this too.
    ///
    /// If a checkpoint cannot be removed, this is not an error, and the next call tries again.
    ///
    /// # Errors
    /// The errors of [`paths`](Self::paths).
    ///
    /// ```
    /// use tch_lr_scheduler::Checkpoints;
    ///
    /// Checkpoints::new("no-such-folder").keep_last(3)?.prune()?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn prune(&self) -> Result<()> {
        match FolderName::list(&self.folder)?.last() {
            Some(&last) => self.prune_before(last),
            None => Ok(()),
        }
    }

    /// Removes the earlier checkpoints of the same step as `saved`, and those beyond the number that is kept.
    pub(super) fn prune_before(&self, saved: FolderName) -> Result<()> {
        let mut earlier = FolderName::list(&self.folder)?;
        earlier.retain(|name| name.number < saved.number);
        let kept_by_step = earlier.iter().filter(|name| name.step != saved.step).count();
        let surplus = self.keep_last.map_or(0, |keep_last| kept_by_step.saturating_sub(keep_last - 1));
        let (replaced, others): (Vec<_>, Vec<_>) = earlier.into_iter().partition(|name| name.step == saved.step);
        for name in replaced.into_iter().chain(others.into_iter().take(surplus)) {
            // The rename comes first, so that a checkpoint whose removal was interrupted is not listed as complete.
            let removed = name.temporary_path_in(&self.folder);
            let _ = fs::rename(name.path_in(&self.folder), &removed).and_then(|()| fs::remove_dir_all(&removed));
        }
        Ok(())
    }
}
