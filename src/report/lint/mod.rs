//! The checks of a plan: settings that are valid but probably a mistake.

mod jumps;
mod warning;

pub use warning::Warning;

use crate::data::wording::{count, number};
use crate::report::budget::subjects;
use crate::report::description::subject::Subject;
use crate::{Plan, ReduceLrOnPlateau, Result, WarningKind};

impl Plan {
    /// Checks the plan for settings that are valid but probably a mistake, for an optimizer with `groups` parameter groups.
    /// Returns a [`Warning`] for each.
    ///
    /// `steps` is the length of the run in steps. Default: [`total_steps`](Self::total_steps) of the plan. If neither is given,
    /// only the checks that need no length are made.
    ///
    /// Every step of a run of up to about a million steps (2<sup>20</sup>) is checked. Of a longer run, about a million steps are
    /// checked, including those beside the phase boundaries; fewer if the plan has more than 64 schedules. The check assumes that the feedback rule makes no reduction.
    ///
    /// # Errors
    /// The errors of [`Scheduler::start`](crate::Scheduler::start), and [`Error::NotFinite`](crate::Error::NotFinite) if a value
    /// at a checked step is not finite. [`Error::Parameter`](crate::Error::Parameter) if a schedule without a closed form would have to
    /// compute too many steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, OneCycleLr::new(0.1, 80)?);
    /// let warnings: Vec<_> = plan.check(1, Some(100))?.iter().map(|warning| warning.to_string()).collect();
    /// assert_eq!(warnings, ["lr: the one cycle ends at step 79, and the value stays at 4e-7 until step 99"]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "lint")]
    pub fn check(&self, groups: usize, steps: Option<u64>) -> Result<Vec<Warning>> {
        let steps = steps.or(self.run_length());
        let mut warnings = vec![];
        for subject in subjects(self, groups, steps)? {
            for (kind, message) in subject.summary.warnings() {
                warnings.push(Warning { kind: *kind, subject: subject.subject.clone(), message: message.clone() });
            }
            if subject.is_rate {
                warnings.extend(starts_at_zero(&subject)?);
                warnings.extend(jumps::first_jump(&subject, steps.unwrap_or(0))?);
            }
        }
        if let Some(rule) = self.plateau() {
            warnings.extend(check_feedback(self, rule, groups, steps)?);
        }
        Ok(warnings)
    }
}

/// A warning if the first step has the rate 0. A base of 0 gives none: it freezes the group on purpose.
fn starts_at_zero(subject: &Subject) -> Result<Option<Warning>> {
    let is_suspect = subject.value(0)? == 0.0 && subject.scheduled.scaled_base() > 0.0 && !subject.summary.expects_zero_start;
    let message = "the first step has the rate 0 and trains nothing".into();
    Ok(is_suspect.then(|| Warning { kind: WarningKind::StartsAtZero, subject: subject.subject.clone(), message }))
}

fn check_feedback(plan: &Plan, rule: &ReduceLrOnPlateau, groups: usize, steps: Option<u64>) -> Result<Vec<Warning>> {
    let mut warnings = vec![];
    let mut warn = |kind, message| warnings.push(Warning { kind, subject: "feedback".into(), message });
    let from = rule.during.from;
    if let Some(steps) = steps.filter(|steps| from >= *steps) {
        let message = format!("the rule uses metrics from step {} on, but the run has only {} steps", count(from), count(steps));
        warn(WarningKind::NeverReached, message);
    }
    // Beyond the end of the run, no rate matters.
    let lrs = plan.preview(groups, steps.map_or(from, |steps| from.min(steps.saturating_sub(1))))?.lr;
    let above = |(group, lr): (usize, &f64)| {
        rule.min_lr.of_group(group).filter(|min_lr| min_lr > lr && *lr > 0.0).map(|min_lr| (group, min_lr, *lr))
    };
    if let Some((group, min_lr, lr)) = lrs.iter().enumerate().find_map(above) {
        let message =
            format!("min_lr {} is above the rate {} of group {group}, so its rate is never reduced", number(min_lr), number(lr));
        warn(WarningKind::FloorAboveBase, message);
    }
    Ok(warnings)
}
