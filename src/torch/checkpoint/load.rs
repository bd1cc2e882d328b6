use super::checkpoint::Checkpoint;
use super::layout::MODEL;
use super::part_mut::PartMut;
use super::prepared_part::PreparedPart;
use crate::{Result, ResumePolicy, ScheduledOptimizer};
use tch::nn::VarStore;

impl Checkpoint {
    /// Goes on from here: weights into `vs`, state into `opt`.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) and [`Error::Data`](crate::Error::Data), naming the file, where it is not what was
    /// saved or does not fit `vs`, and as [`Scheduler::load`](crate::Scheduler::load). Then nothing has changed.
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

    /// As [`load`](Self::load), where the plan may have changed since.
    ///
    /// # Errors
    /// As [`load`](Self::load) and [`Scheduler::load_with`](crate::Scheduler::load_with).
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

    /// Loads several parts, all or none; those that are not asked for are passed over.
    ///
    /// # Errors
    /// As [`load_with`](Self::load_with), and [`Error::Data`](crate::Error::Data) where one was not saved. Then nothing has
    /// changed in any of them.
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
