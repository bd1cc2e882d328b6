use super::phase::Phase;
use super::proposal::{MOST_CYCLES, MOST_CYCLES_IN_ALL, Part};
use super::sentence::sentence;
use super::settle::{Settled, flat, settle};
use super::values::Values;
use crate::data::StepUnit;

/// A summary of a schedule in one run: a sentence and the boundaries of its phases.
///
/// All steps in it are steps of the run, also for schedules that start later, such as the members of a
/// [`SequentialLr`](crate::SequentialLr). [`Plan::describe`](crate::Plan::describe) returns the same for each parameter
/// group of a plan, and [`Plan::check`](crate::Plan::check) finds its mistakes.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Schedule, Summary, Warmup};
///
/// let schedule = CosineAnnealingLr::new(9_500)?.warmup_with(Warmup::from_floor(0.01, 500)?);
/// let summary = Summary::of(&schedule, 1e-3, Some(10_000));
/// assert_eq!(summary.sentence(), "linear warm-up from 1e-5 to 0.001 at 500, cosine to 0 at 10,000");
/// assert_eq!(summary.phase_boundaries(), [500]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub(super) base: f64,
    /// The step of the run at which the current schedule has its step 0.
    pub(super) start: u64,
    /// The number of steps of the run in one step of the current schedule.
    pub(super) pace: u64,
    /// The step of the run at which the current schedule ends: that of the run, or an earlier one.
    pub(super) end: Option<u64>,
    /// The length of the run in steps.
    pub(super) run: Option<u64>,
    /// The number of steps of the run for which the time of the current schedule stays. 1 if it changes at every step.
    pub(super) grid: u64,
    /// The value from which the current schedule continues, if it does not start from its base.
    pub(super) before: Option<f64>,
    /// The number of cycles that may still be listed.
    pub(super) cycles_left: usize,
    /// The phases that schedules have proposed.
    pub(super) parts: Vec<Part>,
    /// The unit of the steps in the sentence.
    pub(super) unit: StepUnit,
    pub(super) sentence: String,
    pub(super) phases: Vec<Phase>,
}

/// The most phases that are described one by one if some of them extend over several cycles.
const MOST_JOINED: usize = 8;

impl Summary {
    /// An empty summary.
    pub(in crate::schedule) fn new(base: f64, steps: Option<u64>, unit: StepUnit) -> Self {
        Self {
            base,
            start: 0,
            pace: 1,
            end: steps,
            run: steps,
            grid: 1,
            before: None,
            cycles_left: MOST_CYCLES_IN_ALL,
            parts: vec![],
            unit,
            sentence: String::new(),
            phases: vec![],
        }
    }

    /// The base for which the summary is made.
    pub(crate) fn base(&self) -> f64 {
        self.base
    }

    /// The value from which the current schedule continues, if it does not start from its base.
    pub(crate) fn before(&self) -> Option<f64> {
        self.before
    }

    /// Compares the proposed phases with the values, and writes the sentence.
    pub(in crate::schedule) fn settled(mut self, value: &dyn Fn(u64) -> f64, steps_to_walk: &dyn Fn(u64) -> f64) -> Self {
        let values = Values::new(value, steps_to_walk);
        let mut settled = settle(std::mem::take(&mut self.parts), self.run, &values);
        self.phases = flat(&settled, self.run, &values);
        let joins = self.phases.len() < settled.iter().map(|part| part.phases().len()).sum();
        if joins && self.phases.len() <= MOST_JOINED {
            settled = self.phases.iter().cloned().map(Settled::Phase).collect();
        }
        self.sentence = sentence(&settled, self.unit);
        self
    }

    /// The schedule in one sentence.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule, Summary};
    ///
    /// let schedule = Constant.then(20, ExponentialLr::new(0.9)?);
    /// assert_eq!(Summary::of(&schedule, 0.1, None).sentence(), "0.1 until 20, times 0.9 every step");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The phases of the curve, in order, of which the sentence is made.
    ///
    /// A cycle that repeats more than 32 times is followed by one phase of the kind [`Repeated`](crate::PhaseKind::Repeated).
    ///
    /// ```
    /// use tch_lr_scheduler::{PhaseKind, PolynomialLr, Summary};
    ///
    /// let summary = Summary::of(&PolynomialLr::new(50, 2.0)?, 0.1, Some(80));
    /// let [fall, rest] = summary.phases() else { panic!() };
    /// assert_eq!((fall.kind, fall.first, fall.target), (PhaseKind::Polynomial, Some(0.1), Some((50, 0.0))));
    /// assert_eq!((rest.kind, rest.start, rest.first), (PhaseKind::Constant, 50, Some(0.0)));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// The steps of the run at which one phase ends and the next begins, in increasing order. Where the value stays for several
    /// steps, these are the steps at which it changes.
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
        let changes = |phase: &Phase| phase.curve.changes(phase.start, phase.end, MOST_CYCLES).unwrap_or_default();
        let mut boundaries: Vec<_> = self.phases.iter().flat_map(|phase| [phase.start].into_iter().chain(changes(phase))).collect();
        boundaries.retain(|step| *step > 0);
        boundaries.sort_unstable();
        boundaries.dedup();
        boundaries
    }

    /// Whether a step of the current schedule lies before its end, as far as the end is known.
    pub(crate) fn reaches(&self, step: u64) -> bool {
        self.end.is_none_or(|end| self.absolute(step) < end)
    }

    /// The step of the run at a step of the current schedule.
    pub(crate) fn run_step(&self, step: u64) -> u64 {
        self.absolute(step)
    }

    /// As [`run_step`](Self::run_step).
    pub(super) fn absolute(&self, step: u64) -> u64 {
        self.start.saturating_add(step.saturating_mul(self.pace))
    }
}
