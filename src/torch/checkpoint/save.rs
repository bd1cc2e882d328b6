use super::checkpoints::Checkpoints;
use super::folder_name::FolderName;
use super::layout::MODEL;
use super::part::{self, Part};
use super::write::write_checkpoint;
use crate::data::file;
use crate::{Error, Result, State};
use std::path::{Path, PathBuf};
use std::{fs, io};
use tch::nn::VarStore;

impl Checkpoints {
    /// Saves the weights of `vs` and a state as one checkpoint, and returns the path of the checkpoint's folder.
    ///
    /// # Errors
    /// [`Error::File`] if a file cannot be written, and [`Error::Torch`] if libtorch cannot copy the weights to the CPU. All
    /// earlier checkpoints are then unchanged.
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

    /// Saves several networks, states and averages as one checkpoint, and returns the path of the checkpoint's folder.
    ///
    /// The step of the checkpoint is the step of the first state. At least one part must have a state.
    ///
    /// # Errors
    /// The errors of [`save`](Self::save), and [`Error::Parameter`] if no part has a state, if two parts have the same name, or
    /// if a name is not valid (see [`Part`]).
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
        part::check_names(parts)?;
        let step = part::step_of(parts)?;
        self.create_folder().map_err(|error| Error::file("write", &self.folder, &error))?;
        file::remove_leftovers(&self.folder, |name| FolderName::parse(name).is_some());
        let number = FolderName::list(&self.folder)?.last().map_or(1, |last| last.number.saturating_add(1));
        let mut name = FolderName { number, step };
        let created = file::create_new(&self.folder, || name.temporary_name(), |path| fs::create_dir(path));
        let (unfinished, ()) = created.map_err(|error| Error::file("write", &self.folder, &error))?;
        let written = write_checkpoint(&unfinished, step, parts).and_then(|()| {
            self.publish(&unfinished, &mut name).map_err(|error| Error::file("write", &name.path_in(&self.folder), &error))
        });
        if written.is_err() {
            // The write error is the one to report. A later run removes what is left.
            let _ = fs::remove_dir_all(&unfinished);
        }
        written?;
        self.prune(name)?;
        Ok(name.path_in(&self.folder))
    }

    /// Creates the folder of checkpoints, and syncs its parent folder to the disk.
    fn create_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        file::sync_folder(&file::folder_of(&self.folder))
    }

    /// Renames the written folder to its final name. Takes the next free number if another process has used the number
    /// meanwhile.
    fn publish(&self, unfinished: &Path, name: &mut FolderName) -> io::Result<()> {
        loop {
            let path = name.path_in(&self.folder);
            match fs::rename(unfinished, &path) {
                Ok(()) => return file::sync_folder(&self.folder),
                Err(_) if path.exists() && name.number < u64::MAX => name.number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Removes the earlier checkpoints of the same step, and those beyond the number that is kept.
    fn prune(&self, saved: FolderName) -> Result<()> {
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
