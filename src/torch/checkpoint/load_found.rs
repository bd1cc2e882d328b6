use super::options::LoadOptions;
use super::restored::Restored;
use crate::{Checkpoint, Checkpoints, Result, ScheduledOptimizer};
use tch::nn::VarStore;

impl Checkpoints {
    /// Loads the checkpoint that was saved last into `vs` and `opt`, as [`Checkpoint::load`] does.
    ///
    /// Returns `None` and changes nothing if there is no checkpoint.
    ///
    /// # Errors
    /// The errors of [`latest`](Self::latest) and [`Checkpoint::load`].
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
    pub fn load_latest(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer) -> Result<Option<Restored>> {
        self.load_latest_with(vs, opt, LoadOptions::new())
    }

    /// Loads the last checkpoint as [`load_latest`](Self::load_latest) does, with a [`ResumePolicy`](crate::ResumePolicy) for a
    /// plan that has changed since the save, or with other [`LoadOptions`].
    ///
    /// # Errors
    /// The errors of [`latest`](Self::latest) and [`Checkpoint::load_with`].
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::{Checkpoints, Constant, Plan, ResumePolicy};
    ///
    /// let mut vs = nn::VarStore::new(Device::Cpu);
    /// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// Checkpoints::new("no-such-folder").load_latest_with(&mut vs, &mut opt, ResumePolicy::SameStep)?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_latest_with(
        &self,
        vs: &mut VarStore,
        opt: &mut ScheduledOptimizer,
        options: impl Into<LoadOptions>,
    ) -> Result<Option<Restored>> {
        load(self.latest()?, vs, opt, options)
    }

    /// Loads the [best](Self::best) checkpoint into `vs` and `opt`, as [`Checkpoint::load`] does.
    ///
    /// Returns `None` and changes nothing if there is no checkpoint with the metric.
    ///
    /// # Errors
    /// The errors of [`best`](Self::best) and [`Checkpoint::load`].
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::{Checkpoints, Constant, Mode, Plan};
    ///
    /// let mut vs = nn::VarStore::new(Device::Cpu);
    /// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// let checkpoints = Checkpoints::new("no-such-folder").keep_best("accuracy", Mode::Max);
    /// assert_eq!(checkpoints.load_best(&mut vs, &mut opt)?, None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_best(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer) -> Result<Option<Restored>> {
        self.load_best_with(vs, opt, LoadOptions::new())
    }

    /// Loads the best checkpoint as [`load_best`](Self::load_best) does, with a [`ResumePolicy`](crate::ResumePolicy) for a plan
    /// that has changed since the save, or with other [`LoadOptions`].
    ///
    /// # Errors
    /// The errors of [`best`](Self::best) and [`Checkpoint::load_with`].
    ///
    /// ```
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::{Checkpoints, Constant, LoadOptions, Mode, Plan};
    ///
    /// let mut vs = nn::VarStore::new(Device::Cpu);
    /// let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// let checkpoints = Checkpoints::new("no-such-folder").keep_best("accuracy", Mode::Max);
    /// checkpoints.load_best_with(&mut vs, &mut opt, LoadOptions::new().without_generators())?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load_best_with(
        &self,
        vs: &mut VarStore,
        opt: &mut ScheduledOptimizer,
        options: impl Into<LoadOptions>,
    ) -> Result<Option<Restored>> {
        load(self.best()?, vs, opt, options)
    }
}

fn load(
    checkpoint: Option<Checkpoint>,
    vs: &mut VarStore,
    opt: &mut ScheduledOptimizer,
    options: impl Into<LoadOptions>,
) -> Result<Option<Restored>> {
    checkpoint.map(|checkpoint| checkpoint.load_with(vs, opt, options)).transpose()
}
