use crate::Result;
use crate::plan::scheduled_value::ScheduledValue;
use crate::report::description::samples::samples;
use crate::report::description::subject::Subject;
use crate::schedule::Time;

/// The total number of steps at which the checks evaluate the curves of a plan. It limits the time of a check of many groups.
const ALL: u64 = 1 << 22;
/// The smallest and the largest number of steps at which one curve is evaluated.
const ONE: std::ops::RangeInclusive<u64> = 1 << 8..=1 << 16;
/// The largest number of steps that a schedule without a closed form may compute for one curve of a check.
pub(super) const FARTHEST: f64 = 1_048_576.0;

/// Whether the values at these steps, in increasing order, can be computed in a short time. A schedule without a closed form
/// computes the steps between them too.
pub(super) fn is_affordable(scheduled: &ScheduledValue, steps: impl IntoIterator<Item = u64>) -> bool {
    let (mut before, mut all) = (0.0, 0.0);
    steps.into_iter().all(|step| {
        let walk = scheduled.steps_to_walk(Time::at_step(step));
        // The computation continues from the step before, unless a new cycle starts it again.
        all += if walk >= before { walk - before } else { walk };
        before = walk;
        all <= FARTHEST
    })
}

/// The values of a subject at steps of a run.
pub(super) struct Curve {
    pub(super) run: u64,
    pub(super) steps: Vec<u64>,
    pub(super) values: Vec<f64>,
}

impl Curve {
    /// The number of steps at which each curve is evaluated if a plan has `curves` curves. `affordable` is the number of steps at
    /// which all schedules of the plan can be evaluated.
    pub(super) fn samples_of_each(curves: usize, affordable: u64) -> u64 {
        (ALL / curves.max(1) as u64).min(affordable).clamp(*ONE.start(), *ONE.end())
    }

    /// Evaluates a subject at about `most` steps of a run. Returns `None` if the run has no steps, or if the schedule would have to
    /// compute too many steps one after another.
    pub(super) fn of(subject: &Subject, run: u64, most: u64) -> Result<Option<Self>> {
        if run == 0 {
            return Ok(None);
        }
        let steps = samples(run, &subject.summary.phase_boundaries(), most);
        if !is_affordable(&subject.scheduled, steps.iter().copied()) {
            return Ok(None);
        }
        let values = steps.iter().map(|step| subject.value(*step)).collect::<Result<Vec<_>>>()?;
        Ok(Some(Self { run, steps, values }))
    }

    pub(super) fn peak(&self) -> f64 {
        self.values.iter().copied().fold(0.0, f64::max)
    }

    pub(super) fn lowest(&self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The value at the last step.
    pub(super) fn last(&self) -> f64 {
        self.values.last().copied().unwrap_or(0.0)
    }

    /// The value at the middle of the run.
    pub(super) fn middle(&self) -> f64 {
        let index = self.steps.partition_point(|step| *step < self.run / 2);
        self.values.get(index).copied().unwrap_or(0.0)
    }

    /// The first step from which no value until the end is above `limit`, and `None` if the last value is. It is exact if the value
    /// between two steps of the curve falls.
    pub(super) fn below_from(&self, subject: &Subject, limit: f64) -> Result<Option<u64>> {
        let below = self.values.iter().rev().take_while(|value| **value <= limit).count();
        let index = self.values.len() - below;
        let Some(&(mut low)) = self.steps.get(index) else {
            return Ok(None);
        };
        let mut above = match index.checked_sub(1) {
            Some(before) => self.steps[before],
            None => return Ok(Some(low)),
        };
        while low - above > 1 {
            let middle = above + (low - above) / 2;
            if subject.value(middle)? <= limit { low = middle } else { above = middle }
        }
        Ok(Some(low))
    }
}

#[cfg(test)]
mod tests {
    use super::Curve;

    #[test]
    fn many_curves_or_many_schedules_have_fewer_samples() {
        assert_eq!(Curve::samples_of_each(1, u64::MAX), 65_536);
        assert_eq!(Curve::samples_of_each(1_000, u64::MAX), 4_194);
        assert_eq!(Curve::samples_of_each(1, 2_048), 2_048);
        assert_eq!(Curve::samples_of_each(1_000_000, 1), 256);
    }
}
