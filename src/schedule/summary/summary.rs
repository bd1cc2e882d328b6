use crate::ScheduleSpec;
use crate::WarningKind;

/// A summary of a schedule in one run: a sentence, the boundaries of its phases, and warnings.
///
/// All steps in it are steps of the run, also for schedules that start later, such as the members of a
/// [`SequentialLr`](crate::SequentialLr). [`Plan::describe`](crate::Plan::describe) and [`Plan::check`](crate::Plan::check) return
/// the same for each parameter group of a plan.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Schedule, Summary, Warmup};
///
/// let schedule = CosineAnnealingLr::new(9_500)?.warmup_with(Warmup::from_floor(0.01, 500)?);
/// let summary = Summary::of(&schedule, 1e-3, Some(10_000));
/// assert_eq!(summary.sentence(), "linear warm-up from 1e-5 over 500 steps, cosine to 0 at 10,000");
/// assert_eq!(summary.phase_boundaries(), [500]);
/// assert!(summary.warnings().is_empty());
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub(super) base: f64,
    /// The factor on every value in the sentence.
    pub(super) scale: f64,
    /// The step of the run at which the current schedule has its step 0.
    pub(super) start: u64,
    /// The number of steps of the run in one step of the current schedule.
    pub(super) pace: u64,
    /// The step of the run at which the current schedule ends: that of the run, or an earlier one.
    pub(super) end: Option<u64>,
    /// The length of the run in steps.
    pub(super) run: Option<u64>,
    /// The value at which the last phrase of the sentence ends.
    pub(super) arrived: Option<f64>,
    pub(super) sentence: String,
    /// Whether the next phrase is the first of a member of a sequence.
    pub(super) is_new_part: bool,
    pub(super) boundaries: Vec<u64>,
    pub(super) warnings: Vec<(WarningKind, String)>,
}

impl Summary {
    /// An empty summary.
    pub(in crate::schedule) fn new(base: f64, steps: Option<u64>) -> Self {
        Self {
            base,
            scale: 1.0,
            start: 0,
            pace: 1,
            end: steps,
            run: steps,
            arrived: None,
            sentence: String::new(),
            is_new_part: false,
            boundaries: vec![],
            warnings: vec![],
        }
    }

    /// The base for which the summary is made.
    pub(crate) fn base(&self) -> f64 {
        self.base
    }

    /// Appends a phrase to the sentence.
    pub(crate) fn say(&mut self, phrase: impl Into<String>) {
        let joiner = if self.is_new_part { "; then " } else { ", " };
        if !self.sentence.is_empty() {
            self.sentence.push_str(joiner);
        }
        self.sentence.push_str(&phrase.into());
        (self.arrived, self.is_new_part) = (None, false);
    }

    /// Appends the type and the parameters of a schedule without words.
    pub(crate) fn say_spec(&mut self, spec: &ScheduleSpec) {
        self.say(spec.words());
    }

    /// The same summary with another sentence and without warnings.
    pub(crate) fn with_sentence(self, sentence: &str) -> Self {
        Self { sentence: sentence.into(), warnings: vec![], ..self }
    }

    /// The schedule in one sentence.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule, Summary};
    ///
    /// let schedule = Constant.then(20, ExponentialLr::new(0.9)?);
    /// assert_eq!(Summary::of(&schedule, 0.1, None).sentence(), "constant 0.1; then 0.1, times 0.9 every step");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The steps of the run at which one phase ends and the next begins, in increasing order.
    ///
    /// A schedule that repeats a phase more than 32 times has no boundaries for it.
    ///
    /// ```
    /// use tch_lr_scheduler::{MultiStepLr, Summary};
    ///
    /// assert_eq!(Summary::of(&MultiStepLr::new([30, 80], 0.1)?, 0.1, Some(100)).phase_boundaries(), [30, 80]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn phase_boundaries(&self) -> Vec<u64> {
        let mut boundaries: Vec<_> = self.boundaries.iter().copied().filter(|step| *step > 0).collect();
        boundaries.sort_unstable();
        boundaries.dedup();
        boundaries
    }

    /// The warnings: what is valid in the schedule but probably not intended.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Summary, WarningKind};
    ///
    /// let summary = Summary::of(&CosineAnnealingLr::new(50)?, 0.1, Some(80));
    /// let message = "the cosine rises again after step 50, to 0.1 at 100";
    /// assert_eq!(summary.warnings(), [(WarningKind::RisesAgain, message.to_owned())]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warnings(&self) -> &[(WarningKind, String)] {
        &self.warnings
    }

    /// The step of the run at a step of the current schedule.
    pub(super) fn absolute(&self, step: u64) -> u64 {
        self.start.saturating_add(step.saturating_mul(self.pace))
    }
}
