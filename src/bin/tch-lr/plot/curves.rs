use super::shared::Shared;
use super::thinned::Thinned;
use crate::input::Loaded;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use tch_lr_scheduler::observe::ValueName;
use tch_lr_scheduler::{DryRun, Hyperparameter, Scheduler, Setting, State, printable};

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
        let mut scheduler = loaded.named(Scheduler::start(&loaded.plan, loaded.groups, &mut DryRun))?;
        let about = descriptions.iter().filter(|described| self.is_about(&described.subject));
        // A coupling has no numbers, and its values may differ in every group.
        let most = about.map(|described| described.numbers.map_or(loaded.groups, |_| 1)).sum();
        let hyperparameter = self.hyperparameter(scheduler.state());
        let mut shared = Shared::new(Thinned::over(steps, most));
        for step in descriptions.first().map_or(vec![], |first| first.samples(steps)) {
            loaded.named(scheduler.seek(step, &mut DryRun))?;
            shared.push(step, values(scheduler.state(), hyperparameter, &self.setting));
        }
        let curves = shared.curves();
        if curves.is_empty() {
            let (setting, known) = (printable(&self.setting), printable(&known(scheduler.state()).join(", ")));
            bail!("{}: the plan has no {setting} to plot, expected one of {known}", loaded.name);
        }
        let groups = curves.iter().map(|(members, _)| members.len()).sum();
        for (members, thinned) in curves {
            let label = format!("{prefix}{}", printable(&label(&self.setting, &members, groups)));
            self.curves.push(Curve { label, points: thinned.points() });
        }
        self.phase_boundaries.extend(phase_boundaries);
        Ok(())
    }

    /// Whether a description of `subject` describes the setting of these curves.
    fn is_about(&self, subject: &str) -> bool {
        subject == self.setting || subject.strip_prefix(&self.setting).is_some_and(|group| group.starts_with('['))
    }

    /// The hyperparameter that the curves show, or `None` if they show a scalar.
    fn hyperparameter(&self, state: &State) -> Option<Hyperparameter> {
        state.named_values().find_map(|(name, _)| match name {
            ValueName::Setting(Setting { hyperparameter, .. }) if hyperparameter.to_string() == self.setting => {
                Some(hyperparameter)
            }
            _ => None,
        })
    }
}

/// The values of a hyperparameter, or of the scalar of this name.
fn values<'a>(state: &'a State, hyperparameter: Option<Hyperparameter>, scalar: &'a str) -> impl Iterator<Item = f64> + 'a {
    let of_groups = hyperparameter.map_or(&[][..], |hyperparameter| state.values(hyperparameter));
    let scalars = state.scalars.iter().filter(move |(name, _)| hyperparameter.is_none() && name == scalar);
    of_groups.iter().copied().chain(scalars.map(|(_, value)| *value))
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

/// The label of a curve that the groups `members` of all `groups` share.
fn label(setting: &str, members: &[usize], groups: usize) -> String {
    const MOST: usize = 6;
    match members {
        members if members.len() == groups => setting.into(),
        [first, .., last] if last - first + 1 == members.len() && members.len() > 2 => format!("{setting}[{first}] to [{last}]"),
        members => {
            let named: Vec<_> = members.iter().take(MOST).map(|group| format!("{setting}[{group}]")).collect();
            match members.len().saturating_sub(MOST) {
                0 => named.join(", "),
                others => format!("{} and {others} more", named.join(", ")),
            }
        }
    }
}
