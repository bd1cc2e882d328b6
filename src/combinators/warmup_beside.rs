use super::warmup::{Warmup, WithWarmup};
use super::warmup_start::WarmupStart;
use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::summary::Combination;
use crate::schedule::type_entry::type_entry;
use crate::{Constant, Schedule, Shape, Summary};

/// A warm-up beside a schedule: its factor multiplies the first values of a schedule that runs from step 0.
/// [`Schedule::warmup_beside`] and [`Schedule::warmup_beside_with`] return it.
///
/// ```text
/// value(t) = schedule(t) * factor(t)     if t < steps
///            schedule(t)                 otherwise
/// ```
///
#[doc = include_str!("../docs/pictures/warmup_beside.svg")]
///
/// The page of [`Warmup`] has the factor. The schedule is not moved: a milestone at step 30 stays at step 30, and a cosine over 50
/// steps ends at step 50. [`WithWarmup`](super::WithWarmup) is a warm-up in front of a schedule, which moves all of it by `steps`.
/// The companion momentum is not warmed up.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{MultiStepLr, Schedule};
///
/// let decay = MultiStepLr::new([30, 45], 0.5)?;
/// let beside = decay.clone().warmup_beside(5)?;
/// let in_front = decay.warmup(5)?;
/// assert_eq!([0, 4, 29, 30, 45].map(|step| beside.at(1.0, step)), [0.2, 1.0, 1.0, 0.5, 0.25]);
/// assert_eq!([0, 4, 34, 35, 50].map(|step| in_front.at(1.0, step)), [0.2, 1.0, 1.0, 0.5, 0.25]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `ChainedScheduler([LinearLR(optimizer, start_factor=f, total_iters=steps), scheduler])` is
/// `warmup_beside_with(Warmup::from_floor(f, steps)?)` for schedulers that multiply the rate, such as `MultiStepLR` and `StepLR`.
/// For a `scheduler` that sets the rate, such as `OneCycleLR`, torch's chain has no warm-up.
///
/// # In other libraries
///
/// - torchvision: the detection reference trains the first epoch with a `LinearLR(start_factor=1/1000)` beside a `MultiStepLR`
/// - mmengine: a `LinearLR(begin=0, end=500, by_epoch=False)` and another scheduler in one `param_scheduler` list
/// - detectron2: `WarmupMultiStepLR`; fvcore: `WarmupParamScheduler`
/// - timm: `warmup_prefix=False`, the default. Its warm-up rises to the base, while this one rises to the value of the schedule;
///   both are the same, within a relative 1e-12, if the schedule is constant during the warm-up.
/// - pytorch_warmup: `with warmup_scheduler.dampening(): lr_scheduler.step()`
///
/// # Source
///
/// Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", arXiv 1706.02677, section 2.2. Ma and Yarats, "On
/// the adequacy of untuned warmup for adaptive optimization", arXiv 1910.04209, describe a warm-up as a factor on the rate.
#[doc(alias("WarmupMultiStepLR", "WarmupParamScheduler", "dampening", "warmup_prefix"))]
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, PartialEq)]
pub struct WarmupBeside<S> {
    warmup: Warmup,
    schedule: S,
}

impl<S> WarmupBeside<S> {
    pub(crate) fn new(schedule: S, warmup: Warmup) -> Self {
        Self { warmup, schedule }
    }
}

impl<S: Schedule> Schedule for WarmupBeside<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.max(self.warmup.steps))
    }

    fn next_change(&self, step: u64) -> u64 {
        if step < self.warmup.steps { step.saturating_add(1) } else { self.schedule.next_change(step) }
    }
}

impl<S: Schedule> Wraps for WarmupBeside<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn changed(&self, value: f64, time: f64) -> f64 {
        value * self.warmup.factor_at(time)
    }
}

wraps!(WarmupBeside<S>);

impl<S: Schedule> WarmupBeside<S> {
    fn summarize(&self, summary: &mut Summary) {
        let factor = WithWarmup::new(Constant, self.warmup.clone());
        let members = [summary.combined(&self.schedule), summary.factor(&factor)];
        summary.combine(Combination::Product, &members);
    }
}

type_entry!(WarmupBeside<S> "WarmupBeside" {
    schedule: Box<dyn Schedule>;
    steps: u64, [it -> it.warmup.steps];
    start: WarmupStart = WarmupStart::FirstStep, [it -> it.warmup.start];
    shape: Shape = Shape::linear(), [it -> it.warmup.shape.clone()]
} => Ok(WarmupBeside::new(schedule, Warmup::of(steps, start, shape)?)));
