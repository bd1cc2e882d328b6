use super::checkpoints::Checkpoints;
use super::folder_name::FolderName;
use super::manifest::Manifest;
use crate::Result;
use std::fs;

impl Checkpoints {
    /// Removes the checkpoints that [`keep_last`](Self::keep_last) and [`keep_best`](Self::keep_best) do not keep, and earlier
    /// checkpoints of the last step. Every save does this too.
    ///
    /// Only a folder with a `checkpoint.json` that can be read is removed. A checkpoint that cannot be removed is not an error; the
    /// next call tries again.
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
        match FolderName::list_checkpoints(&self.folder)?.last() {
            Some(&last) => self.prune_before(last),
            None => Ok(()),
        }
    }

    /// Removes the earlier checkpoints of the same step as `saved`, and those beyond the number that is kept, but not the best one.
    pub(super) fn prune_before(&self, saved: FolderName) -> Result<()> {
        let mut listed = FolderName::list_checkpoints(&self.folder)?;
        listed.retain(|name| *name <= saved);
        if !self.is_surplus_possible(&listed, saved) {
            return Ok(());
        }
        let open = |name: FolderName| Some((name, Manifest::open(&name.path_in(&self.folder)).ok()?));
        let opened: Vec<_> = listed.into_iter().filter_map(open).collect();
        let best = self.best_by.as_ref().and_then(|best_by| best_by.best(&opened));
        let earlier = opened.into_iter().map(|(name, _)| name).filter(|name| *name < saved);
        let (replaced, others): (Vec<_>, Vec<_>) = earlier.partition(|name| name.step == saved.step);
        let surplus = self.keep_last.map_or(0, |keep_last| others.len().saturating_sub(keep_last - 1));
        for name in replaced.into_iter().chain(others.into_iter().take(surplus)).filter(|name| Some(*name) != best) {
            // The rename comes first, so that a checkpoint whose removal was interrupted is not listed as complete.
            let removed = name.temporary_path_in(&self.folder);
            let _ = fs::rename(name.path_in(&self.folder), &removed).and_then(|()| fs::remove_dir_all(&removed));
        }
        Ok(())
    }

    /// Whether there may be a checkpoint to remove. If not, no manifest has to be read.
    fn is_surplus_possible(&self, listed: &[FolderName], saved: FolderName) -> bool {
        let is_too_many = self.keep_last.is_some_and(|keep_last| listed.len() > keep_last);
        is_too_many || listed.iter().any(|name| name.step == saved.step && *name < saved)
    }
}
