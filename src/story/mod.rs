//! A schedule in words, with the steps at which a phase ends and what about it is rarely meant.

mod repeated;
pub(crate) mod words;

use crate::lint::WarningKind;
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
    base: f64,
    start: u64,
    pace: u64,
    end: Option<u64>,
    arrived: Option<f64>,
    sentence: String,
    is_new_part: bool,
    edges: Vec<u64>,
    doubts: Vec<(WarningKind, String)>,
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

    /// That the last phrase ends at this value, so that the next need not say from where it goes on.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// assert_eq!(story.from(0.1), " from 0.1");
    /// story.arrive(0.1);
    /// assert_eq!(story.from(0.1), "");
    /// ```
    pub fn arrive(&mut self, value: f64) {
        self.arrived = Some(value);
    }

    /// ` from` the value, or nothing where the last phrase [arrived](Self::arrive) there.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, None).from(2e-5), " from 2e-5");
    /// ```
    pub fn from(&self, value: f64) -> String {
        if self.arrived == Some(value) { String::new() } else { format!(" from {}", words::number(value)) }
    }

    /// The value and a comma, or nothing where the last phrase [arrived](Self::arrive) there.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, None).first(2e-5), "2e-5, ");
    /// ```
    pub fn first(&self, value: f64) -> String {
        if self.arrived == Some(value) { String::new() } else { format!("{}, ", words::number(value)) }
    }

    /// A step in the schedule's own time, as the step of the run that it is: `10,000`.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, None).step(10_000), "10,000");
    /// ```
    pub fn step(&self, step: u64) -> String {
        words::count(self.absolute(step))
    }

    /// So many steps of the schedule's own time, as steps of the run.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, None).steps(1), "1 step");
    /// assert_eq!(Story::of(&Constant, 0.1, None).steps(2_000), "2,000 steps");
    /// ```
    pub fn steps(&self, steps: u64) -> String {
        match steps.saturating_mul(self.pace) {
            1 => "1 step".into(),
            steps => format!("{} steps", words::count(steps)),
        }
    }

    /// How long one step of the schedule's own time is: `step`, or `500 steps`.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, None).pace(), "step");
    /// ```
    pub fn pace(&self) -> String {
        if self.pace == 1 { "step".into() } else { self.steps(1) }
    }

    /// That a phase ends, and another begins, at a step of the schedule's own time.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, Some(100));
    /// story.edge(50);
    /// assert_eq!(story.edges(), [50]);
    /// ```
    pub fn edge(&mut self, step: u64) {
        if self.reaches(step) != Some(false) {
            self.edges.push(self.absolute(step));
        }
    }

    /// As [`edge`](Self::edge), where it is rarely meant that the run ends before: `what` begins there.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, Some(100));
    /// story.phase(150, "the fall");
    /// assert!(story.edges().is_empty());
    /// assert_eq!(story.doubts()[0].1, "the fall at step 150 is never reached: all is over at 100");
    /// ```
    pub fn phase(&mut self, step: u64, what: &str) {
        self.edge(step);
        if let (Some(false), Some(end)) = (self.reaches(step), self.end) {
            let over = words::count(end);
            let doubt = format!("{what} at step {} is never reached: all is over at {over}", self.step(step));
            self.doubt(WarningKind::NeverReached, doubt);
        }
    }

    /// Whether the schedule is still followed at a step of its own time; `None` where that is not known.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, Some(100)).reaches(99), Some(true));
    /// assert_eq!(Story::of(&Constant, 0.1, Some(100)).reaches(100), Some(false));
    /// assert_eq!(Story::of(&Constant, 0.1, None).reaches(100), None);
    /// ```
    pub fn reaches(&self, step: u64) -> Option<bool> {
        self.end.map(|end| self.absolute(step) < end)
    }

    /// Whether the schedule is still followed after a step of its own time; `None` where that is not known.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// assert_eq!(Story::of(&Constant, 0.1, Some(100)).passes(98), Some(true));
    /// assert_eq!(Story::of(&Constant, 0.1, Some(100)).passes(99), Some(false));
    /// ```
    pub fn passes(&self, step: u64) -> Option<bool> {
        self.end.map(|end| self.absolute(step).saturating_add(1) < end)
    }

    /// Something that is legal and rarely meant.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story, WarningKind};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.doubt(WarningKind::Other, "it never falls");
    /// assert_eq!(story.doubts(), [(WarningKind::Other, "it never falls".to_owned())]);
    /// ```
    pub fn doubt(&mut self, kind: WarningKind, doubt: impl Into<String>) {
        let doubt = (kind, doubt.into());
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// That it leaps up on purpose, as at a restart: no warning is due.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// Story::of(&Constant, 0.1, None).meant_to_jump();
    /// ```
    pub fn meant_to_jump(&mut self) {
        self.is_meant_to_jump = true;
    }

    /// That it starts at zero on purpose, as what is frozen: no warning is due.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// Story::of(&Constant, 0.1, None).meant_to_rest();
    /// ```
    pub fn meant_to_rest(&mut self) {
        self.is_meant_to_rest = true;
    }

    /// Another schedule goes on with the story: from a step of this one's time, where its own begins, until another, where that
    /// is known.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, LinearLr, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.member(20, None, &LinearLr::new(1.0, 0.5, 10)?);
    /// assert_eq!(story.sentence(), "constant 0.1; then linear from 0.1 to 0.05 at 30");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn member(&mut self, from: u64, until: Option<u64>, schedule: &dyn Schedule) {
        let (start, end) = (self.start, self.end);
        let until = until.map(|until| self.absolute(until));
        self.end = end.into_iter().chain(until).min();
        self.start = self.absolute(from);
        self.is_new_part = from > 0 && self.arrived.is_none();
        schedule.tell(self);
        (self.start, self.end) = (start, end);
    }

    /// Another schedule goes on from another base.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.from_base(0.05, &Constant);
    /// assert_eq!(story.sentence(), "constant 0.1, constant 0.05");
    /// ```
    pub fn from_base(&mut self, base: f64, schedule: &dyn Schedule) {
        let own = std::mem::replace(&mut self.base, base);
        schedule.tell(self);
        self.base = own;
    }

    /// Another schedule goes on, so many times as slowly.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, ExponentialLr, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.at_pace(500, &ExponentialLr::new(0.9)?);
    /// assert_eq!(story.sentence(), "constant 0.1, 0.1, times 0.9 every 500 steps");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at_pace(&mut self, steps: u64, schedule: &dyn Schedule) {
        let slower = self.pace.saturating_mul(steps);
        let own = std::mem::replace(&mut self.pace, slower);
        schedule.tell(self);
        self.pace = own;
    }

    /// The sentence of another schedule by itself, for one that is made of several; its edges and doubts are kept.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story, StepLr};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// assert_eq!(story.apart(&StepLr::new(3, 0.5)?), "0.1, times 0.5 every 3 steps");
    /// assert_eq!(story.sentence(), "constant 0.1");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn apart(&mut self, schedule: &dyn Schedule) -> String {
        let (sentence, arrived) = (std::mem::take(&mut self.sentence), self.arrived.take());
        let is_new_part = std::mem::take(&mut self.is_new_part);
        schedule.tell(self);
        (self.arrived, self.is_new_part) = (arrived, is_new_part);
        std::mem::replace(&mut self.sentence, sentence)
    }

    /// That nothing went before, so that the schedule starts from its base.
    pub(crate) fn is_at_the_start(&self) -> bool {
        self.start == 0 && self.sentence.is_empty()
    }

    /// As [`apart`](Self::apart), from another base.
    pub(crate) fn apart_from(&mut self, base: f64, schedule: &dyn Schedule) -> String {
        let own = std::mem::replace(&mut self.base, base);
        let told = self.apart(schedule);
        self.base = own;
        told
    }

    /// The doubt that a warm-up, of so many steps of the schedule's own time, does not end.
    pub(crate) fn doubt_warmup(&mut self, steps: u64) {
        let over = self.end.map_or(String::new(), words::count);
        let doubt = format!("the warm-up would end at step {}, and all is over at {over}", self.step(steps));
        self.doubt(WarningKind::WarmupTooLong, doubt);
    }

    /// That something ends and leaves a value in force until the end of the run.
    pub(crate) fn goes_on(&self, what_ends: &str, value: &str) -> String {
        let last = self.end.map_or(String::new(), |end| format!(" until {}", words::count(end.saturating_sub(1))));
        format!("{what_ends}, and the run goes on at {value}{last}")
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

    fn absolute(&self, step: u64) -> u64 {
        self.start.saturating_add(step.saturating_mul(self.pace))
    }
}
