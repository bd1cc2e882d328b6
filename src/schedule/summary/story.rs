use crate::WarningKind;
use crate::{Schedule, ScheduleSpec};

/// What a schedule [tells](Schedule::tell) of itself: phrases that make a sentence, the edges of its phases, and doubts.
///
/// A schedule counts in its own time, from 0; the story knows where in the run that is, and says steps as those of the run.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Schedule, Story, Warmup};
///
/// let schedule = CosineAnnealingLr::new(9_500)?.warmup_with(Warmup::from_floor(0.01, 500)?);
/// let story = Story::of(&schedule, 1e-3, Some(10_000));
/// assert_eq!(story.sentence(), "linear warm-up from 1e-5 over 500 steps, cosine to 0 at 10,000");
/// assert_eq!(story.edges(), [500]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// A schedule of one's own says what it likes:
///
/// ```
/// use tch_lr_scheduler::{Schedule, Story};
///
/// #[derive(Debug)]
/// struct InverseSquareRoot;
///
/// impl Schedule for InverseSquareRoot {
///     fn value(&self, base: f64, time: f64) -> f64 {
///         base / (1.0 + time).sqrt()
///     }
///     fn tell(&self, story: &mut Story) {
///         story.say(format!("inverse square root{}", story.from(story.base())));
///     }
/// }
/// let schedule = InverseSquareRoot.delay(20);
/// assert_eq!(Story::of(&schedule, 0.1, None).sentence(), "0.1 until 20; then inverse square root from 0.1");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    pub(super) base: f64,
    pub(super) scale: f64,
    pub(super) start: u64,
    pub(super) pace: u64,
    pub(super) end: Option<u64>,
    pub(super) arrived: Option<f64>,
    pub(super) sentence: String,
    pub(super) is_new_part: bool,
    pub(super) edges: Vec<u64>,
    pub(super) doubts: Vec<(WarningKind, String)>,
    pub(crate) is_meant_to_jump: bool,
    pub(crate) is_meant_to_rest: bool,
}

impl Story {
    /// The story of a schedule from a base, over a run of `steps` steps where its length is known.
    ///
    /// ```
    /// use tch_lr_scheduler::{StepLr, Story};
    ///
    /// assert_eq!(Story::of(&StepLr::new(30, 0.1)?, 0.5, None).sentence(), "0.5, times 0.1 every 30 steps");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn of(schedule: &dyn Schedule, base: f64, steps: Option<u64>) -> Self {
        let mut story = Self {
            base,
            scale: 1.0,
            start: 0,
            pace: 1,
            end: steps,
            arrived: None,
            sentence: String::new(),
            is_new_part: false,
            edges: vec![],
            doubts: vec![],
            is_meant_to_jump: false,
            is_meant_to_rest: false,
        };
        schedule.tell(&mut story);
        story
    }

    /// The base that the schedule starts from.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, None).base(), 0.1);
    /// ```
    pub fn base(&self) -> f64 {
        self.base
    }

    /// Adds a phrase to the sentence.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.say("and so on");
    /// assert_eq!(story.sentence(), "constant 0.1, and so on");
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

    /// The edges of this story under another sentence.
    pub(crate) fn retold(self, sentence: &str) -> Self {
        Self { sentence: sentence.into(), doubts: vec![], ..self }
    }

    /// All phrases, in one sentence.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Schedule, Story};
    /// assert_eq!(Story::of(&Constant.hold(5), 0.1, None).sentence(), "constant 0.1");
    /// ```
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The steps of the run at which a phase ends and another begins, in order; what recurs more than 32 times has none.
    ///
    /// ```
    /// # use tch_lr_scheduler::{MultiStepLr, Story};
    /// assert_eq!(Story::of(&MultiStepLr::new([30, 80], 0.1)?, 0.1, Some(100)).edges(), [30, 80]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn edges(&self) -> Vec<u64> {
        let mut edges: Vec<_> = self.edges.iter().copied().filter(|edge| *edge > 0).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// What is legal and rarely meant, by its kind.
    ///
    /// ```
    /// # use tch_lr_scheduler::{CosineAnnealingLr, Story, WarningKind};
    /// let story = Story::of(&CosineAnnealingLr::new(50)?, 0.1, Some(80));
    /// assert_eq!(story.doubts()[0].0, WarningKind::RisesAgain);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn doubts(&self) -> &[(WarningKind, String)] {
        &self.doubts
    }

    pub(super) fn absolute(&self, step: u64) -> u64 {
        self.start.saturating_add(step.saturating_mul(self.pace))
    }
}
