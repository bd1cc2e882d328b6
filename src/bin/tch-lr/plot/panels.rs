use super::log::Log;
use crate::input::Loaded;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use tch_lr_scheduler::observe::ValueName;
use tch_lr_scheduler::plot::PlanCurves;
use tch_lr_scheduler::{State, printable};

/// The panels of a plot, from top to bottom.
#[derive(Default)]
pub struct Panels {
    /// The settings of the plans.
    pub settings: Vec<PlanCurves>,
    /// The metrics of the log: the name and the points.
    pub metrics: Vec<(String, Vec<(f64, f64)>)>,
    /// The unit of each plan.
    units: Vec<(&'static str, f64)>,
}

impl Panels {
    /// Adds the curves of a plan and of the log. The label of each curve of the plan begins with `prefix`.
    pub fn add(
        &mut self,
        loaded: &Loaded,
        names: &[String],
        metrics: &[Option<f64>],
        prefix: &str,
        log: Option<&Log>,
    ) -> Result<()> {
        let steps = loaded.needed_steps()?;
        if steps == 0 {
            bail!("{}: a run of 0 steps has nothing to plot, give --steps 1 or more", loaded.name);
        }
        self.units.push(loaded.plan.run_units().axis());
        let first = loaded.named(loaded.plan.preview(loaded.groups, 0))?;
        let known = known(&first);
        let logged = log.map_or(vec![], |log| log.metrics(&first));
        let is_known = |name: &str| known.iter().any(|known| known == name) || logged.iter().any(|(metric, _)| metric == name);
        for name in separated(names, is_known) {
            if let Some((_, points)) = logged.iter().find(|(metric, _)| *metric == name) {
                self.metrics.push((name, points.clone()));
                continue;
            }
            if !is_known(&name) {
                let metrics = logged.iter().map(|(metric, _)| metric.clone());
                let known: Vec<_> = known.iter().cloned().chain(metrics).collect();
                let (name, known) = (printable(&name), printable(&known.join(", ")));
                bail!("{}: the plan has no {name} to plot, expected one of {known}", loaded.name);
            }
            let mut curves = loaded.named(loaded.plan.curves(&name, loaded.groups, Some(steps), metrics))?;
            curves.setting = printable(&curves.setting);
            for (label, _) in &mut curves.curves {
                *label = format!("{prefix}{}", printable(label));
            }
            let recorded = log.map_or(vec![], |log| log.recorded(&name));
            curves.curves.extend(recorded.into_iter().map(|(name, points)| (format!("recorded {name}"), points)));
            self.add_curves(curves);
        }
        if names.is_empty() {
            self.metrics.extend(logged.into_iter().take(MOST_METRICS));
        }
        Ok(())
    }

    /// The unit of the horizontal axis: that of the plans, or steps if they have several ones.
    pub fn unit(&self) -> (&'static str, f64) {
        let mut units = self.units.iter();
        let first = units.next().copied().unwrap_or(("step", 1.0));
        if units.all(|unit| *unit == first) { first } else { ("step", 1.0) }
    }

    fn add_curves(&mut self, mut added: PlanCurves) {
        let Some(known) = self.settings.iter_mut().find(|known| known.setting == added.setting) else {
            self.settings.push(added);
            return;
        };
        known.curves.append(&mut added.curves);
        known.omitted += added.omitted;
        let boundaries: BTreeSet<_> = known.phase_boundaries.iter().chain(&added.phase_boundaries).copied().collect();
        known.phase_boundaries = boundaries.into_iter().collect();
    }
}

/// The largest number of metrics that are plotted unless they are named.
const MOST_METRICS: usize = 3;

/// The settings to plot. A name that is not known may be several, separated by commas.
fn separated(names: &[String], is_known: impl Fn(&str) -> bool) -> Vec<String> {
    if names.is_empty() {
        return vec!["lr".into()];
    }
    let mut separated: Vec<String> = vec![];
    for name in names {
        let parts: Vec<&str> = if is_known(name) { vec![name] } else { name.split(',').map(str::trim).collect() };
        for part in parts {
            if !separated.iter().any(|known| known == part) {
                separated.push(part.into());
            }
        }
    }
    separated
}

/// The hyperparameters and the scalars of a plan.
fn known(state: &State) -> Vec<String> {
    let mut known: Vec<_> = state
        .named_values()
        .map(|(name, _)| match name {
            ValueName::Setting(setting) => setting.hyperparameter.to_string(),
            other => other.to_string(),
        })
        .collect();
    known.dedup();
    known
}
