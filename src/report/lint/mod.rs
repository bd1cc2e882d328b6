//! What is legal in a plan and rarely meant.

mod jumps;
mod warning;

pub use warning::Warning;

use crate::data::wording::{count, number};
use crate::report::description::subject::{Subject, subjects};
use crate::{Plan, ReduceLrOnPlateau, Result, WarningKind};

impl Plan {
    /// What is legal in this plan and rarely meant, for an optimizer with so many groups and a run of so many steps; where those
    /// are not given they are what the plan [says](Self::total_steps), and where it says nothing, only what holds for every run
    /// is found.
    ///
    /// A run is looked at step by step up to a million steps; of a longer one, about as many, and all phase_boundaries of its phases.
    /// What a metric will do is not foreseen.
    ///
    /// # Errors
    /// As [`Scheduler::start`](crate::Scheduler::start), and [`Error::NotFinite`](crate::Error::NotFinite) for any step that is
    /// looked at.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, OneCycleLr::new(0.1, 80)?);
    /// let warnings: Vec<_> = plan.check(1, Some(100))?.iter().map(|warning| warning.to_string()).collect();
    /// assert_eq!(warnings, ["lr: the one cycle ends at step 79, and the value stays at 4e-7 until step 99"]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn check(&self, groups: usize, steps: Option<u64>) -> Result<Vec<Warning>> {
        let steps = steps.or(self.run_length());
        let mut warnings = vec![];
        for told in subjects(self, groups, steps)? {
            for (kind, message) in told.summary.warnings() {
                warnings.push(Warning { kind: *kind, subject: told.subject.clone(), message: message.clone() });
            }
            if told.is_rate {
                warnings.extend(starts_at_zero(&told)?);
                warnings.extend(jumps::found(&told, steps.unwrap_or(0))?);
            }
        }
        if let Some(rule) = self.plateau() {
            warnings.extend(of_feedback(self, rule, groups, steps)?);
        }
        Ok(warnings)
    }
}

/// A group whose rate is always zero is frozen, and meant to be.
fn starts_at_zero(told: &Subject) -> Result<Option<Warning>> {
    let doubtful = told.value(0)? == 0.0 && told.scheduled.highest_base() > 0.0 && !told.summary.expects_zero_start;
    let message = "the first step has the rate 0 and trains nothing".into();
    Ok(doubtful.then(|| Warning { kind: WarningKind::StartsAtZero, subject: told.subject.clone(), message }))
}

fn of_feedback(plan: &Plan, rule: &ReduceLrOnPlateau, groups: usize, steps: Option<u64>) -> Result<Vec<Warning>> {
    let mut warnings = vec![];
    let mut warn = |kind, message| warnings.push(Warning { kind, subject: "feedback".into(), message });
    let from = rule.during.from;
    if let Some(steps) = steps.filter(|steps| from >= *steps) {
        let message = format!("metrics count from step {}, and all is over at {}", count(from), count(steps));
        warn(WarningKind::NeverReached, message);
    }
    let lrs = plan.preview(groups, from)?.lr;
    let above = |(group, lr): (usize, &f64)| {
        rule.min_lr.of_group(group).filter(|min_lr| min_lr > lr && *lr > 0.0).map(|min_lr| (group, min_lr, *lr))
    };
    if let Some((group, min_lr, lr)) = lrs.iter().enumerate().find_map(above) {
        let message =
            format!("min_lr {} is above the rate {} of group {group}: nothing is ever reduced", number(min_lr), number(lr));
        warn(WarningKind::FloorAboveBase, message);
    }
    Ok(warnings)
}
