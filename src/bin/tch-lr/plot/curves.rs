use crate::input::Loaded;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use tch_lr_scheduler::observe::ValueName;
use tch_lr_scheduler::{DryRun, Scheduler, State};

/// The curves of one setting, and the steps at which their phases end.
pub struct Curves {
    /// `lr`, `momentum`, `weight_decay`, `beta2`, `eps`, or the name of a scalar.
    pub setting: String,
    pub curves: Vec<Curve>,
    pub phase_boundaries: BTreeSet<u64>,
}

pub struct Curve {
    pub label: String,
    pub points: Vec<(f64, f64)>,
}

impl Curves {
    pub fn new(setting: &str) -> Self {
        Self { setting: setting.into(), curves: vec![], phase_boundaries: BTreeSet::new() }
    }

    /// Adds the curves of a plan. Groups with equal values share a curve.
    pub fn add(&mut self, loaded: &Loaded, prefix: &str) -> Result<()> {
        let steps = loaded.needed_steps()?;
        let descriptions = loaded.named(loaded.plan.describe(loaded.groups, Some(steps)))?;
        let phase_boundaries: BTreeSet<_> = descriptions
            .iter()
            .filter(|described| self.is_about(&described.subject))
            .flat_map(|described| described.phase_boundaries.clone())
            .collect();
        let mut groups: Vec<Thinned> = vec![];
        let mut scheduler = loaded.named(Scheduler::start(&loaded.plan, loaded.groups, &mut DryRun))?;
        for step in descriptions.first().map_or(vec![], |first| first.samples(steps)) {
            loaded.named(scheduler.seek(step, &mut DryRun))?;
            for (group, value) in self.values(scheduler.state()).enumerate() {
                if group == groups.len() {
                    groups.push(Thinned::over(steps));
                }
                groups[group].push(step, value);
            }
        }
        let Some(last) = groups.len().checked_sub(1) else {
            bail!(
                "{}: the plan has no {} to plot, expected one of {}",
                loaded.name,
                self.setting,
                known(scheduler.state()).join(", ")
            );
        };
        let all: Vec<_> = groups.into_iter().map(Thinned::points).collect();
        for (group, points) in all.iter().enumerate().filter(|(group, points)| !all[..*group].contains(points)) {
            let same: Vec<_> = (group..=last).filter(|other| all[*other] == *points).collect();
            self.curves.push(Curve { label: format!("{prefix}{}", label(&self.setting, &same, last)), points: points.clone() });
        }
        self.phase_boundaries.extend(phase_boundaries);
        Ok(())
    }

    /// Whether a description of `subject` describes the setting of these curves.
    fn is_about(&self, subject: &str) -> bool {
        subject == self.setting || subject.strip_prefix(&self.setting).is_some_and(|group| group.starts_with('['))
    }

    fn values(&self, state: &State) -> impl Iterator<Item = f64> {
        state.named_values().filter(|(name, _)| kind(name) == self.setting).map(|(_, value)| value)
    }
}

/// The name without the group.
fn kind(name: &ValueName<'_>) -> String {
    match name {
        ValueName::Setting(setting) => setting.hyperparameter.to_string(),
        other => other.to_string(),
    }
}

fn known(state: &State) -> Vec<String> {
    let mut kinds: Vec<_> = state.named_values().map(|(name, _)| kind(&name)).collect();
    kinds.dedup();
    kinds
}

/// The label of a curve that `groups` share. `last` is the last group of the plan.
fn label(setting: &str, groups: &[usize], last: usize) -> String {
    match groups {
        groups if groups.len() == last + 1 => setting.into(),
        [first, .., last] if last - first + 1 == groups.len() && groups.len() > 2 => format!("{setting}[{first}] to [{last}]"),
        groups => groups.iter().map(|group| format!("{setting}[{group}]")).collect::<Vec<_>>().join(", "),
    }
}

/// A thinned curve: the run is divided into at most [`PARTS`] parts, and each keeps only its first, lowest, highest and last
/// value. A plot cannot show more.
struct Thinned {
    width: u64,
    kept: Vec<(u64, f64)>,
    part: Vec<(u64, f64)>,
}

/// The largest number of parts.
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
