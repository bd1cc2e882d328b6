//! A plan in sentences, with its key numbers.

mod key_numbers;
pub(crate) mod samples;
pub(crate) mod subject;

pub use key_numbers::KeyNumbers;

use crate::data::wording::{count, number};
use crate::{Mode, Plan, ReduceLrOnPlateau, Result};
use std::fmt;

/// What a [`Plan`] says of one number, or of all groups that have the same of it.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule, Warmup};
///
/// let plan = Plan::lr(1e-3, CosineAnnealingLr::new(9_500)?.warmup_with(Warmup::from_floor(0.01, 500)?));
/// let rate = plan.describe(1, Some(10_001))?.remove(0);
/// assert_eq!(
///     rate.to_string(),
///     "lr: linear warm-up from 1e-5 over 500 steps, cosine to 0 at 10,000\n\
///      \x20   peak 0.001 at step 500, end 0 at 10,000, area 0.5 of a constant 0.001"
/// );
/// assert_eq!(rate.phase_boundaries, [500, 10_000]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Description {
    /// Whose it is: `lr`, `lr[1]`, `weight_decay`, the name of a number, `feedback`.
    pub subject: String,
    /// What it does, in words.
    pub sentence: String,
    /// The steps at which a phase ends and another begins.
    pub phase_boundaries: Vec<u64>,
    /// What it comes to; `None` where it follows no schedule, or nobody knows how long the run is.
    pub numbers: Option<KeyNumbers>,
}

impl Description {
    /// The steps of a run from which its curve is drawn: all of them or, where they are more than a million, about as many, with
    /// those beside the phase_boundaries.
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
        samples::samples(steps, &self.phase_boundaries)
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

impl Plan {
    /// The plan in sentences, for an optimizer with so many groups: rates first, then momentum, weight decay, numbers, feedback.
    ///
    /// `steps` is how long the run is; where it is not given, what the plan [says](Self::total_steps).
    ///
    /// # Errors
    /// As [`Scheduler::start`](crate::Scheduler::start), and [`Error::NotFinite`](crate::Error::NotFinite).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).momentum(0.9, Constant).lr_factor(1, 0.1);
    /// let sentences: Vec<_> = plan.describe(2, None)?.iter().map(|told| told.to_string()).collect();
    /// assert_eq!(
    ///     sentences,
    ///     ["lr[0]: 0.1, times 0.5 every step", "lr[1]: 0.01, times 0.5 every step", "momentum: constant 0.9"]
    /// );
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn describe(&self, groups: usize, steps: Option<u64>) -> Result<Vec<Description>> {
        let steps = steps.or(self.run_length());
        let mut all = vec![];
        for told in subject::subjects(self, groups, steps)? {
            let numbers = steps.map(|steps| KeyNumbers::of(&told, steps)).transpose()?.flatten();
            let (sentence, phase_boundaries) = (told.summary.sentence().to_owned(), told.summary.phase_boundaries());
            all.push(Description { subject: told.subject, sentence, phase_boundaries, numbers });
        }
        let without_numbers = |subject, sentence| Description { subject, sentence, phase_boundaries: vec![], numbers: None };
        all.extend(subject::couplings(self, groups)?.into_iter().map(|(subject, sentence)| without_numbers(subject, sentence)));
        all.extend(self.plateau().map(|rule| without_numbers("feedback".into(), rule.in_words())));
        Ok(all)
    }
}

impl ReduceLrOnPlateau {
    fn in_words(&self) -> String {
        let better = match self.mode {
            Mode::Min => "falls",
            Mode::Max => "rises",
        };
        let (factor, patience) = (number(self.factor), count(self.patience));
        format!(
            "the rate times {factor} when more than {patience} metrics in a row bring nothing better; one that {better} is better"
        )
    }
}
