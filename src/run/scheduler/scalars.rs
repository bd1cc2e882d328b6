use super::hyperparameter_values::check_end;
use super::same_bits::same_bits;
use crate::plan::assignments::Source;
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::{Error, Plan, Result};
use std::collections::HashSet;

/// The scalars of a running plan: computes their next values and writes them to a state. The optimizer does not get them.
#[derive(Debug)]
pub(crate) struct Scalars {
    sources: Vec<(String, Source<ScheduledValue>)>,
    next: Vec<f64>,
}

impl Scalars {
    pub(crate) fn new(plan: &Plan, groups: usize) -> Result<Self> {
        let mut names = HashSet::new();
        for (name, source) in plan.scalars() {
            match source {
                Source::Scheduled(scheduled) => scheduled.check(name)?,
                Source::Coupled(coupling) => coupling.check_of_scalar(name)?,
            }
            if !names.insert(name) {
                return Err(Error::ScalarTwice { name: name.clone() });
            }
        }
        let mut sources = plan.scalars().to_vec();
        if sources.iter().any(|(_, source)| matches!(source, Source::Coupled(_))) {
            let peak = plan.peak_of_first_group(groups)?;
            for (_, source) in &mut sources {
                if let Source::Coupled(coupling) = source {
                    coupling.at_peak(peak);
                }
            }
        }
        Ok(Self { next: vec![0.0; sources.len()], sources })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    pub(crate) fn scheduled(&self) -> impl Iterator<Item = &ScheduledValue> {
        self.named().map(|(_, scheduled)| scheduled)
    }

    /// The scalars that follow a schedule.
    fn named(&self) -> impl Iterator<Item = (&String, &ScheduledValue)> {
        self.sources.iter().filter_map(|(name, source)| match source {
            Source::Scheduled(scheduled) => Some((name, scheduled)),
            Source::Coupled(_) => None,
        })
    }

    /// The number of steps that must be computed one after another to reach `time`.
    pub(crate) fn steps_to_walk(&self, time: Time) -> f64 {
        self.scheduled().map(|scheduled| scheduled.steps_to_walk(time)).sum()
    }

    /// Checks that no schedule has ended before `time`, if a step after the end is an error.
    pub(crate) fn check_end(&self, time: Time) -> Result<()> {
        self.named().try_for_each(|(name, scheduled)| check_end(name, scheduled, time))
    }

    /// Computes the values at `time`, at which the first group has this rate.
    pub(crate) fn compute(&mut self, time: Time, rate: f64) -> Result<()> {
        for (next, (name, source)) in self.next.iter_mut().zip(&self.sources) {
            *next = match source {
                Source::Scheduled(scheduled) => scheduled.at(time),
                Source::Coupled(coupling) => coupling.at(rate),
            };
            if !next.is_finite() {
                return Err(Error::not_finite(name, time.step, *next));
            }
        }
        Ok(())
    }

    pub(crate) fn write(&self, state: &mut Vec<(String, f64)>) {
        if state.len() != self.sources.len() {
            *state = self.sources.iter().map(|(name, _)| (name.clone(), 0.0)).collect();
        }
        for ((_, value), next) in state.iter_mut().zip(&self.next) {
            *value = *next;
        }
    }

    /// Checks that the scalars of a loaded state are those of the plan at its step.
    pub(crate) fn compare(&self, state: &[(String, f64)]) -> Result<()> {
        let expected: Vec<_> = self.sources.iter().map(|(name, _)| name).collect();
        let found: Vec<_> = state.iter().map(|(name, _)| name).collect();
        if expected != found {
            return Err(Error::foreign_state("scalars", format_args!("{expected:?}"), format_args!("{found:?}")));
        }
        let mut pairs = state.iter().zip(&self.next);
        pairs.try_for_each(|((name, found), planned)| same_bits(format_args!("scalars.{name}"), *planned, *found))
    }
}
