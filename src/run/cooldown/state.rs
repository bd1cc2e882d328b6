use super::{Cooldown, Target};
use crate::schedule::Time;
use crate::schedule::arithmetic::saturate;

/// The state of a [`Cooldown`] that was started: the request, the step of its start, and the rates at its start.
///
/// ```
/// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
/// scheduler.seek(700, &mut DryRun)?;
/// let state = scheduler.cool_down(Cooldown::to(0.0, 1_000)?, &mut DryRun)?;
/// let cooldown = state.cooldown.as_ref().unwrap();
/// assert_eq!((cooldown.step, &cooldown.from[..]), (700, &[0.1][..]));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CooldownState {
    /// The cooldown that was requested.
    pub cooldown: Cooldown,
    /// The step at which the cooldown was started.
    pub step: u64,
    /// The fraction of a step after `step` at which the cooldown was started: at least 0 and below 1.
    pub fraction: f64,
    /// The rate of each group when the cooldown was started.
    pub from: Vec<f64>,
}

impl CooldownState {
    pub(crate) fn start(cooldown: Cooldown, time: Time, from: &[f64]) -> Self {
        Self { cooldown, step: time.step, fraction: time.fraction, from: from.to_vec() }
    }

    pub(crate) fn start_time(&self) -> Time {
        Time { step: self.step, fraction: self.fraction }
    }

    /// The first step after `step` at which the cooldown may change the rates.
    pub(crate) fn next_change(&self, step: u64) -> u64 {
        match step.checked_sub(self.step) {
            None => self.step,
            Some(elapsed) if elapsed > self.cooldown.steps => u64::MAX,
            Some(_) => step.saturating_add(1),
        }
    }

    /// The rate of a group, or `None` before the start of the cooldown.
    pub(crate) fn lr(&self, group: usize, time: Time) -> Option<f64> {
        let elapsed = time.since(self.start_time())?;
        let from = self.from.get(group).copied()?;
        let to = match self.cooldown.target {
            Target::Rate(rate) => rate,
            Target::Factor(factor) => from * factor,
        };
        let p = elapsed / self.cooldown.steps as f64;
        Some(match p {
            _ if p <= 0.0 => from,
            _ if p >= 1.0 => to,
            _ => saturate(to + (from - to) * self.cooldown.shape.remaining(p)),
        })
    }
}
