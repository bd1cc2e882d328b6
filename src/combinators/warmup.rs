use super::warmup_start::WarmupStart;
use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Shape, Summary};

/// The settings of a warm-up: its length, its first value and its shape. [`Schedule::warmup_with`] puts it in front of a schedule,
/// and [`Schedule::warmup_beside_with`] beside it.
///
/// ```text
/// in front: value(t) = schedule(0) * factor(t)     if t < steps
///                      schedule(t - steps)         otherwise
/// beside:   value(t) = schedule(t) * factor(t)     if t < steps
///                      schedule(t)                 otherwise
///
/// factor(t) = floor + (1 - floor) * risen(p)
/// risen(p)  = p, (1 - cos(pi * p)) / 2 with `cosine`, or weight(1 - p) of another Shape
///
/// from_zero        p = t / steps          floor = 0     the first step has the value 0 and trains nothing
/// from_first_step  p = (t + 1) / steps    floor = 0     1/steps, 2/steps, ..., 1
/// from_floor       p = t / steps          floor as given
/// ```
///
#[doc = include_str!("../docs/pictures/warmup.svg")]
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule, Warmup};
///
/// let schedule = Constant.warmup_with(Warmup::from_floor(0.1, 500)?.cosine());
/// assert_eq!([0, 500, 501].map(|step| schedule.at(1.0, step)), [0.1, 1.0, 1.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `Warmup::from_floor(f, steps)` is `LinearLR(optimizer, start_factor=f, total_iters=steps)` as the first member of a
/// `SequentialLR` with the milestone `steps`. Torch does not accept `start_factor=0`.
///
/// # In other libraries
///
/// | constructor | elsewhere |
/// |---|---|
/// | [`from_zero`](Self::from_zero) | transformers `get_linear_schedule_with_warmup`, `get_cosine_schedule_with_warmup`, `get_constant_schedule_with_warmup`; optax `warmup_cosine_decay_schedule` with `init_value=0`; Megatron; Composer |
/// | [`from_first_step`](Self::from_first_step) | torchtitan |
/// | [`from_floor`](Self::from_floor) | timm `warmup_lr_init` with `warmup_prefix=True`; fairseq `warmup_init_lr` |
///
/// The values equal those of transformers, timm and fairseq within a relative 1e-12, because they multiply in another order. timm
/// and fairseq take the first rate itself, not a fraction of the base. In transformers, `num_training_steps` includes the
/// warm-up, and so does `decay_steps` in optax. Here the schedule starts after the warm-up, so that its own length does not
/// include the warm-up: `CosineAnnealingLr::new(num_training_steps - num_warmup_steps)`.
///
/// # Source
///
/// He et al., "Bag of Tricks for Image Classification with Convolutional Neural Networks", arXiv 1812.01187, section 3.1, for
/// [`from_first_step`](Self::from_first_step). Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", arXiv
/// 1706.02677, section 2.2, for [`from_floor`](Self::from_floor). The page of [`Shape`] has the sources of the shapes.
#[doc(alias("cosine_schedule_with_warmup", "cosine_warmup_with_min_lr", "LinearWarmupCosineAnnealingLR", "WarmupCosine"))]
#[doc(alias("WarmupCosineLR", "CosineAnnealingWithWarmupScheduler", "CosineWithWarmup", "CosWithWarmup", "warmup_cosine"))]
#[doc(alias("WarmupDecayLR", "LinearWithWarmupScheduler", "LinearWithWarmup", "WarmupLinear", "WarmupLinearSchedule"))]
#[doc(alias("constant_with_warmup", "warmup_constant_schedule", "ConstantWithWarmupScheduler", "warmup_constant"))]
#[doc(alias("LinearWarmup", "linear_warmup", "LinearWarmupLR", "WarmupScheduler", "GradualWarmupScheduler"))]
#[doc(alias("create_lr_scheduler_with_warmup", "UntunedLinearWarmup"))]
#[doc(alias = "get_constant_schedule_with_warmup")]
#[doc(alias = "get_cosine_schedule_with_warmup")]
#[doc(alias = "get_linear_schedule_with_warmup")]
#[doc(alias = "warmup_cosine_decay_schedule")]
#[doc(alias = "warmup_lr_init")]
#[doc(alias = "warmup_type")]
#[must_use = "a warm-up does nothing until `Schedule::warmup_with` or `Schedule::warmup_beside_with` uses it"]
#[derive(Debug, Clone, PartialEq)]
pub struct Warmup {
    pub(super) steps: u64,
    pub(super) start: WarmupStart,
    pub(super) shape: Shape,
}

impl Warmup {
    /// A linear warm-up that starts at 0 and lasts `steps` steps. `steps` is at least 1.
    ///
    /// The first step has the value 0, so it trains nothing. The first step after the warm-up has the full value.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_zero(4)?);
    /// assert_eq!([0, 1, 3, 4].map(|step| schedule.at(1.0, step)), [0.0, 0.25, 0.75, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_zero(steps: u64) -> Result<Self> {
        Self::new(steps, WarmupStart::Floor(0.0))
    }

    /// A linear warm-up that starts at `1 / steps` of the full value and lasts `steps` steps. `steps` is at least 1.
    ///
    /// No step has the value 0. The last step of the warm-up has the full value.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_first_step(4)?);
    /// assert_eq!([0, 1, 3, 4].map(|step| schedule.at(1.0, step)), [0.25, 0.5, 1.0, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_first_step(steps: u64) -> Result<Self> {
        Self::new(steps, WarmupStart::FirstStep)
    }

    /// A linear warm-up that starts at the fraction `floor` of the full value and lasts `steps` steps.
    ///
    /// `floor` is from 0 to 1, and `steps` is at least 1. The first step after the warm-up has the full value.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `floor` is below 0, above 1 or not a number, or if `steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_floor(0.5, 4)?);
    /// assert_eq!([0, 2, 4].map(|step| schedule.at(1.0, step)), [0.5, 0.75, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_floor(floor: f64, steps: u64) -> Result<Self> {
        Self::new(steps, WarmupStart::Floor(check::fraction("warmup", "floor", floor)?))
    }

    /// The same warm-up along half a cosine wave instead of a straight line. It rises slowly at the start and at the end.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Warmup};
    ///
    /// let linear = Constant.warmup_with(Warmup::from_zero(4)?);
    /// let cosine = Constant.warmup_with(Warmup::from_zero(4)?.cosine());
    /// assert!(cosine.at(1.0, 1) < linear.at(1.0, 1));
    /// assert!(cosine.at(1.0, 3) > linear.at(1.0, 3));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cosine(self) -> Self {
        self.shape(Shape::cosine())
    }

    /// The same warm-up along another [`Shape`], mirrored: the values of a fall of this shape in the opposite order. Default:
    /// [`Shape::linear`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, Shape, Warmup};
    ///
    /// let schedule = Constant.warmup_with(Warmup::from_zero(4)?.shape(Shape::one_minus_sqrt()));
    /// assert_eq!([0, 3, 4].map(|step| schedule.at(1.0, step)), [0.0, 0.5, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    fn new(steps: u64, start: WarmupStart) -> Result<Self> {
        Ok(Self { steps: check::at_least_one("warmup", "steps", steps)?, start, shape: Shape::linear() })
    }

    /// The warm-up of a plan file.
    pub(super) fn of(steps: u64, start: WarmupStart, shape: Shape) -> Result<Self> {
        let warmup = match start {
            WarmupStart::FirstStep => Self::from_first_step(steps)?,
            WarmupStart::Floor(floor) => Self::from_floor(check::fraction("Warmup", "start", floor)?, steps)?,
        };
        Ok(warmup.shape(shape))
    }

    /// The factor at any time: 1 from the end of the warm-up on.
    pub(super) fn factor_at(&self, time: f64) -> f64 {
        if time < self.steps as f64 { self.start.factor(&self.shape, time, self.steps) } else { 1.0 }
    }
}

/// A warm-up in front of a schedule: the warm-up, and then the schedule from its step 0. [`Schedule::warmup`] and
/// [`Schedule::warmup_with`] return it.
///
/// ```text
/// value(t) = schedule(0) * factor(t)     if t < steps
///            schedule(t - steps)         otherwise
/// ```
///
/// The page of [`Warmup`] has the factor and a picture. [`WarmupBeside`](super::WarmupBeside) is a warm-up beside a schedule, which
/// does not move the schedule. The companion momentum is not warmed up: it keeps its first value during
/// the warm-up.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.warmup(2)?;
/// assert_eq!([0, 1, 2, 3].map(|step| schedule.at(1.0, step)), [0.5, 1.0, 1.0, 0.5]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// A `SequentialLR` of a `LinearLR` and the schedule, with the milestone `steps`: see [`Warmup`].
///
/// # Source
///
/// The papers that [`Warmup`] names. The order, first the warm-up and then all of the schedule, is that of timm's
/// `warmup_prefix=True`.
#[doc(alias = "warmup_prefix")]
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, PartialEq)]
pub struct WithWarmup<S> {
    warmup: Warmup,
    schedule: S,
}

impl<S> WithWarmup<S> {
    pub(crate) fn new(schedule: S, warmup: Warmup) -> Self {
        Self { warmup, schedule }
    }
}

impl<S: Schedule> Schedule for WithWarmup<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.saturating_add(self.warmup.steps))
    }

    fn next_change(&self, step: u64) -> u64 {
        match step.checked_sub(self.warmup.steps) {
            Some(step) => self.schedule.next_change(step).saturating_add(self.warmup.steps),
            None => step.saturating_add(1),
        }
    }
}

impl<S: Schedule> Wraps for WithWarmup<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        (time - self.warmup.steps as f64).max(0.0)
    }

    fn changed(&self, value: f64, time: f64) -> f64 {
        value * self.warmup.factor_at(time)
    }
}

wraps!(WithWarmup<S>);

impl<S: Schedule> WithWarmup<S> {
    fn summarize(&self, summary: &mut Summary) {
        let end = self.warmup.steps;
        summary.warmup_phase(end, self.warmup.shape.warmup_curve(end).later(self.warmup.start.ahead()));
        summary.member(end, None, &self.schedule);
    }
}

type_entry!(WithWarmup<S> "Warmup" {
    schedule: Box<dyn Schedule>;
    steps: u64, [it -> it.warmup.steps];
    start: WarmupStart = WarmupStart::FirstStep, [it -> it.warmup.start];
    shape: Shape = Shape::linear(), [it -> it.warmup.shape.clone()]
} => {
    Ok(WithWarmup::new(schedule, Warmup::of(steps, start, shape)?))
});
