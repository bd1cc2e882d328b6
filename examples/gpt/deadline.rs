use super::trainer::Trainer;
use anyhow::Result;
use std::time::{Duration, Instant};
use tch_lr_scheduler::Cooldown;

/// The fraction of the time that is kept for the last validation, the last checkpoint and the sample.
const RESERVE: f64 = 0.05;
/// The least time that is kept, because a short run loads libtorch and writes the sample as long as a long one.
const LEAST_RESERVE: Duration = Duration::from_secs(2);

/// The first steps are slower, and are not measured.
const UNMEASURED: u32 = 3;

/// Ends a run at a time instead of a step. It measures how long the steps take, and starts a cooldown early enough.
pub struct Deadline {
    end: Instant,
    calls: u32,
    measured_from: Instant,
    /// The step at which the cooldown ends.
    cooldown_end: Option<u64>,
}

impl Deadline {
    /// `within` counts from `start`.
    pub fn new(start: Instant, within: Duration) -> Self {
        let reserve = within.mul_f64(RESERVE).max(LEAST_RESERVE);
        Self { end: start + within.saturating_sub(reserve), calls: 0, measured_from: start, cooldown_end: None }
    }

    /// Call it before each step. Starts the cooldown if it is time, and shortens it if the steps have become slower. Returns the
    /// number of steps of a cooldown that it has started.
    pub fn before_step(&mut self, trainer: &mut Trainer) -> Result<Option<u64>> {
        self.calls += 1;
        if self.calls <= UNMEASURED {
            self.measured_from = Instant::now();
            return Ok(None);
        }
        let now = Instant::now();
        let seconds_per_step = (now - self.measured_from).as_secs_f64() / f64::from(self.calls - UNMEASURED);
        let affordable = (self.end.saturating_duration_since(now).as_secs_f64() / seconds_per_step) as u64;
        let run = Progress { step: trainer.opt.state().step, planned_end: trainer.steps, cooldown_end: self.cooldown_end };
        let steps = run.cooldown(affordable, trainer.settings.decay);
        if let Some(steps) = steps {
            trainer.opt.cool_down(Cooldown::to(0.0, steps)?)?;
            self.cooldown_end = Some(run.step.saturating_add(steps));
        }
        Ok(steps)
    }
}

/// How far a run is, in steps.
pub struct Progress {
    pub step: u64,
    pub planned_end: u64,
    pub cooldown_end: Option<u64>,
}

impl Progress {
    /// The number of steps of the cooldown that has to start now, if there is time for `affordable` more steps. The cooldown is
    /// the last `fraction` of the whole run.
    pub fn cooldown(&self, affordable: u64, fraction: f64) -> Option<u64> {
        let end = self.step.saturating_add(affordable);
        let is_due = match self.cooldown_end {
            Some(cooldown_end) => end < cooldown_end,
            None => end < self.planned_end && affordable as f64 <= fraction * end as f64,
        };
        is_due.then_some(affordable.max(1))
    }
}
