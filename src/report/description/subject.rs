use super::samples::samples;
use crate::data::StepUnit;
use crate::data::wording::number;
use crate::plan::assignments::{Assignments, Source};
use crate::plan::coupling::Coupling;
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::{DryRun, Error, Hyperparameter, Plan, Result, Scheduler, Setting, Summary};
use std::collections::HashMap;

/// A scheduled value of a plan, with the summary of its schedule.
pub(crate) struct Subject {
    /// The setting or the scalar that has this value: `lr`, `lr[1]`, or the name of a scalar.
    pub(crate) subject: String,
    /// The hyperparameter; `None` for a scalar.
    hyperparameter: Option<Hyperparameter>,
    /// The path of the subject's base and schedule in a plan's data: `lr`, `lr.groups.1`, `lr.each[0]`, `scalars.temperature`.
    pub(crate) path: String,
    /// The groups that have this value, in increasing order. Empty for a scalar.
    pub(crate) groups: Vec<usize>,
    pub(crate) scheduled: ScheduledValue,
    pub(crate) summary: Summary,
    /// The number of evenly spaced steps at which the values are evaluated.
    pub(crate) most_samples: u64,
}

/// A scheduled value of a plan before its schedule is summarized.
pub(crate) struct Unsummarized {
    /// As in [`Subject`].
    pub(crate) subject: String,
    hyperparameter: Option<Hyperparameter>,
    path: String,
    groups: Vec<usize>,
    pub(crate) scheduled: ScheduledValue,
}

impl Unsummarized {
    fn of_scalar(name: &str, scheduled: ScheduledValue) -> Self {
        Self { subject: name.into(), hyperparameter: None, path: format!("scalars.{name}"), groups: vec![], scheduled }
    }

    /// The subject in a run of `steps` steps.
    fn summarized(self, steps: Option<u64>, unit: StepUnit) -> Subject {
        let Self { subject, hyperparameter, path, groups, scheduled } = self;
        Subject { subject, hyperparameter, path, groups, summary: scheduled.summary(steps, unit), scheduled, most_samples: 0 }
    }
}

impl Subject {
    /// The steps at which the values of a run are evaluated.
    pub(crate) fn samples(&self, steps: u64) -> Vec<u64> {
        samples(steps, &self.summary.phase_boundaries(), self.most_samples)
    }

    pub(crate) fn is_rate(&self) -> bool {
        self.hyperparameter == Some(Hyperparameter::Lr)
    }

    /// The value at `step`. It is an error if the value is not finite, or out of the range of its hyperparameter.
    pub(crate) fn value(&self, step: u64) -> Result<f64> {
        let value = self.scheduled.at(Time::at_step(step));
        match self.hyperparameter.map(Hyperparameter::range) {
            Some(range) if !range.contains(value) => Err(Error::bad_value(&self.subject, range, step, value)),
            None if !value.is_finite() => Err(Error::not_finite(&self.subject, step, value)),
            _ => Ok(value),
        }
    }
}

/// All scheduled values of a plan, in the order of a description. The plan must fit an optimizer with `groups`
/// groups. `check` is called before the schedules are summarized, which evaluates them.
pub(crate) fn subjects(
    plan: &Plan,
    groups: usize,
    steps: Option<u64>,
    check: impl FnOnce(&[Unsummarized]) -> Result<()>,
) -> Result<Vec<Subject>> {
    Scheduler::start(plan, groups, &mut DryRun)?;
    let (mut all, unit) = (vec![], plan.run_units().step_unit());
    let companion = plan.companion_momentum();
    for assignments in std::iter::once(plan.lr_assignments()).chain(plan.other_assignments()).chain(&companion) {
        let (scheduled, sources) = plan.resolve(assignments, groups)?;
        let own = assignments.groups_with_own_course();
        let mut followers: Vec<Vec<usize>> = vec![vec![]; scheduled.len()];
        for (group, source) in sources.iter().enumerate() {
            if let Source::Scheduled(followed) = source {
                followers[*followed].push(group);
            }
        }
        for (index, scheduled) in scheduled.into_iter().enumerate() {
            let followers = std::mem::take(&mut followers[index]);
            all.push(Unsummarized {
                subject: subject(assignments, &followers, groups),
                hyperparameter: Some(assignments.hyperparameter()),
                path: followers.first().map_or(String::new(), |group| assignments.path(*group, &own)),
                groups: followers,
                scheduled,
            });
        }
    }
    all.extend(plan.scalars().iter().filter_map(|(name, source)| match source {
        Source::Scheduled(scheduled) => Some(Unsummarized::of_scalar(name, scheduled.clone())),
        Source::Coupled(_) => None,
    }));
    check(&all)?;
    Ok(all.into_iter().map(|subject| subject.summarized(steps, unit)).collect())
}

/// The names of the hyperparameters and scalars that are coupled to the learning rate, each with its coupling in words.
pub(super) fn couplings(plan: &Plan, groups: usize) -> Result<Vec<(String, String)>> {
    let mut all = vec![];
    for assignments in plan.other_assignments() {
        let (_, sources) = plan.resolve_without_peaks(assignments, groups)?;
        let mut followed: Vec<(&Coupling, Vec<usize>)> = vec![];
        let mut known = HashMap::new();
        for (group, source) in sources.iter().enumerate() {
            let Source::Coupled(coupling) = source else {
                continue;
            };
            let index = *known.entry(bits(coupling)).or_insert(followed.len());
            match followed.get_mut(index) {
                Some((_, followers)) => followers.push(group),
                None => followed.push((coupling, vec![group])),
            }
        }
        let described =
            |(coupling, followers): (&Coupling, Vec<usize>)| (subject(assignments, &followers, groups), in_words(coupling));
        all.extend(followed.into_iter().map(described));
    }
    all.extend(plan.scalars().iter().filter_map(|(name, source)| match source {
        Source::Coupled(coupling) => Some((name.clone(), of_scalar_in_words(coupling))),
        Source::Scheduled(_) => None,
    }));
    Ok(all)
}

/// The bits of the numbers of a coupling. Equal couplings have equal bits.
fn bits(coupling: &Coupling) -> (bool, [Option<u64>; 4]) {
    let bits = |number: f64| Some(number.to_bits());
    match *coupling {
        Coupling::Proportional { value, at_lr } => (true, [bits(value), at_lr.and_then(bits), None, None]),
        Coupling::Opposite { low, high, lr } => (false, [low, high, lr.0, lr.1].map(bits)),
    }
}

/// The name of a hyperparameter of some groups: `lr` for all groups, or `lr[0], lr[2]`. Of more than four groups, only the first
/// four are listed.
fn subject(assignments: &Assignments, followers: &[usize], groups: usize) -> String {
    const LISTED: usize = 4;
    let hyperparameter = assignments.hyperparameter();
    if followers.len() == groups {
        return Setting::of_all(hyperparameter).to_string();
    }
    let named = followers.iter().take(LISTED).map(|group| Setting::of_group(hyperparameter, *group).to_string());
    let named = named.collect::<Vec<_>>().join(", ");
    if followers.len() > LISTED { format!("{named} and {} more", followers.len() - LISTED) } else { named }
}

/// The coupling of a scalar, which has no group.
fn of_scalar_in_words(coupling: &Coupling) -> String {
    match *coupling {
        Coupling::Proportional { value, at_lr } => {
            let at_lr = at_lr.map_or("its highest rate".into(), |at_lr| format!("a rate of {}", number(at_lr)));
            format!("proportional to the rate of group 0, {} at {at_lr}", number(value))
        }
        Coupling::Opposite { .. } => in_words(coupling),
    }
}

fn in_words(coupling: &Coupling) -> String {
    match *coupling {
        Coupling::Proportional { value, at_lr } => {
            let at_lr = at_lr.map_or("the highest rate of the group".into(), |at_lr| format!("a rate of {}", number(at_lr)));
            format!("proportional to the rate, {} at {at_lr}", number(value))
        }
        Coupling::Opposite { low, high, lr } => {
            let [low, high, start, end] = [low, high, lr.0, lr.1].map(number);
            format!("opposite to the rate, from {high} at a rate of {start} to {low} at a rate of {end}")
        }
    }
}
