use super::{Cooldown, Target};
use crate::schedule::Time;
use crate::schedule::arithmetic::saturate;

/// The state of a [`Cooldown`] that was started: the request, the time of its start, and the rates at its start.
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
    /// The step at which the cooldown was started. After a resume with
    /// [`ResumePolicy::SameFraction`](crate::ResumePolicy::SameFraction), the step of that resume if the cooldown was under way,
    /// else the step at which it will start.
    pub step: u64,
    /// The fraction of a step after `step`: at least 0 and below 1.
    pub fraction: f64,
    /// The number of steps that the cooldown had taken at the time of `step` and `fraction`. It is 0 unless a run resumed with
    /// [`ResumePolicy::SameFraction`](crate::ResumePolicy::SameFraction) while the cooldown was under way.
    pub elapsed: f64,
    /// The rate of each group at the start of the cooldown.
    pub from: Vec<f64>,
}

impl CooldownState {
    pub(crate) fn start(cooldown: Cooldown, time: Time, from: &[f64]) -> Self {
        Self { cooldown, step: time.step, fraction: time.fraction, elapsed: 0.0, from: from.to_vec() }
    }

    /// The time of `step` and `fraction`.
    fn anchor(&self) -> Time {
        Time { step: self.step, fraction: self.fraction }
    }

    /// The number of steps that the cooldown has taken at `time`, or `None` before its start.
    fn elapsed_at(&self, time: Time) -> Option<f64> {
        let elapsed = match time.since(self.anchor()) {
            Some(after) => self.elapsed + after,
            None => self.elapsed - self.anchor().since(time)?,
        };
        (elapsed >= 0.0).then_some(elapsed)
    }

    pub(crate) fn has_started(&self, time: Time) -> bool {
        self.elapsed_at(time).is_some()
    }

    /// The time at which the cooldown starts. It is 0 if a resume has moved the start to before step 0.
    pub(crate) fn start_time(&self) -> Time {
        if self.elapsed == 0.0 { self.anchor() } else { Time::from((self.anchor().as_f64() - self.elapsed).max(0.0)) }
    }

    /// Moves the cooldown so that it has taken as many steps at `to` as it has at `from`. It must have started.
    pub(crate) fn shift(&mut self, from: Time, to: Time) {
        let elapsed = self.elapsed_at(from).unwrap_or(0.0);
        (self.step, self.fraction, self.elapsed) = (to.step, to.fraction, elapsed);
    }

    /// Sets the time of the start.
    pub(crate) fn start_at(&mut self, time: Time) {
        (self.step, self.fraction, self.elapsed) = (time.step, time.fraction, 0.0);
    }

    /// The first step after `step` at which the cooldown may change the rates.
    pub(crate) fn next_change(&self, step: u64) -> u64 {
        match self.elapsed_at(Time::at_step(step)) {
            None => self.step.saturating_sub(self.elapsed.ceil() as u64).max(step.saturating_add(1)),
            Some(elapsed) if elapsed >= self.cooldown.steps as f64 => u64::MAX,
            Some(_) => step.saturating_add(1),
        }
    }

    /// The rate of a group, or `None` before the start of the cooldown.
    pub(crate) fn lr(&self, group: usize, time: Time) -> Option<f64> {
        let elapsed = self.elapsed_at(time)?;
        let from = self.from.get(group).copied()?;
        let to = match self.cooldown.target {
            Target::Rate(rate) => rate,
            Target::Factor(factor) => from * factor,
        };
        let p = elapsed / self.cooldown.steps as f64;
        Some(match p {
            _ if p <= 0.0 => from,
            _ if p >= 1.0 => to,
            _ => saturate(to + (from - to) * self.cooldown.shape.left(p)),
        })
    }
}
