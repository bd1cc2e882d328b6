use crate::data::wording::number;
use crate::plan::coupling::Coupling;
use crate::plan::course::Course;
use crate::plan::track::{Source, Track};
use crate::schedule::Time;
use crate::{DryRun, Error, Hyperparameter, Knob, Plan, Result, Scheduler, Story};

/// A number that follows a schedule, whose it is, and its story.
pub(crate) struct Told {
    pub(crate) knob: String,
    pub(crate) is_rate: bool,
    pub(crate) course: Course,
    pub(crate) story: Story,
}

impl Told {
    fn new(knob: String, is_rate: bool, course: Course, steps: Option<u64>) -> Self {
        let story = course.story(steps);
        Self { knob, is_rate, course, story }
    }

    pub(crate) fn value(&self, step: u64) -> Result<f64> {
        let value = self.course.at(Time::at_step(step));
        if value.is_finite() { Ok(value) } else { Err(Error::not_finite(&self.knob, step, value)) }
    }
}

/// Everything in a plan that follows a schedule, for an optimizer with so many groups that it must fit.
pub(crate) fn courses(plan: &Plan, groups: usize, steps: Option<u64>) -> Result<Vec<Told>> {
    Scheduler::start(plan, groups, &mut DryRun)?;
    let mut all = vec![];
    let companion = plan.companion_momentum();
    for track in std::iter::once(plan.rates()).chain(plan.others()).chain(&companion) {
        let (courses, sources) = plan.resolve(track, groups)?;
        for (index, course) in courses.into_iter().enumerate() {
            let followers = followers(&sources, |source| matches!(source, Source::Course(followed) if *followed == index));
            let knob = knob(track, &followers, groups);
            all.push(Told::new(knob, track.hyperparameter() == Hyperparameter::Lr, course, steps));
        }
    }
    all.extend(plan.numbers().iter().map(|(name, course)| Told::new(name.clone(), false, course.clone(), steps)));
    Ok(all)
}

/// Whose number follows the rate, and how.
pub(super) fn couplings(plan: &Plan, groups: usize) -> Result<Vec<(String, String)>> {
    let mut all = vec![];
    for track in plan.others() {
        let (_, sources) = plan.resolve(track, groups)?;
        let followers = followers(&sources, |source| matches!(source, Source::Coupled(_)));
        if let Some(Source::Coupled(coupling)) = followers.first().and_then(|group| sources.get(*group)) {
            all.push((knob(track, &followers, groups), in_words(coupling)));
        }
    }
    Ok(all)
}

fn followers(sources: &[Source], follows: impl Fn(&Source) -> bool) -> Vec<usize> {
    sources.iter().enumerate().filter(|(_, source)| follows(source)).map(|(group, _)| group).collect()
}

fn knob(track: &Track, followers: &[usize], groups: usize) -> String {
    const NAMED: usize = 4;
    let hyperparameter = track.hyperparameter();
    if followers.len() == groups {
        return Knob::of_all(hyperparameter).to_string();
    }
    let named = followers.iter().take(NAMED).map(|group| Knob::of_group(hyperparameter, *group).to_string());
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
