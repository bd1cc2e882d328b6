//! The description of a plan: sentences and key numbers.

mod key_numbers;
pub(crate) mod samples;
pub(crate) mod subject;

pub use key_numbers::KeyNumbers;

use super::budget::{most_samples, subjects};
use crate::data::StepUnit;
use crate::feedback::words;
use crate::{Phase, Plan, PlannedRule, Result, printable};
use std::fmt;

/// The description of one subject of a [`Plan`]: a hyperparameter of the groups that share a schedule, a scalar, or a feedback
/// rule.
///
/// [`Plan::describe`] returns one for each subject. Its `Display` text is the subject and the sentence, and the key numbers on a
/// second line.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, Warmup};
///
/// let plan = Plan::lr(1e-3, CosineAnnealingLr::new(9_500)?.warmup_with(Warmup::from_floor(0.01, 500)?));
/// let rate = plan.describe(1, Some(10_001))?.remove(0);
/// assert_eq!(
///     rate.to_string(),
///     "lr: linear warm-up from 1e-5 to 0.001 at 500, cosine to 0 at 10,000\n\
///      \x20   peak 0.001 at step 500, end 0 at 10,000, area 0.5 of a constant 0.001"
/// );
/// assert_eq!(rate.phase_boundaries, [500]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Description {
    /// The part of the plan that is described: `lr`, `lr[1]`, `weight_decay`, the name of a scalar, `feedback`, or
    /// `feedback.NAME` if the plan has several rules.
    pub subject: String,
    /// The course of its values, in words.
    pub sentence: String,
    /// The steps at which one phase ends and the next begins.
    pub phase_boundaries: Vec<u64>,
    /// The phases of which the sentence is made, with their values. Empty if the subject follows no schedule.
    pub phases: Vec<Phase>,
    /// The key numbers of its values. `None` if the subject follows no schedule, if the length of the run is unknown, or if it is
    /// 0.
    pub numbers: Option<KeyNumbers>,
    /// The number of evenly spaced steps of [`samples`](Self::samples).
    most_samples: u64,
}

impl Description {
    /// The steps at which to evaluate the curve of a run of `steps` steps, for a plot. Up to about a million steps
    /// (2<sup>20</sup>) these are all steps. For a longer run they are about a million steps, including those beside the phase
    /// boundaries. They are fewer if the plan has more than 64 schedules and groups.
    ///
    /// ```
    /// use tch_lr_scheduler::{MultiStepLr, Plan};
    ///
    /// let rate = Plan::lr(0.1, MultiStepLr::new([123_456_789], 0.1)?).describe(1, None)?.remove(0);
    /// assert_eq!(rate.samples(3), [0, 1, 2]);
    /// assert!(rate.samples(1_000_000_000).contains(&123_456_788));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn samples(&self, steps: u64) -> Vec<u64> {
        samples::samples(steps, &self.phase_boundaries, self.most_samples)
    }
}

impl fmt::Display for Description {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.subject, self.sentence)?;
        match &self.numbers {
            Some(numbers) => write!(formatter, "\n    {numbers}"),
            None => Ok(()),
        }
    }
}

/// The subject of a feedback rule: `feedback`, or `feedback.NAME` if the plan has several rules.
fn subject_of(plan: &Plan, rule: &PlannedRule) -> String {
    if plan.rules().len() == 1 { "feedback".into() } else { format!("feedback.{}", printable(&rule.name)) }
}

fn sentence_of(rule: &PlannedRule, unit: StepUnit) -> String {
    let groups = rule.groups.as_ref().map_or(String::new(), |groups| {
        let groups: Vec<_> = groups.iter().map(ToString::to_string).collect();
        format!(", on the groups {}", groups.join(", "))
    });
    format!("{}, {}{groups}", rule.rule.describe(), words::during(rule.during, unit))
}

impl Plan {
    /// Describes the plan in sentences, for an optimizer with `groups` parameter groups.
    ///
    /// `steps` is the length of the run in steps. Default: [`total_steps`](Self::total_steps) of the plan. If neither is given, the
    /// descriptions have no key numbers.
    ///
    /// If the plan knows the units of its [run](Self::run), the sentences and the key numbers contain epochs, samples or tokens in
    /// place of steps: those of the length of the run, otherwise epochs, otherwise tokens.
    ///
    /// The learning rates come first, then the other hyperparameters and the scalars that follow a schedule, then the
    /// hyperparameters that are coupled to the rate, then the feedback rules.
    ///
    /// # Errors
    /// The errors of [`Scheduler::start`](crate::Scheduler::start), and [`Error::NotFinite`](crate::Error::NotFinite) or
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) if a schedule gives a value that would stop the run.
    /// [`Error::Parameter`](crate::Error::Parameter) if a schedule without a closed form would have to compute too many steps.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).momentum(0.9, Constant).lr_factor(1, 0.1);
    /// let sentences: Vec<_> = plan.describe(2, None)?.iter().map(|description| description.to_string()).collect();
    /// assert_eq!(
    ///     sentences,
    ///     ["lr[0]: 0.1, times 0.5 every step", "lr[1]: 0.01, times 0.5 every step", "momentum: constant 0.9"]
    /// );
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn describe(&self, groups: usize, steps: Option<u64>) -> Result<Vec<Description>> {
        let steps = steps.or(self.run_length());
        let (mut all, unit) = (vec![], self.run_units().step_unit());
        for subject in subjects(self, groups, steps)? {
            let numbers = steps.map(|steps| KeyNumbers::of(&subject, steps, unit)).transpose()?.flatten();
            let (sentence, phase_boundaries) = (subject.summary.sentence().to_owned(), subject.summary.phase_boundaries());
            let (phases, most_samples) = (subject.summary.phases().to_vec(), subject.most_samples);
            all.push(Description { subject: subject.subject, sentence, phase_boundaries, phases, numbers, most_samples });
        }
        let without_numbers = |subject, sentence| Description {
            subject,
            sentence,
            phase_boundaries: vec![],
            phases: vec![],
            numbers: None,
            most_samples: most_samples(groups),
        };
        all.extend(subject::couplings(self, groups)?.into_iter().map(|(subject, sentence)| without_numbers(subject, sentence)));
        all.extend(self.rules().iter().map(|rule| without_numbers(subject_of(self, rule), sentence_of(rule, unit))));
        Ok(all)
    }
}
