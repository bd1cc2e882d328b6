use super::part_mut::PartMut;
use super::prepared_part::PreparedPart;
use crate::checkpoint::MODEL;
use crate::{Checkpoint, Result, ResumePolicy, ScheduledOptimizer};
use tch::nn::VarStore;

impl Checkpoint {
    /// Loads the weights into `vs` and the state into `opt`, so that the run continues from this checkpoint.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if a file cannot be read; [`Error::Data`](crate::Error::Data) if a file was changed
    /// after the save or does not fit `vs`; and the errors of [`Scheduler::load`](crate::Scheduler::load). Nothing is changed
    /// then.
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoints, Constant, Plan};
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// if let Some(best) = Checkpoints::new("no-such-folder").at_step(90_000)? {
    ///     best.load(&mut vs, &mut opt)?;
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn load(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer) -> Result<()> {
        self.load_with(vs, opt, ResumePolicy::default())
    }

    /// Loads the weights and the state as [`load`](Self::load) does, even if the plan has changed since the save.
    ///
    /// `policy` says how the run continues if the plan has changed. [`load`](Self::load) uses [`ResumePolicy::Refuse`].
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
    pub fn load_with(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer, policy: ResumePolicy) -> Result<()> {
        self.load_parts([PartMut::new(MODEL, vs, opt).plan_change(policy)])
    }

    /// Loads several parts, all of them or none. Saved parts that are not in `parts` are ignored.
    ///
    /// # Errors
    /// The errors of [`load_with`](Self::load_with), and [`Error::Data`](crate::Error::Data) if a part was not saved. No part
    /// is changed then.
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
    pub fn load_parts<'a>(&self, parts: impl IntoIterator<Item = PartMut<'a>>) -> Result<()> {
        let prepared = parts.into_iter().map(|part| PreparedPart::new(part, self)).collect::<Result<Vec<_>>>()?;
        prepared.into_iter().try_for_each(PreparedPart::commit)
    }
}
