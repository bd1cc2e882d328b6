//! The samples and tokens that a run has seen, from its state.

use super::State;

impl State {
    /// The number of samples that the run has seen, or `None` if its plan does not know the samples of a step
    /// ([`RunLength::samples_per_step`](crate::RunLength::samples_per_step)).
    ///
    /// The count is exact below 2<sup>64</sup>, also if the number of samples per step has changed when the run resumed: it is the
    /// count at the last change, and the steps since then times the samples of a step. A jump moves the count as steps would.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, RunLength};
    ///
    /// let plan = Plan::lr(0.1, Constant).run(RunLength::default().samples_per_step(256)?)?;
    /// assert_eq!(plan.preview(1, 100)?.samples(), Some(25_600));
    /// assert_eq!(Plan::lr(0.1, Constant).preview(1, 100)?.samples(), None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn samples(&self) -> Option<u64> {
        let per_step = self.plan.run_units().ok()?.samples()?;
        Some(self.seen.count(self.seen.samples, per_step, self.step))
    }

    /// The number of tokens that the run has seen, as [`samples`](Self::samples) counts samples. `None` if its plan does not know the
    /// tokens of a step ([`RunLength::tokens_per_step`](crate::RunLength::tokens_per_step)).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, RunLength};
    ///
    /// let plan = Plan::lr(0.1, Constant).run(RunLength::default().tokens_per_step(4_096)?)?;
    /// assert_eq!(plan.preview(1, 100)?.tokens(), Some(409_600));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn tokens(&self) -> Option<u64> {
        let per_step = self.plan.run_units().ok()?.tokens()?;
        Some(self.seen.count(self.seen.tokens, per_step, self.step))
    }
}
