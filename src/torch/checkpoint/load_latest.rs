use crate::{Checkpoints, Result, ScheduledOptimizer};
use tch::nn::VarStore;

impl Checkpoints {
    /// Loads the checkpoint that was saved last into `vs` and `opt`, and returns its step.
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
    pub fn load_latest(&self, vs: &mut VarStore, opt: &mut ScheduledOptimizer) -> Result<Option<u64>> {
        let Some(latest) = self.latest()? else {
            return Ok(None);
        };
        latest.load(vs, opt)?;
        Ok(Some(latest.step()))
    }
}
