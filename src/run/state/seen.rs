//! The samples and tokens that a run has seen.

use super::State;
use crate::data::record;

/// The samples and tokens that a run had seen at a step. Before the first change of the number of samples or tokens per step, it is
/// step 0, at which the run had seen none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Seen {
    pub(crate) step: u64,
    /// `None` if all steps before `step` count as steps of the plan.
    pub(crate) samples: Option<u64>,
    /// `None` if all steps before `step` count as steps of the plan.
    pub(crate) tokens: Option<u64>,
}

record!(Seen {
    step: u64;
    samples: Option<u64> = None, omitted;
    tokens: Option<u64> = None, omitted
} => |node| Ok(Seen { step, samples, tokens }));

impl Seen {
    /// The number of samples or tokens that a run has seen at `step`, from the number `before` that it had seen at the last change
    /// and the number of one step.
    pub(crate) fn count(self, before: Option<u64>, per_step: u64, step: u64) -> u64 {
        let of_steps = |steps: u64| u128::from(steps) * u128::from(per_step);
        let count = match before {
            None => of_steps(step),
            Some(before) if step >= self.step => u128::from(before) + of_steps(step - self.step),
            Some(before) => u128::from(before).saturating_sub(of_steps(self.step - step)),
        };
        u64::try_from(count).unwrap_or(u64::MAX)
    }
}

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
