use crate::data::wording::number;
use crate::plan::assignments::{Assignments, Source};
use crate::plan::coupling::Coupling;
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::Time;
use crate::{DryRun, Error, Hyperparameter, Plan, Result, Scheduler, Setting, Summary};

/// A number that follows a schedule, whose it is, and its summary.
pub(crate) struct Subject {
    pub(crate) subject: String,
    pub(crate) is_rate: bool,
    pub(crate) scheduled: ScheduledValue,
    pub(crate) summary: Summary,
}

impl Subject {
    fn new(subject: String, is_rate: bool, scheduled: ScheduledValue, steps: Option<u64>) -> Self {
        let summary = scheduled.summary(steps);
        Self { subject, is_rate, scheduled, summary }
    }

    pub(crate) fn value(&self, step: u64) -> Result<f64> {
        let value = self.scheduled.at(Time::at_step(step));
        if value.is_finite() { Ok(value) } else { Err(Error::not_finite(&self.subject, step, value)) }
    }
}

/// Everything in a plan that follows a schedule, for an optimizer with so many groups that it must fit.
pub(crate) fn subjects(plan: &Plan, groups: usize, steps: Option<u64>) -> Result<Vec<Subject>> {
    Scheduler::start(plan, groups, &mut DryRun)?;
    let mut all = vec![];
    let companion = plan.companion_momentum();
    for assignments in std::iter::once(plan.lr_assignments()).chain(plan.other_assignments()).chain(&companion) {
        let (scheduled, sources) = plan.resolve(assignments, groups)?;
        for (index, scheduled) in scheduled.into_iter().enumerate() {
            let followers = followers(&sources, |source| matches!(source, Source::Scheduled(followed) if *followed == index));
            let subject = subject(assignments, &followers, groups);
            all.push(Subject::new(subject, assignments.hyperparameter() == Hyperparameter::Lr, scheduled, steps));
        }
    }
    all.extend(plan.scalars().iter().map(|(name, scheduled)| Subject::new(name.clone(), false, scheduled.clone(), steps)));
    Ok(all)
}

/// Whose number follows the rate, and how.
pub(super) fn couplings(plan: &Plan, groups: usize) -> Result<Vec<(String, String)>> {
    let mut all = vec![];
    for assignments in plan.other_assignments() {
        let (_, sources) = plan.resolve(assignments, groups)?;
        let followers = followers(&sources, |source| matches!(source, Source::Coupled(_)));
        if let Some(Source::Coupled(coupling)) = followers.first().and_then(|group| sources.get(*group)) {
            all.push((subject(assignments, &followers, groups), in_words(coupling)));
        }
    }
    Ok(all)
}

fn followers(sources: &[Source<usize>], follows: impl Fn(&Source<usize>) -> bool) -> Vec<usize> {
    sources.iter().enumerate().filter(|(_, source)| follows(source)).map(|(group, _)| group).collect()
}

fn subject(assignments: &Assignments, followers: &[usize], groups: usize) -> String {
    const NAMED: usize = 4;
    let hyperparameter = assignments.hyperparameter();
    if followers.len() == groups {
        return Setting::of_all(hyperparameter).to_string();
    }
    let named = followers.iter().take(NAMED).map(|group| Setting::of_group(hyperparameter, *group).to_string());
    let named = named.collect::<Vec<_>>().join(", ");
    if followers.len() > NAMED { format!("{named} and {} more", followers.len() - NAMED) } else { named }
}

fn in_words(coupling: &Coupling) -> String {
    match *coupling {
        Coupling::Proportional { value, at_lr } => {
            format!("{} where the rate is {}, in proportion elsewhere", number(value), number(at_lr))
        }
        Coupling::Opposite { low, high, lr } => {
            let [low, high, slow, fast] = [low, high, lr.0, lr.1].map(number);
            format!("from {high} where the rate is {slow} to {low} where it is {fast}")
        }
    }
}
