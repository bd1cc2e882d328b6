use crate::error::check;
use crate::schedule::arithmetic::decayed;
use crate::schedule::described::registered;
use crate::schedule::lookup::acts_in_chain;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Result, Schedule, Summary};

/// Step decay at chosen steps: a schedule that multiplies the value by `gamma` at each of the `milestones`.
///
/// ```text
/// value(t) = base * gamma^(number of milestones <= t)
/// ```
///
#[doc = include_str!("../docs/pictures/multi_step_lr.svg")]
///
/// A milestone that is listed twice counts twice. For a different factor at each milestone, see [`Piecewise`](crate::Piecewise), or
/// a [`Function::table`](crate::Function::table) in a [`LambdaLr`](crate::LambdaLr).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{MultiStepLr, Schedule};
///
/// let schedule = MultiStepLr::new([50, 125, 160], 0.5)?;
/// assert_eq!(schedule.at(0.1, 49), 0.1);
/// assert_eq!(schedule.at(0.1, 50), 0.05);
/// assert_eq!(schedule.at(0.1, 160), 0.0125);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones, gamma=0.1)`. The values equal torch's closed form bit for bit.
/// Torch accepts milestones in any order and ignores a milestone that is not a whole number; here a milestone that is below the one
/// before it is an error, and milestones are integers.
///
/// # In other libraries
///
/// - optax: `piecewise_constant_schedule(init_value, {milestone: gamma, ...})`
/// - Keras: `PiecewiseConstantDecay(boundaries, values)`, which lists the values instead of a factor. Keras changes the value one
///   step after a boundary, so a milestone here is a boundary plus 1.
/// - timm: `MultiStepLRScheduler(optimizer, decay_t=milestones, decay_rate=gamma)`, which decays one step before a milestone
///
/// # Source
///
/// No paper: torch's class `MultiStepLR`. He et al., "Deep Residual Learning for Image Recognition", arXiv 1512.03385, section 4.2,
/// trains with milestones at 32,000 and 48,000 steps and `gamma` 0.1.
#[doc(alias("MultiStepScheduler", "MultiStepParamScheduler", "MultiStepWithWarmupScheduler", "multistep"))]
#[doc(alias("MultiStepLR", "MultiStepLRScheduler", "PiecewiseConstantDecay", "piecewise_constant_schedule"))]
#[derive(Debug, Clone, PartialEq)]
pub struct MultiStepLr {
    milestones: Vec<u64>,
    gamma: f64,
}

impl MultiStepLr {
    /// Creates a step decay at `milestones`, a list of at least one step in non-decreasing order. `gamma` is the factor of each
    /// decay, finite and not negative (0.1 by default in torch).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `milestones` is empty or decreases, if `gamma` is negative or not finite,
    /// or if `gamma` to the power of the number of milestones overflows `f64`.
    ///
    /// ```
    /// use tch_lr_scheduler::MultiStepLr;
    ///
    /// let error = MultiStepLr::new([50, 30], 0.1).unwrap_err();
    /// assert_eq!(error.to_string(), "MultiStepLr: milestones must be non-decreasing, found 30 after 50");
    /// ```
    pub fn new(milestones: impl IntoIterator<Item = u64>, gamma: f64) -> Result<Self> {
        const NAME: &str = "MultiStepLr";
        let milestones: Vec<_> = milestones.into_iter().collect();
        check::ensure(!milestones.is_empty(), NAME, "milestones", "a list of at least one step", &milestones)?;
        check::non_decreasing(NAME, "milestones", &milestones)?;
        let gamma = check::finite_not_negative(NAME, "gamma", gamma)?;
        let last = gamma.powf(milestones.len() as f64);
        check::ensure(last.is_finite(), NAME, "gamma", "small enough that gamma^len(milestones) is finite", gamma)?;
        Ok(Self { milestones, gamma })
    }
}

impl Schedule for MultiStepLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        let passed = self.milestones.partition_point(|&milestone| milestone as f64 <= time);
        decayed(base, self.gamma, passed as f64)
    }

    fn constant_from(&self) -> Option<u64> {
        self.milestones.last().copied()
    }

    fn next_change(&self, step: u64) -> u64 {
        let passed = self.milestones.partition_point(|&milestone| milestone <= step);
        self.milestones.get(passed).copied().unwrap_or(u64::MAX)
    }

    registered!();
}

acts_in_chain!(MultiStepLr);

impl ChainMember for MultiStepLr {
    fn chain(&self, current: f64, _base: f64, step: u64) -> f64 {
        let passed = |bound: &dyn Fn(u64) -> bool| self.milestones.partition_point(|&milestone| bound(milestone));
        let at_step = passed(&|milestone| milestone <= step) - passed(&|milestone| milestone < step);
        decayed(current, self.gamma, at_step as f64)
    }

    fn is_proportional(&self) -> bool {
        true
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

impl MultiStepLr {
    fn summarize(&self, summary: &mut Summary) {
        let starts = std::iter::once(0).chain(self.milestones.iter().copied());
        let ends = self.milestones.iter().copied().map(Some).chain([None]);
        starts.zip(ends).for_each(|(start, end)| summary.phase(start, end, Shape::Constant));
    }
}

type_entry!(MultiStepLr "MultiStepLR" { milestones: Vec<u64>; gamma: f64 = 0.1 } => MultiStepLr::new(milestones, gamma));
