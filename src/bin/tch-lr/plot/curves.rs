use crate::input::Loaded;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use tch_lr_scheduler::observe::ValueName;
use tch_lr_scheduler::{DryRun, Scheduler, State};

/// What is drawn, and where phases end.
pub struct Curves {
    pub subject: String,
    pub curves: Vec<Curve>,
    pub phase_boundaries: BTreeSet<u64>,
}

pub struct Curve {
    pub label: String,
    pub points: Vec<(f64, f64)>,
}

impl Curves {
    pub fn new(subject: &str) -> Self {
        Self { subject: subject.into(), curves: vec![], phase_boundaries: BTreeSet::new() }
    }

    /// The curves of a plan; groups that have the same share one.
    pub fn add(&mut self, loaded: &Loaded, prefix: &str) -> Result<()> {
        let steps = loaded.needed_steps()?;
        let told = loaded.located(loaded.plan.describe(loaded.groups, Some(steps)))?;
        let phase_boundaries: BTreeSet<_> =
            told.iter().filter(|told| self.is_of(&told.subject)).flat_map(|told| told.phase_boundaries.clone()).collect();
        let mut groups: Vec<Thinned> = vec![];
        let mut scheduler = loaded.located(Scheduler::start(&loaded.plan, loaded.groups, &mut DryRun))?;
        for step in told.first().map_or(vec![], |told| told.samples(steps)) {
            loaded.located(scheduler.seek(step, &mut DryRun))?;
            for (group, value) in self.values(scheduler.state()).enumerate() {
                if group == groups.len() {
                    groups.push(Thinned::over(steps));
                }
                groups[group].push(step, value);
            }
        }
        let Some(last) = groups.len().checked_sub(1) else {
            bail!("{}: there is no {} to draw, expected {}", loaded.name, self.subject, known(scheduler.state()).join(", "));
        };
        let all: Vec<_> = groups.into_iter().map(Thinned::points).collect();
        for (group, points) in all.iter().enumerate().filter(|(group, points)| !all[..*group].contains(points)) {
            let same: Vec<_> = (group..=last).filter(|other| all[*other] == *points).collect();
            self.curves.push(Curve { label: format!("{prefix}{}", label(&self.subject, &same, last)), points: points.clone() });
        }
        self.phase_boundaries.extend(phase_boundaries);
        Ok(())
    }

    fn is_of(&self, subject: &str) -> bool {
        subject == self.subject || subject.strip_prefix(&self.subject).is_some_and(|group| group.starts_with('['))
    }

    fn values(&self, state: &State) -> impl Iterator<Item = f64> {
        state.named_values().filter(|(name, _)| kind(name) == self.subject).map(|(_, value)| value)
    }
}

fn kind(name: &ValueName<'_>) -> String {
    match name {
        ValueName::Setting(subject) => subject.hyperparameter.to_string(),
        other => other.to_string(),
    }
}

fn known(state: &State) -> Vec<String> {
    let mut kinds: Vec<_> = state.named_values().map(|(name, _)| kind(&name)).collect();
    kinds.dedup();
    kinds
}

fn label(subject: &str, groups: &[usize], last: usize) -> String {
    match groups {
        groups if groups.len() == last + 1 => subject.into(),
        [first, .., last] if last - first + 1 == groups.len() && groups.len() > 2 => format!("{subject}[{first}] to [{last}]"),
        groups => groups.iter().map(|group| format!("{subject}[{group}]")).collect::<Vec<_>>().join(", "),
    }
}

/// Of every part of the run the first, lowest, highest and last value: more than a picture can show of a million.
struct Thinned {
    width: u64,
    kept: Vec<(u64, f64)>,
    part: Vec<(u64, f64)>,
}

const PARTS: u64 = 1 << 13;

impl Thinned {
    fn over(steps: u64) -> Self {
        Self { width: steps.div_ceil(PARTS).max(1), kept: vec![], part: vec![] }
    }

    fn push(&mut self, step: u64, value: f64) {
        if self.part.first().is_some_and(|(first, _)| first / self.width != step / self.width) {
            self.close();
        }
        self.part.push((step, value));
    }

    fn close(&mut self) {
        let lowest = self.part.iter().min_by(|left, right| left.1.total_cmp(&right.1));
        let highest = self.part.iter().max_by(|left, right| left.1.total_cmp(&right.1));
        let mut kept: Vec<_> = [self.part.first(), lowest, highest, self.part.last()].into_iter().flatten().copied().collect();
        kept.sort_by_key(|(step, _)| *step);
        kept.dedup();
        self.kept.append(&mut kept);
        self.part.clear();
    }

    fn points(mut self) -> Vec<(f64, f64)> {
        self.close();
        self.kept.into_iter().map(|(step, value)| (step as f64, value)).collect()
    }
}
