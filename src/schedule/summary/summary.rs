use crate::ScheduleSpec;
use crate::WarningKind;

/// What a schedule [tells](Schedule::tell) of itself: phrases that make a sentence, the phase_boundaries of its phases, and warnings.
///
/// A schedule counts in its own time, from 0; the summary knows where in the run that is, and says steps as those of the run.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Schedule, Summary, Warmup};
///
/// let schedule = CosineAnnealingLr::new(9_500)?.warmup_with(Warmup::from_floor(0.01, 500)?);
/// let summary = Summary::of(&schedule, 1e-3, Some(10_000));
/// assert_eq!(summary.sentence(), "linear warm-up from 1e-5 over 500 steps, cosine to 0 at 10,000");
/// assert_eq!(summary.phase_boundaries(), [500]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub(super) base: f64,
    pub(super) scale: f64,
    pub(super) start: u64,
    pub(super) pace: u64,
    pub(super) end: Option<u64>,
    pub(super) arrived: Option<f64>,
    pub(super) sentence: String,
    pub(super) is_new_part: bool,
    pub(super) boundaries: Vec<u64>,
    pub(super) warnings: Vec<(WarningKind, String)>,
    pub(crate) expects_jump: bool,
    pub(crate) expects_zero_start: bool,
}

impl Summary {
    /// A summary that says nothing yet.
    pub(in crate::schedule) fn new(base: f64, steps: Option<u64>) -> Self {
        Self {
            base,
            scale: 1.0,
            start: 0,
            pace: 1,
            end: steps,
            arrived: None,
            sentence: String::new(),
            is_new_part: false,
            boundaries: vec![],
            warnings: vec![],
            expects_jump: false,
            expects_zero_start: false,
        }
    }

    /// The base that the schedule starts from.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, None).base(), 0.1);
    /// ```
    pub fn base(&self) -> f64 {
        self.base
    }

    /// Adds a phrase to the sentence.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, None);
    /// summary.say("and so on");
    /// assert_eq!(summary.sentence(), "constant 0.1, and so on");
    /// ```
    pub fn say(&mut self, phrase: impl Into<String>) {
        let joiner = if self.is_new_part { "; then " } else { ", " };
        if !self.sentence.is_empty() {
            self.sentence.push_str(joiner);
        }
        self.sentence.push_str(&phrase.into());
        (self.arrived, self.is_new_part) = (None, false);
    }

    /// What is said where a schedule says nothing of its own.
    pub(crate) fn say_spec(&mut self, spec: &ScheduleSpec) {
        self.say(spec.words());
    }

    /// The phase_boundaries of this summary under another sentence.
    pub(crate) fn with_sentence(self, sentence: &str) -> Self {
        Self { sentence: sentence.into(), warnings: vec![], ..self }
    }

    /// All phrases, in one sentence.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Schedule, Summary};
    /// assert_eq!(Summary::of(&Constant.hold(5), 0.1, None).sentence(), "constant 0.1");
    /// ```
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The steps of the run at which a phase ends and another begins, in order; what recurs more than 32 times has none.
    ///
    /// ```
    /// # use tch_lr_scheduler::{MultiStepLr, Summary};
    /// assert_eq!(Summary::of(&MultiStepLr::new([30, 80], 0.1)?, 0.1, Some(100)).phase_boundaries(), [30, 80]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn phase_boundaries(&self) -> Vec<u64> {
        let mut phase_boundaries: Vec<_> = self.boundaries.iter().copied().filter(|edge| *edge > 0).collect();
        phase_boundaries.sort_unstable();
        phase_boundaries.dedup();
        phase_boundaries
    }

    /// What is legal and rarely meant, by its kind.
    ///
    /// ```
    /// # use tch_lr_scheduler::{CosineAnnealingLr, Summary, WarningKind};
    /// let summary = Summary::of(&CosineAnnealingLr::new(50)?, 0.1, Some(80));
    /// assert_eq!(summary.warnings()[0].0, WarningKind::RisesAgain);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warnings(&self) -> &[(WarningKind, String)] {
        &self.warnings
    }

    pub(super) fn absolute(&self, step: u64) -> u64 {
        self.start.saturating_add(step.saturating_mul(self.pace))
    }
}
