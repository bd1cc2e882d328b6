use super::values::same_bits;
use crate::plan::course::Course;
use crate::schedule::Time;
use crate::{Error, Result};
use std::collections::HashSet;

/// Numbers of the user's own that follow a schedule: nothing is written anywhere, they are read back from the state.
#[derive(Debug)]
pub(crate) struct Numbers {
    courses: Vec<(String, Course)>,
    next: Vec<f64>,
}

impl Numbers {
    pub(crate) fn new(courses: &[(String, Course)]) -> Result<Self> {
        let mut names = HashSet::new();
        for (name, course) in courses {
            course.check(name)?;
            if !names.insert(name) {
                return Err(Error::NumberTwice { name: name.clone() });
            }
        }
        Ok(Self { courses: courses.to_vec(), next: vec![0.0; courses.len()] })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.courses.is_empty()
    }

    pub(crate) fn courses(&self) -> impl Iterator<Item = &Course> {
        self.courses.iter().map(|(_, course)| course)
    }

    pub(crate) fn walk(&self, time: Time) -> f64 {
        self.courses.iter().map(|(_, course)| course.walk(time)).sum()
    }

    pub(crate) fn compute(&mut self, time: Time) -> Result<()> {
        for (next, (name, course)) in self.next.iter_mut().zip(&self.courses) {
            *next = course.at(time);
            if !next.is_finite() {
                return Err(Error::not_finite(name, time.step, *next));
            }
        }
        Ok(())
    }

    pub(crate) fn write(&self, state: &mut Vec<(String, f64)>) {
        if state.len() != self.courses.len() {
            *state = self.courses.iter().map(|(name, _)| (name.clone(), 0.0)).collect();
        }
        for ((_, value), next) in state.iter_mut().zip(&self.next) {
            *value = *next;
        }
    }

    /// That the numbers of a loaded state are those which the plan gives at its step.
    pub(crate) fn compare(&self, state: &[(String, f64)]) -> Result<()> {
        let expected: Vec<_> = self.courses.iter().map(|(name, _)| name).collect();
        let found: Vec<_> = state.iter().map(|(name, _)| name).collect();
        if expected != found {
            return Err(Error::foreign_state("numbers", format_args!("{expected:?}"), format_args!("{found:?}")));
        }
        let mut pairs = state.iter().zip(&self.next);
        pairs.try_for_each(|((name, found), planned)| same_bits(format_args!("numbers.{name}"), *planned, *found))
    }
}
