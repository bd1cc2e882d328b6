use crate::checkpoint::tensors_path;
use crate::torch::tensor_file::read_tensors;
use crate::{Checkpoint, Result};
use tch::Tensor;

impl Checkpoint {
    /// The program's own tensors of the part called `name`, which [`Part::tensors`](crate::Part::tensors) has saved. They are on
    /// the CPU, and ordered by their names.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the part was not saved, or if it has no such tensors.
    /// [`Error::Checkpoint`](crate::Error::Checkpoint) if its file cannot be read or was changed after the save.
    ///
    /// ```
    /// # use tch_lr_scheduler::Checkpoints;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     for (name, tensor) in latest.tensors_of("scaler")? {
    ///         println!("{name} {:?}", tensor.size());
    ///     }
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn tensors_of(&self, name: &str) -> Result<Vec<(String, Tensor)>> {
        let saved = self.entry(name)?.tensors.as_ref();
        let saved = saved.ok_or_else(|| self.absent(name, "tensors", "tensors, as `Part::tensors` saves them"))?;
        read_tensors(&tensors_path(self.path(), name), saved).map_err(|error| self.unreadable(error))
    }
}
