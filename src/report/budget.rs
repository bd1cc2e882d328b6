//! The work that a report may do. A plan may have a million groups, and a schedule a hundred thousand members.

use super::description::subject::{self, Subject};
use crate::data::wording::count;
use crate::schedule::recursion::MOST_WORK;
use crate::{Error, Plan, Result};

/// The most values that are computed for the samples of a report.
const MOST_VALUES: usize = 1 << 26;
/// The most and the fewest samples of a run.
const SAMPLES: std::ops::RangeInclusive<usize> = 1 << 8..=1 << 20;

/// The number of evenly spaced steps at which a report evaluates a plan that computes `values` values at each step.
pub(crate) fn most_samples(values: usize) -> u64 {
    (MOST_VALUES / values.max(1)).clamp(*SAMPLES.start(), *SAMPLES.end()) as u64
}

/// The scheduled values of a plan, as [`subject::subjects`] returns them, if the values of a run of `steps` steps can be computed
/// in reasonable time.
pub(crate) fn subjects(plan: &Plan, groups: usize, steps: Option<u64>) -> Result<Vec<Subject>> {
    let mut all = subject::subjects(plan, groups, steps)?;
    let values = all.iter().fold(groups, |values, subject| values.saturating_add(subject.scheduled.nesting().schedules));
    all.iter_mut().for_each(|subject| subject.most_samples = most_samples(values));
    check_walks(&all, steps.unwrap_or(0))?;
    Ok(all)
}

/// Checks that all values of a run can be computed in reasonable time. Schedules without a closed form compute each step on the way
/// from one sample to the next.
fn check_walks(subjects: &[Subject], steps: u64) -> Result<()> {
    let mut work = 0.0;
    for subject in subjects {
        let mut before = 0.0;
        for step in subject.samples(steps) {
            let walk = subject.steps_to_walk(step);
            // A schedule that repeats starts its walk again.
            work += if walk >= before { walk - before } else { walk };
            before = walk;
            if work > MOST_WORK {
                return Err(too_many_steps(subject, step, steps));
            }
        }
    }
    Ok(())
}

fn too_many_steps(subject: &Subject, reached: u64, steps: u64) -> Error {
    let (name, reached) = (&subject.subject, count(reached));
    let bound = format!("at most about {reached}, because {name} has a schedule without a closed form, which computes each step");
    Error::Parameter { owner: "plan", parameter: "steps", bound, found: steps.to_string() }
}
