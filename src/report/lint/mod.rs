//! The checks of a plan: settings that are valid but probably a mistake. Each check has its own file.

mod curve;
mod cut_off;
mod decay;
mod ends_early;
mod epochs;
mod factors;
mod fall;
mod feedback;
mod finding;
mod first_step;
mod floor;
mod gamma;
mod growth;
mod ignored_base;
mod jumps;
mod merge;
mod milestones;
mod near_zero;
mod negative;
mod never_reached;
mod no_effect;
mod nothing_trained;
mod one_cycle;
mod over_early;
mod part;
mod parts;
mod restarts;
mod rises_again;
mod rounded;
mod short_run;
mod spelling;
mod subject;
mod unit;
mod very_high;
mod warmup;
mod warning;

pub use warning::Warning;

use crate::report::budget::subjects;
use crate::report::description::subject::Subject;
use crate::{Functions, Plan, PlanSpec, Result};
use curve::Curve;
use feedback::Highest;
use ignored_base::SameRates;
use merge::Merged;
use spelling::{Names, PlanData, Spelling};
use std::collections::HashMap;

impl Plan {
    /// Checks the plan for settings that are valid but probably a mistake, for an optimizer with `groups` parameter groups.
    /// Returns a [`Warning`] for each. Groups that have the same mistake in the same schedule have one warning.
    ///
    /// `steps` is the length of the run in steps. Default: [`total_steps`](Self::total_steps) of the plan. If neither is given,
    /// only the checks that need no length are made.
    ///
    /// [`WarningKind`](crate::WarningKind) lists what is found. Every step of a run of up to 65,536 steps is checked. In a longer
    /// run, about as many steps are checked, including those beside the phase boundaries. If the plan has more than 64 different
    /// curves or 1,000 schedules, fewer steps of each curve are checked. The check assumes that the feedback rule makes no
    /// reduction. At most 16 warnings of one kind about one schedule are returned.
    ///
    /// # Errors
    /// The errors of [`Scheduler::start`](crate::Scheduler::start), and [`Error::NotFinite`](crate::Error::NotFinite) or
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) if a value at a checked step would stop the run.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Plan, WarningKind};
    ///
    /// let warnings = Plan::lr(0.1, CosineAnnealingLr::new(200)?).check(1, Some(100))?;
    /// assert_eq!(warnings[0].kind, WarningKind::CutOff);
    /// assert_eq!(
    ///     warnings[0].to_string(),
    ///     "lr: t_max is 200, and the run has 100 steps for it: 51 % of the change is left at the last step. Write t_max = 100, or \
    ///      set total_steps to 200"
    /// );
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "lint")]
    pub fn check(&self, groups: usize, steps: Option<u64>) -> Result<Vec<Warning>> {
        checked(self, groups, steps, Spelling::Code)
    }
}

impl PlanSpec {
    /// Checks the plan as [`Plan::check`] does, for a plan that was read from a file. The messages use the names of the file, and
    /// each warning has its [position](Warning::position). A length in another unit that is rounded by more than half a step is
    /// found only here, because a [`Plan`] contains whole steps. The plan must not need functions of the program.
    ///
    /// # Errors
    /// The errors of [`plan`](Self::plan) and [`Plan::check`].
    ///
    /// ```
    /// # #[cfg(feature = "toml")] {
    /// use tch_lr_scheduler::PlanSpec;
    ///
    /// let file = "total_steps = 90\n[lr]\nbase = 0.1\nschedule = { type = 'CosineAnnealingLR', T_max = 35190 }";
    /// let warning = PlanSpec::from_toml(file)?.check(1, None)?.remove(0);
    /// assert_eq!(warning.path, "lr.schedule.T_max");
    /// assert_eq!(warning.position.unwrap().to_string(), "line 4 column 42");
    /// assert!(warning.message.starts_with("lr.schedule.T_max is 35,190, and the run has 90 steps for it: was the schedule meant per batch"));
    /// # }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn check(&self, groups: usize, steps: Option<u64>) -> Result<Vec<Warning>> {
        let data = PlanData::of(self.data());
        let (plan, rounded) = self.plan_with_rounded(&Functions::new())?;
        let mut warnings = checked(&plan, groups, steps, Spelling::File(&data))?;
        let run = steps.or(plan.run_length());
        warnings.extend(short_run::warning(self.data()));
        warnings.extend(rounded.iter().filter_map(|rounded| rounded::warning(self.data(), rounded, run)));
        let paths: Vec<_> = warnings.iter().map(|warning| warning.path.as_str()).collect();
        let positions = self.positions(&paths);
        warnings.iter_mut().zip(positions).for_each(|(warning, position)| warning.position = position);
        Ok(warnings)
    }
}

fn checked(plan: &Plan, groups: usize, steps: Option<u64>, spelling: Spelling<'_>) -> Result<Vec<Warning>> {
    let steps = steps.or(plan.run_length());
    let (mut merged, mut same_rates) = (Merged::default(), SameRates::default());
    let all = subjects(plan, groups, steps)?;
    let highest_under =
        |rule| all.iter().filter(|subject| subject.is_rate()).flat_map(|subject| Highest::of(subject, rule, steps)).collect();
    let highest: Vec<Vec<_>> = plan.rules().iter().map(highest_under).collect();
    let nothing = nothing_trained::check(&all, steps, spelling)?;
    // All subjects have the same number. It depends on the number of schedules in the plan.
    let affordable = all.first().map_or(u64::MAX, |subject| subject.most_samples);
    let curves = same_curves(all);
    let most = Curve::samples_of_each(curves.len(), affordable);
    for same in curves {
        let Some(subject) = same.first() else { continue };
        let spec = subject.scheduled.spec();
        let is_multiplied = subject.scheduled.is_multiplied();
        let parts = parts::parts(spec.data(), steps, is_multiplied);
        let names = Names::of(spelling, &subject.path, is_multiplied);
        let followers: Vec<_> = same.iter().flat_map(|subject| subject.groups.iter().copied()).collect();
        let mut findings = subject::findings(subject, &parts, steps, most, &names)?;
        if let Some(run) = steps.filter(|_| !subject.is_rate()) {
            // A factor can take the values of a group out of their range.
            same.iter().skip(1).try_for_each(|other| Curve::of(other, run, most).map(drop))?;
        }
        findings.extend(same_rates.check(subject, &parts, steps, &names));
        merged.add(findings, subject, &followers, &names);
    }
    let mut warnings = merged.warnings(groups);
    warnings.extend(nothing);
    let is_alone = plan.rules().len() == 1;
    for (rule, highest) in plan.rules().iter().zip(&highest) {
        let subject = if is_alone { "feedback".into() } else { format!("feedback.{}", rule.name) };
        warnings.extend(feedback::check(rule, subject, highest, steps, matches!(spelling, Spelling::File(_))));
    }
    Ok(warnings)
}

/// Groups the subjects that differ only by a factor, in the order of the first of them. Groups that are frozen by a factor of 0 and
/// companion momenta are left out.
fn same_curves(all: Vec<Subject>) -> Vec<Vec<Subject>> {
    let mut same: Vec<Vec<Subject>> = vec![];
    let mut by_path: HashMap<String, usize> = HashMap::new();
    for subject in all {
        if subject.scheduled.is_companion() || subject.scheduled.factor() == 0.0 {
            continue;
        }
        match by_path.get(&subject.path).and_then(|index| same.get_mut(*index)) {
            Some(others) if others.first().is_some_and(|other| other.scheduled.differs_by_a_factor(&subject.scheduled)) => {
                others.push(subject);
            }
            _ => {
                by_path.insert(subject.path.clone(), same.len());
                same.push(vec![subject]);
            }
        }
    }
    same
}
