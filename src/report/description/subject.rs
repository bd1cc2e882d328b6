use crate::data::wording::number;
use crate::plan::assignments::{Assignments, Source};
use crate::plan::coupling::Coupling;
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::{DryRun, Error, Hyperparameter, Plan, Result, Scheduler, Setting, Summary};

/// A scheduled value of a plan, with the summary of its schedule.
pub(crate) struct Subject {
    /// The setting or the scalar that has this value: `lr`, `lr[1]`, or the name of a scalar.
    pub(crate) subject: String,
    /// The hyperparameter; `None` for a scalar.
    hyperparameter: Option<Hyperparameter>,
    pub(crate) scheduled: ScheduledValue,
    pub(crate) summary: Summary,
}

impl Subject {
    fn new(subject: String, hyperparameter: Option<Hyperparameter>, scheduled: ScheduledValue, steps: Option<u64>) -> Self {
        let summary = scheduled.summary(steps);
        Self { subject, hyperparameter, scheduled, summary }
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
/// groups.
pub(crate) fn subjects(plan: &Plan, groups: usize, steps: Option<u64>) -> Result<Vec<Subject>> {
    Scheduler::start(plan, groups, &mut DryRun)?;
    let mut all = vec![];
    let companion = plan.companion_momentum();
    for assignments in std::iter::once(plan.lr_assignments()).chain(plan.other_assignments()).chain(&companion) {
        let (scheduled, sources) = plan.resolve(assignments, groups)?;
        let mut followers = vec![vec![]; scheduled.len()];
        for (group, source) in sources.iter().enumerate() {
            if let Source::Scheduled(followed) = source {
                followers[*followed].push(group);
            }
        }
        for (scheduled, followers) in scheduled.into_iter().zip(followers) {
            let subject = subject(assignments, &followers, groups);
            all.push(Subject::new(subject, Some(assignments.hyperparameter()), scheduled, steps));
        }
    }
    all.extend(plan.scalars().iter().map(|(name, scheduled)| Subject::new(name.clone(), None, scheduled.clone(), steps)));
    Ok(all)
}

/// The names of the hyperparameters that are coupled to the learning rate, each with its coupling in words.
pub(super) fn couplings(plan: &Plan, groups: usize) -> Result<Vec<(String, String)>> {
    let mut all = vec![];
    for assignments in plan.other_assignments() {
        let (_, sources) = plan.resolve_without_peaks(assignments, groups)?;
        let mut followed: Vec<(&Coupling, Vec<usize>)> = vec![];
        for (group, source) in sources.iter().enumerate() {
            let Source::Coupled(coupling) = source else {
                continue;
            };
            match followed.iter_mut().find(|(known, _)| *known == coupling) {
                Some((_, followers)) => followers.push(group),
                None => followed.push((coupling, vec![group])),
            }
        }
        let described =
            |(coupling, followers): (&Coupling, Vec<usize>)| (subject(assignments, &followers, groups), in_words(coupling));
        all.extend(followed.into_iter().map(described));
    }
    Ok(all)
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
