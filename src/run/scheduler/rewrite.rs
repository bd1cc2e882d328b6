use super::Scheduler;
use crate::{Result, State, Tunable};

impl Scheduler {
    /// Writes every value of the current step to the optimizer, also values that have not changed.
    ///
    /// The other methods write only what has changed, and never read from the optimizer. Call this method after the program has
    /// built its optimizer again or has set hyperparameters itself, because the scheduler does not notice that. The number of
    /// groups must be the same as before; [`regroup`](Self::regroup) changes it. For a `tch::nn::Optimizer`, `Scheduler::attach`
    /// does both and checks that the optimizer belongs to the `VarStore`.
    ///
    /// # Errors
    /// The errors of [`step`](Self::step).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Hyperparameter, Plan, Result, Scheduler, Tunable};
    ///
    /// struct Mine(f64);
    ///
    /// impl Tunable for Mine {
    ///     fn set(&mut self, _: Hyperparameter, value: f64) -> Result<()> {
    ///         self.0 = value;
    ///         Ok(())
    ///     }
    ///     fn set_group(&mut self, _: Hyperparameter, _: usize, value: f64) -> Result<()> {
    ///         self.set(Hyperparameter::Lr, value)
    ///     }
    /// }
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut Mine(0.0))?;
    /// let mut another = Mine(9.0);
    /// scheduler.step(&mut another)?;
    /// assert_eq!(another.0, 9.0); // the value 0.1 has not changed, so it was not written
    /// scheduler.rewrite(&mut another)?;
    /// assert_eq!(another.0, 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn rewrite(&mut self, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        self.values.compute(&self.plan, self.state.time(), self.state.adjustments())?;
        self.values.write_all(&mut self.state, target)?;
        Ok(&self.state)
    }
}
