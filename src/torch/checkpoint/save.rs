use super::part::{self, Part};
use super::write::write_part;
use crate::checkpoint::{MODEL, Manifest, generators_path};
use crate::torch::generators::Generators;
use crate::torch::tensor_file::write_tensors;
use crate::{Checkpoints, Result, ScheduledOptimizer};
use std::path::PathBuf;
use tch::nn::VarStore;

impl Checkpoints {
    /// Saves the weights of `vs`, the states of the optimizer and of its schedule, and libtorch's random generators as one
    /// checkpoint, and returns the path of the checkpoint's folder.
    ///
    /// Call it after [`advance`](ScheduledOptimizer::advance), so that a resumed run continues with the next step.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if a file cannot be written. [`Error::ForeignVarStore`](crate::Error::ForeignVarStore)
    /// if `opt` does not train the variables of `vs`. [`Error::Parameter`](crate::Error::Parameter) if other metrics are recorded,
    /// but not the metric of [`keep_best`](Self::keep_best). [`Error::Torch`](crate::Error::Torch) if libtorch cannot copy a tensor
    /// to the CPU. All earlier checkpoints are then unchanged.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// # let folder = std::env::temp_dir().join(format!("saved-of-an-example-{}", std::process::id()));
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// let path = Checkpoints::new(&folder).save(&vs, &opt)?;
    /// assert!(path.join("model.safetensors").exists());
    /// # std::fs::remove_dir_all(folder).unwrap();
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn save(&self, vs: &VarStore, opt: &ScheduledOptimizer) -> Result<PathBuf> {
        self.save_parts(&[Part::new(MODEL, vs, opt)])
    }

    /// Saves several networks, averages and data of the program as one checkpoint, and returns the path of the checkpoint's folder.
    ///
    /// The step of the checkpoint is the step of the first state. At least one part must have a state.
    ///
    /// # Errors
    /// The errors of [`save`](Self::save), and [`Error::Parameter`](crate::Error::Parameter) if no part has a state, if two
    /// parts have the same name, or if a name is not valid (see [`Part`]).
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
    ///     Part::new("generator", &vs, &generator),
    ///     Part::new("discriminator", &other_vs, &discriminator),
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
        self.check_metrics()?;
        let step = part::step_of(parts)?;
        self.publish(step, |folder| {
            let generators = write_tensors(&generators_path(folder), Generators::read()?.into_named())?;
            let parts = parts.iter().map(|part| write_part(part, folder)).collect::<Result<_>>()?;
            Ok(Manifest { step, metrics: self.metrics.clone(), generators: Some(generators), parts })
        })
    }
}
