use super::hyperparameter_values::check_end;
use super::same_bits::same_bits;
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::{Error, Result};
use std::collections::HashSet;

/// The scalars of a running plan: computes their next values and writes them to a state. The optimizer does not get them.
#[derive(Debug)]
pub(crate) struct Scalars {
    scheduled: Vec<(String, ScheduledValue)>,
    next: Vec<f64>,
}

impl Scalars {
    pub(crate) fn new(scheduled: &[(String, ScheduledValue)]) -> Result<Self> {
        let mut names = HashSet::new();
        for (name, scheduled) in scheduled {
            scheduled.check(name)?;
            if !names.insert(name) {
                return Err(Error::ScalarTwice { name: name.clone() });
            }
        }
        Ok(Self { scheduled: scheduled.to_vec(), next: vec![0.0; scheduled.len()] })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.scheduled.is_empty()
    }

    pub(crate) fn scheduled(&self) -> impl Iterator<Item = &ScheduledValue> {
        self.scheduled.iter().map(|(_, scheduled)| scheduled)
    }

    /// The number of steps that must be computed one after another to reach `time`.
    pub(crate) fn steps_to_walk(&self, time: Time) -> f64 {
        self.scheduled.iter().map(|(_, scheduled)| scheduled.steps_to_walk(time)).sum()
    }

    /// Checks that no schedule has ended before `time`, if a step after the end is an error.
    pub(crate) fn check_end(&self, time: Time) -> Result<()> {
        self.scheduled.iter().try_for_each(|(name, scheduled)| check_end(name, scheduled, time))
    }

    pub(crate) fn compute(&mut self, time: Time) -> Result<()> {
        for (next, (name, scheduled)) in self.next.iter_mut().zip(&self.scheduled) {
            *next = scheduled.at(time);
            if !next.is_finite() {
                return Err(Error::not_finite(name, time.step, *next));
            }
        }
        Ok(())
    }

    pub(crate) fn write(&self, state: &mut Vec<(String, f64)>) {
        if state.len() != self.scheduled.len() {
            *state = self.scheduled.iter().map(|(name, _)| (name.clone(), 0.0)).collect();
        }
        for ((_, value), next) in state.iter_mut().zip(&self.next) {
            *value = *next;
        }
    }

    /// Checks that the scalars of a loaded state are those of the plan at its step.
    pub(crate) fn compare(&self, state: &[(String, f64)]) -> Result<()> {
        let expected: Vec<_> = self.scheduled.iter().map(|(name, _)| name).collect();
        let found: Vec<_> = state.iter().map(|(name, _)| name).collect();
        if expected != found {
            return Err(Error::foreign_state("scalars", format_args!("{expected:?}"), format_args!("{found:?}")));
        }
        let mut pairs = state.iter().zip(&self.next);
        pairs.try_for_each(|((name, found), planned)| same_bits(format_args!("scalars.{name}"), *planned, *found))
    }
}
