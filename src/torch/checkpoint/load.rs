use super::options::LoadOptions;
use super::part_mut::PartMut;
use super::prepared_part::PreparedPart;
use super::restored::{Missing, Restored};
use crate::checkpoint::{MODEL, generators_path};
use crate::torch::generators::Generators;
use crate::torch::tensor_file::read_tensors;
use crate::{Checkpoint, Result, ScheduledOptimizer};
use tch::nn::VarStore;

impl Checkpoint {
    /// Loads the weights into `vs`, the states of the optimizer and of its schedule into `opt`, and the states of libtorch's random
    /// generators, so that the run continues from this checkpoint.
    ///
    /// Returns what was missing in the checkpoint: a checkpoint of an earlier version of this crate contains neither the state of
    /// the optimizer nor the random generators.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::Error::Checkpoint) if a file cannot be read or was changed after the save, if the plan has
    /// changed, or if the state of the optimizer does not fit (another class, other variables, other shapes).
    /// [`Error::Data`](crate::Error::Data) if the weights do not fit `vs`.
    /// [`Error::ForeignVarStore`](crate::Error::ForeignVarStore) if `opt` does not train the variables of `vs`. The other errors of
    /// [`Scheduler::load`](crate::Scheduler::load). Nothing is changed then.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// if let Some(earlier) = Checkpoints::new("no-such-folder").at_step(90_000)? {
    ///     earlier.load(&mut vs, &mut opt)?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer) -> Result<Restored> {
        self.load_with(vs, opt, LoadOptions::new())
    }

    /// Loads the checkpoint as [`load`](Self::load) does, with a [`ResumePolicy`](crate::ResumePolicy) for a plan that has changed
    /// since the save, or with other [`LoadOptions`].
    ///
    /// # Errors
    /// The errors of [`load`](Self::load) and [`Scheduler::load_with`](crate::Scheduler::load_with).
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// use tch_lr_scheduler::ResumePolicy;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     latest.load_with(&mut vs, &mut opt, ResumePolicy::SameStep)?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_with(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer, options: impl Into<LoadOptions>) -> Result<Restored> {
        self.load_parts_with([PartMut::new(MODEL, vs, opt)], options)
    }

    /// Loads several parts, all of them or none. Saved parts that are not in `parts` are ignored.
    ///
    /// The random generators are restored if a part has a schedule ([`PartMut::new`] and [`PartMut::plain`]).
    ///
    /// # Errors
    /// The errors of [`load_with`](Self::load_with), and [`Error::Data`](crate::Error::Data) if a part was not saved, or was saved
    /// as something else. No part is changed then.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::Checkpoints;
    /// use tch_lr_scheduler::PartMut;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     latest.load_parts([PartMut::weights("generator", &mut vs)])?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_parts<'a>(&self, parts: impl IntoIterator<Item = PartMut<'a>>) -> Result<Restored> {
        self.load_parts_with(parts, LoadOptions::new())
    }

    /// Loads several parts as [`load_parts`](Self::load_parts) does, with [`LoadOptions`] for all parts.
    ///
    /// # Errors
    /// The errors of [`load_parts`](Self::load_parts).
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, PartMut, Plan};
    /// use tch_lr_scheduler::LoadOptions;
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// if let Some(latest) = Checkpoints::new("no-such-folder").latest()? {
    ///     let parts = [PartMut::new("generator", &mut vs, &mut opt)];
    ///     latest.load_parts_with(parts, LoadOptions::new().without_generators())?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_parts_with<'a>(
        &self,
        parts: impl IntoIterator<Item = PartMut<'a>>,
        options: impl Into<LoadOptions>,
    ) -> Result<Restored> {
        let (options, mut missing) = (options.into(), vec![]);
        let parts = parts.into_iter().map(|part| PreparedPart::new(part, self, &options, &mut missing));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        let continues_run = parts.iter().any(PreparedPart::continues_run);
        let generators = (options.generators && continues_run).then(|| self.generators(&mut missing)).transpose()?;
        parts.into_iter().try_for_each(PreparedPart::commit)?;
        // The generators are last, so that no random number is drawn after them.
        generators.map_or(Ok(()), |generators| generators.put_back())?;
        Ok(Restored { step: self.step(), path: self.path().to_owned(), missing })
    }

    /// The saved states of the generators of this machine, checked.
    fn generators(&self, missing: &mut Vec<Missing>) -> Result<Generators> {
        let path = generators_path(self.path());
        let saved = self.manifest().generators.as_ref().map(|saved| read_tensors(&path, saved)).transpose();
        let saved = saved.map_err(|error| self.unreadable(error))?.unwrap_or_default();
        let (generators, absent) = Generators::from_saved(saved).map_err(|error| self.unreadable(error))?;
        missing.extend(absent.into_iter().map(|device| Missing::RandomGenerator { device }));
        Ok(generators)
    }
}
