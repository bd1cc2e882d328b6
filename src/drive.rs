use crate::course::{Course, Track};
use crate::{Error, Hyperparameter, Knob, Result, Tunable};

/// One hyperparameter of a running optimizer: works out the next values, and writes them. Its buffers are what keeps a step
/// free of allocation.
#[derive(Debug)]
pub(crate) struct Drive {
    hyperparameter: Hyperparameter,
    courses: Vec<Course>,
    course_of_group: Vec<usize>,
    of_courses: Vec<f64>,
    next: Vec<f64>,
}

impl Drive {
    pub(crate) fn new(track: &Track, groups: usize) -> Result<Self> {
        let (courses, course_of_group) = track.resolve(groups)?;
        Ok(Self {
            hyperparameter: track.hyperparameter(),
            of_courses: vec![0.0; courses.len()],
            next: vec![0.0; groups],
            courses,
            course_of_group,
        })
    }

    pub(crate) fn hyperparameter(&self) -> Hyperparameter {
        self.hyperparameter
    }

    /// The values of the groups at `step`, after `adjust` has seen group and scheduled value.
    pub(crate) fn compute(&mut self, step: u64, adjust: impl Fn(usize, f64) -> f64) -> Result<()> {
        for (value, course) in self.of_courses.iter_mut().zip(&self.courses) {
            *value = course.at(step);
        }
        for (group, (next, &course)) in self.next.iter_mut().zip(&self.course_of_group).enumerate() {
            *next = adjust(group, self.of_courses[course]);
            if !next.is_finite() {
                let knob = Knob::of_group(self.hyperparameter, group);
                return Err(Error::NotFinite { knob, step, found: *next });
            }
        }
        Ok(())
    }

    pub(crate) fn next(&self) -> &[f64] {
        &self.next
    }

    /// Writes what differs from `current`, with one call where one value serves all groups.
    pub(crate) fn write_changes(&self, current: &mut [f64], target: &mut impl Tunable) -> Result<()> {
        if same(current, &self.next) {
            return Ok(());
        }
        let first = self.next[0];
        if self.next.iter().all(|value| value.to_bits() == first.to_bits()) {
            target.set(self.hyperparameter, first)?;
            current.fill(first);
            return Ok(());
        }
        self.write_groups(current, target)
    }

    /// Writes every group, whatever the optimizer has.
    pub(crate) fn write_all(&self, current: &mut Vec<f64>, target: &mut impl Tunable) -> Result<()> {
        let first = self.next[0];
        target.set(self.hyperparameter, first)?;
        current.clear();
        current.resize(self.next.len(), first);
        self.write_groups(current, target)
    }

    fn write_groups(&self, current: &mut [f64], target: &mut impl Tunable) -> Result<()> {
        for (group, (current, next)) in current.iter_mut().zip(&self.next).enumerate() {
            if current.to_bits() != next.to_bits() {
                target.set_group(self.hyperparameter, group, *next)?;
                *current = *next;
            }
        }
        Ok(())
    }
}

fn same(left: &[f64], right: &[f64]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.to_bits() == right.to_bits())
}
