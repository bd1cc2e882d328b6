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
