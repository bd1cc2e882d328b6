//! Resuming after the same number of samples or tokens.

use crate::run::state::Seen;
use crate::schedule::Time;
use crate::{Error, Plan, Result, RunLength, State};

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    Samples,
    Tokens,
}

/// A number of samples or tokens that leads from the time of a saved run to that of a new one.
#[derive(Debug, Clone, Copy)]
pub(super) struct SameCount {
    seen: Seen,
    before: Option<u64>,
    saved_per_step: u64,
    new_per_step: u64,
}

impl Counted {
    /// What is counted in a step.
    fn per_step(self, run: &RunLength) -> Option<u64> {
        match self {
            Self::Samples => run.samples(),
            Self::Tokens => run.tokens(),
        }
    }

    fn before(self, seen: Seen) -> Option<u64> {
        match self {
            Self::Samples => seen.samples,
            Self::Tokens => seen.tokens,
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::Samples => "samples_per_step",
            Self::Tokens => "tokens_per_step",
        }
    }
}

impl SameCount {
    /// Fails if one of the plans does not know the number of samples or tokens per step.
    pub(super) fn new(counted: Counted, state: &State, plan: &Plan) -> Result<Self> {
        let known = |run: &RunLength, which| counted.per_step(run).ok_or(Error::NoCountPerStep { which, needs: counted.field() });
        let saved_per_step = known(&state.plan.run_units()?, "saved")?;
        let new_per_step = known(plan.run_units(), "new")?;
        Ok(Self { seen: state.seen, before: counted.before(state.seen), saved_per_step, new_per_step })
    }

    /// The time of the new run at which it has seen as much as the saved run has at `time`. A whole step gives the last whole step by
    /// which the new run has seen no more.
    pub(super) fn moved(&self, time: Time) -> Time {
        let count = self.seen.count(self.before, self.saved_per_step, time.step);
        let (whole, rest) = (count / self.new_per_step, count % self.new_per_step);
        if time.fraction == 0.0 {
            return Time::at_step(whole);
        }
        let more = (rest as f64 + time.fraction * self.saved_per_step as f64) / self.new_per_step as f64;
        Time { step: whole.saturating_add(more.floor() as u64), fraction: more.fract() }
    }
}

/// What the run of `state` has seen, for a state of the new plan at `time`. The saved plan may not know how many samples or tokens a
/// step has. All steps then count as steps of the new plan.
pub(super) fn seen_at(state: &State, plan: &Plan, time: Time) -> Seen {
    let saved = state.plan.run_units().unwrap_or_default();
    let count = |counted: Counted| {
        let (old, new) = (counted.per_step(&saved)?, counted.per_step(plan.run_units())?);
        let count = state.seen.count(counted.before(state.seen), old, state.step);
        (count != Seen::default().count(None, new, time.step)).then_some(count)
    };
    match (count(Counted::Samples), count(Counted::Tokens)) {
        (None, None) => Seen::default(),
        (samples, tokens) => Seen { step: time.step, samples, tokens },
    }
}
