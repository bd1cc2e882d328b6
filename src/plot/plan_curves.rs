use std::collections::BTreeSet;

use super::builder::Plot;
use super::shared::{self, Fingerprint};
use super::thinned::Thinned;
use crate::report::budget;
use crate::report::description::samples;
use crate::schedule::recursion::MOST_WORK;
use crate::{DryRun, Error, Hyperparameter, Plan, Result, Scheduler, State};

/// If there are more phase boundaries than this, a plot marks none, because the marks would hide the curves.
const MOST_MARKS: usize = 24;

/// The curves of one setting of a plan over the steps of a run. [`Plan::curves`] returns it.
///
/// Groups that have the same values at all steps share a curve.
///
/// ```
/// use tch_lr_scheduler::{Plan, StepLr};
///
/// let plan = Plan::lr(0.5, StepLr::new(2, 0.1)?).lr_factor(1, 0.5).expect_groups(3);
/// let curves = plan.curves("lr", 3, Some(3), &[])?;
/// let labels: Vec<_> = curves.curves.iter().map(|(label, _)| label.as_str()).collect();
/// assert_eq!(labels, ["lr[0], lr[2]", "lr[1]"]);
/// assert_eq!(curves.curves[1].1, [(0.0, 0.25), (1.0, 0.25), (2.0, 0.025)]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlanCurves {
    /// The setting: `lr`, `momentum`, `weight_decay`, `beta2`, `eps`, or the name of a scalar.
    pub setting: String,
    /// The label of each curve and its points: the step and the value. In a long run, only the points that a picture can show.
    /// Empty if the plan has no such setting.
    pub curves: Vec<(String, Vec<(f64, f64)>)>,
    /// The steps at which one phase of a schedule of this setting ends and the next begins.
    pub phase_boundaries: Vec<u64>,
    /// The number of further curves. [`curves`](Self::curves) has at most 256, at equal distances in the order of the groups,
    /// and those with the lowest and the highest value.
    pub omitted: usize,
    /// The unit of the horizontal axis: its name, and its length in steps. It is that of [`RunLength::axis`](crate::RunLength::axis).
    pub x_unit: (&'static str, f64),
}

impl PlanCurves {
    /// A plot of the curves over the steps, or over the unit of the plan's [run](crate::Plan::run), with a mark at each phase boundary.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, OneCycleLr::new(0.1, 100)?);
    /// let momentum = plan.curves("momentum", 1, Some(100), &[])?.plot("");
    /// let plot = plan.curves("lr", 1, Some(100), &[])?.plot("one cycle").below(momentum);
    /// assert!(plot.to_svg()?.contains("momentum"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plot(&self, title: impl Into<String>) -> Plot {
        let y_label = if self.setting == Hyperparameter::Lr.name() { "learning rate" } else { &self.setting };
        let mut plot = Plot::new(title).x_unit(self.x_unit.0, self.x_unit.1).y_label(y_label).omitting(self.omitted);
        for (label, points) in &self.curves {
            // A single curve needs no label, because the axis names it.
            let label = if self.curves.len() == 1 { "" } else { label };
            plot = plot.steps(label, points.iter().copied());
        }
        let marks = if self.phase_boundaries.len() > MOST_MARKS { &[] } else { &self.phase_boundaries[..] };
        marks.iter().fold(plot, |plot, step| plot.mark_value(*step as f64))
    }
}

impl Plan {
    /// A plot of the learning rates over the steps, for an optimizer with `groups` parameter groups.
    ///
    /// `steps` is the length of the run in steps. Default: [`total_steps`](Self::total_steps) of the plan. In a notebook with
    /// evcxr, the plot is shown if it is the last expression of a cell. [`curves`](Self::curves) plots other hyperparameters.
    ///
    /// # Errors
    /// As [`curves`](Self::curves).
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, CosineAnnealingLr::new(90)?).lr_factor(1, 0.1).total_steps(90);
    /// let plot = plan.plot(2, None)?;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("rates.svg");
    /// plot.save(&path)?;
    /// assert!(std::fs::read_to_string(path)?.contains("lr[1]"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plot(&self, groups: usize, steps: Option<u64>) -> Result<Plot> {
        Ok(self.curves(Hyperparameter::Lr.name(), groups, steps, &[])?.plot("Learning rate"))
    }

    /// The curves of one setting over the steps `0..steps`, for an optimizer with `groups` parameter groups.
    ///
    /// `setting` is `lr`, `momentum`, `weight_decay`, `beta2`, `eps`, or the name of a scalar. `steps` is the length of the run in
    /// steps. Default: [`total_steps`](Self::total_steps) of the plan. `metrics` are given to the feedback rules: the first one
    /// after step 0, the second one after step 1, and so on; `None` is a step without a metric. The curves end where a rule asks to
    /// stop. Without metrics, a run of more
    /// than a million steps is computed at about a million of them, or fewer if there are many groups.
    ///
    /// # Errors
    /// [`Error::Parameter`] if neither `steps` nor `total_steps` is given, or if the run is too long for a schedule without a closed
    /// form, or for metrics. Otherwise as
    /// [`Scheduler::start`](crate::Scheduler::start), [`seek`](crate::Scheduler::seek) and [`metric`](crate::Scheduler::metric).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
    ///
    /// let rule = ReduceLrOnPlateau::new().patience(0).factor(0.5)?;
    /// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule).silent();
    /// let losses = [Some(1.0), Some(1.0), None];
    /// let curves = plan.curves("lr", 1, Some(4), &losses)?;
    /// assert_eq!(curves.curves[0].1, [(0.0, 0.1), (1.0, 0.1), (2.0, 0.05), (3.0, 0.05)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn curves(&self, setting: &str, groups: usize, steps: Option<u64>, metrics: &[Option<f64>]) -> Result<PlanCurves> {
        let missing = || Error::parameter("Plan::curves", "steps", "given, or total_steps of the plan", "neither".to_owned());
        let steps = steps.or(self.run_length()).ok_or_else(missing)?;
        let subjects = budget::subjects(self, groups, Some(steps))?;
        let own = subjects.iter().filter(|subject| is_of(&subject.subject, setting));
        let phase_boundaries: BTreeSet<u64> = own.flat_map(|subject| subject.summary.phase_boundaries()).collect();
        let phase_boundaries: Vec<_> = phase_boundaries.into_iter().collect();
        let each_state = |show: &mut dyn FnMut(&State)| self.each_state(groups, steps, &phase_boundaries, metrics, show);
        // The first pass finds the curves to draw, so that the second one keeps the points of no others.
        let mut fingerprints: Vec<Fingerprint> = vec![];
        each_state(&mut |state| {
            let values = values(state, setting);
            fingerprints.resize_with(values.len(), Fingerprint::default);
            fingerprints.iter_mut().zip(values).for_each(|(fingerprint, value)| fingerprint.add(value));
        })?;
        let (drawn, omitted) = shared::drawn(&fingerprints);
        let mut thinned: Vec<_> = drawn.iter().map(|_| Thinned::over(steps)).collect();
        each_state(&mut |state| {
            let values = values(state, setting);
            for (curve, groups) in thinned.iter_mut().zip(&drawn) {
                groups.first().and_then(|group| values.get(*group)).into_iter().for_each(|value| curve.push(state.step, *value));
            }
        })?;
        let label = |groups: &Vec<usize>| shared::label(setting, groups, fingerprints.len());
        let curves = drawn.iter().map(label).zip(thinned.into_iter().map(Thinned::points)).collect();
        Ok(PlanCurves { setting: setting.to_owned(), curves, phase_boundaries, omitted, x_unit: self.run_units().axis() })
    }

    /// Calls `show` with the states of a run: of all steps if there are metrics or if the run is short, else of some steps.
    fn each_state(
        &self,
        groups: usize,
        steps: u64,
        phase_boundaries: &[u64],
        metrics: &[Option<f64>],
        show: &mut dyn FnMut(&State),
    ) -> Result<()> {
        if metrics.iter().all(Option::is_none) {
            let count = budget::most_samples(groups);
            let mut trace = self.trace(groups)?;
            return samples::samples(steps, phase_boundaries, count).into_iter().try_for_each(|step| {
                show(trace.at(step)?);
                Ok(())
            });
        }
        if steps as f64 * groups as f64 > MOST_WORK {
            let bound = format!("at most about {}, because a run with metrics is computed step by step", MOST_WORK / groups as f64);
            return Err(Error::parameter("Plan::curves", "steps", bound, steps.to_string()));
        }
        let mut scheduler = Scheduler::start(self, groups, &mut DryRun)?;
        for step in 0..steps {
            show(scheduler.state());
            // An error beyond the last step does not matter.
            if step + 1 == steps {
                break;
            }
            if let Some(Some(metric)) = usize::try_from(step).ok().and_then(|step| metrics.get(step)) {
                scheduler.metric(*metric, &mut DryRun)?;
                // The run would end here.
                if scheduler.state().should_stop() {
                    break;
                }
            }
            scheduler.step(&mut DryRun)?;
        }
        Ok(())
    }
}

/// Whether the subject of a description has values of `setting`.
fn is_of(subject: &str, setting: &str) -> bool {
    subject == setting || subject.strip_prefix(setting).is_some_and(|group| group.starts_with('['))
}

/// The values of a setting: of all groups, or of a scalar. Empty if the plan has no such setting.
fn values(state: &State, setting: &str) -> Vec<f64> {
    let hyperparameter = Hyperparameter::ALL.iter().find(|hyperparameter| hyperparameter.name() == setting);
    match hyperparameter {
        Some(hyperparameter) => state.values(*hyperparameter).to_vec(),
        None => state.scalar(setting).into_iter().collect(),
    }
}
