use super::part::{self, Part};
use super::write::write_part;
use crate::checkpoint::MODEL;
use crate::{Checkpoints, Result, State};
use std::path::PathBuf;
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
        self.publish(step, |folder| parts.iter().map(|part| write_part(part, folder)).collect())
    }
}
