//! The work that a report may do. A plan may have a million groups, and a schedule a hundred thousand members.

use super::description::samples::samples;
use super::description::subject::{self, Subject};
use crate::data::wording::count;
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::schedule::recursion::MOST_WORK;
use crate::{Error, Plan, Result};

/// The most values that are computed for the samples of a report.
const MOST_VALUES: usize = 1 << 24;
/// The most and the fewest samples of a run.
const SAMPLES: std::ops::RangeInclusive<usize> = 1 << 8..=1 << 20;

/// The number of evenly spaced steps at which a report evaluates a plan that computes `values` values at each step.
pub(crate) fn most_samples(values: usize) -> u64 {
    (MOST_VALUES / values.max(1)).clamp(*SAMPLES.start(), *SAMPLES.end()) as u64
}

/// The scheduled values of a plan, as [`subject::subjects`] returns them, if the values of a run of `steps` steps can be computed
/// in reasonable time.
pub(crate) fn subjects(plan: &Plan, groups: usize, steps: Option<u64>) -> Result<Vec<Subject>> {
    let run = steps.unwrap_or(0);
    // A summary computes values too, so the runs that are far too long are refused before.
    let few = samples(run, &[], *SAMPLES.start() as u64);
    let mut all = subject::subjects(plan, groups, steps, |all| {
        let mut work = 0.0;
        all.iter().try_for_each(|subject| check_walk(&subject.subject, &subject.scheduled, &few, run, &mut work))
    })?;
    let values = all.iter().fold(groups, |values, subject| values.saturating_add(subject.scheduled.nesting().schedules));
    all.iter_mut().for_each(|subject| subject.most_samples = most_samples(values));
    let mut work = 0.0;
    all.iter().try_for_each(|subject| check_walk(&subject.subject, &subject.scheduled, &subject.samples(run), run, &mut work))?;
    Ok(all)
}

/// Checks that the values at these steps can be computed in reasonable time, after the values of other subjects took `work`.
/// Schedules without a closed form compute each step on the way from one sample to the next.
fn check_walk(name: &str, scheduled: &ScheduledValue, samples: &[u64], steps: u64, work: &mut f64) -> Result<()> {
    let walk = |step| scheduled.steps_to_walk(Time::at_step(step));
    let (mut reached, mut before) = (0, 0.0);
    for &step in samples {
        let walked = walk(step);
        // A schedule that repeats starts its walk again.
        let start = if walked >= before { before } else { 0.0 };
        if *work + walked - start > MOST_WORK {
            let is_too_far = |step| *work + walk(step) - start > MOST_WORK;
            return Err(too_many_steps(name, farthest(reached, step, is_too_far), steps));
        }
        *work += walked - start;
        (reached, before) = (step, walked);
    }
    Ok(())
}

/// The last step from `near` to `far` that is not too far.
fn farthest(mut near: u64, mut far: u64, is_too_far: impl Fn(u64) -> bool) -> u64 {
    while far - near > 1 {
        let middle = near + (far - near) / 2;
        if is_too_far(middle) { far = middle } else { near = middle }
    }
    near
}

fn too_many_steps(name: &str, reached: u64, steps: u64) -> Error {
    let bound =
        format!("at most about {}, because {name} has a schedule without a closed form, which computes each step", count(reached));
    Error::Parameter { owner: "plan", parameter: "steps", bound, found: steps.to_string() }
}
