use super::difference::Comparison;
use crate::input::{Loaded, Run};
use anyhow::Result;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use tch_lr_scheduler::observe::{History, ValueName};
use tch_lr_scheduler::{DryRun, Scheduler, State};

/// The log of a run.
pub struct Log {
    name: String,
    history: History,
}

impl Log {
    pub fn read(path: &Path) -> Result<Self> {
        Ok(Self { name: path.display().to_string(), history: History::read(path)? })
    }

    /// Gives the plan the number of groups and the length of the log, if neither the plan nor the command line has them.
    pub fn complete(&self, loaded: &mut Loaded, run: &Run) {
        let groups = self.history.names().filter_map(|name| match name {
            ValueName::Setting(setting) => setting.group,
            _ => None,
        });
        let logged = groups.max().map_or(0, |last| last.saturating_add(1)).min(1 << 20);
        if run.groups.is_none() {
            loaded.groups = loaded.groups.max(logged);
        }
        let last = self.history.series().filter_map(|(_, points)| points.last());
        let last = last.map(|(time, _)| *time).fold(0.0, f64::max);
        loaded.steps = loaded.steps.or(Some((last as u64).saturating_add(1)));
    }

    /// The logged values of a setting of the plan.
    pub fn recorded(&self, setting: &str) -> Vec<(String, Vec<(f64, f64)>)> {
        let is_of = |name: &ValueName<'_>| match name {
            ValueName::Setting(logged) => logged.hyperparameter.to_string() == setting,
            other => other.to_string() == setting,
        };
        let recorded = self.history.series().filter(|(name, points)| is_of(name) && !points.is_empty());
        recorded.map(|(name, points)| (name.to_string(), points.to_vec())).collect()
    }

    /// The logged values that are not in the plan, whose first state is `state`: the metrics.
    pub fn metrics(&self, state: &State) -> Vec<(String, Vec<(f64, f64)>)> {
        let is_metric = |name: &ValueName<'_>| match name {
            ValueName::Setting(_) => false,
            other => state.scalar(&other.to_string()).is_none(),
        };
        let is_shown = |points: &[(f64, f64)]| points.iter().any(|(_, value)| value.is_finite());
        let metrics = self.history.series().filter(|(name, points)| is_metric(name) && is_shown(points));
        metrics.map(|(name, points)| (name.to_string(), points.to_vec())).collect()
    }

    /// Compares every logged value that the plan has too, to the bit. Returns a line for each value that differs.
    pub fn compare(&self, loaded: &Loaded, metrics: &[Option<f64>]) -> Result<Vec<String>> {
        // Times are not negative, and the bits of such numbers have their order.
        let mut by_time: BTreeMap<u64, Vec<(usize, f64)>> = BTreeMap::new();
        for (index, (_, points)) in self.history.series().enumerate() {
            for (time, value) in points {
                by_time.entry((time + 0.0).to_bits()).or_default().push((index, *value));
            }
        }
        let names: Vec<_> = self.history.names().map(ValueName::to_string).collect();
        let indices: HashMap<&str, usize> = names.iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect();
        let mut comparisons: Vec<Option<Comparison>> = names.iter().map(|_| None).collect();
        let mut scheduler = loaded.named(Scheduler::start(&loaded.plan, loaded.groups, &mut DryRun))?;
        for (time, logged) in by_time {
            let time = f64::from_bits(time);
            loaded.named(go_to(&mut scheduler, time, metrics))?;
            let mut planned: Vec<Option<f64>> = vec![None; names.len()];
            for (name, value) in scheduler.state().named_values() {
                if let Some(index) = indices.get(name.to_string().as_str()) {
                    planned[*index] = Some(value);
                }
            }
            for (index, value) in logged {
                if let Some(planned) = planned[index] {
                    comparisons[index].get_or_insert_default().add(time, value, planned);
                }
            }
        }
        let compared = names.into_iter().zip(comparisons).filter_map(|(name, comparison)| Some((name, comparison?)));
        Ok(super::difference::report(&self.name, &compared.collect::<Vec<_>>()))
    }
}

/// Moves the scheduler to `time`, and gives it the metric of each step before that.
fn go_to(scheduler: &mut Scheduler, time: f64, metrics: &[Option<f64>]) -> tch_lr_scheduler::Result<()> {
    if metrics.iter().any(Option::is_some) {
        while (scheduler.state().step as f64) < time.floor() {
            let index = usize::try_from(scheduler.state().step).ok();
            if let Some(Some(metric)) = index.and_then(|index| metrics.get(index)) {
                scheduler.metric(*metric, &mut DryRun)?;
            }
            scheduler.step(&mut DryRun)?;
        }
    }
    let state = scheduler.state();
    if state.step as f64 + state.fraction != time {
        scheduler.seek_time(time, &mut DryRun)?;
    }
    Ok(())
}
