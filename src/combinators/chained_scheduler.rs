use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::{in_chain, is_past_end, is_proportional, nesting_around, steps_to_walk};
use crate::schedule::nesting::Nesting;
use crate::schedule::recursion::Recursion;
use crate::schedule::summary::{Combination, Combined};
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, CompanionMomentum, History, Result, Schedule, Summary};

/// Several schedules that act one after another at every step. Each member changes the value that the member before it returned.
///
/// ```text
/// all members multiply:   value(t) = base * factor_1(t) * factor_2(t) * ...
/// otherwise               value(t) = member_n(... member_1(value(t - 1), t) ..., t)
/// ```
///
#[doc = include_str!("../docs/pictures/chained_scheduler.svg")]
///
/// There are three kinds of members:
/// - Members that are the base times a factor ([`StepLr`](crate::StepLr), [`LinearLr`](crate::LinearLr) and others) multiply the
///   value by the change of their factor.
/// - Members that set the value ([`LambdaLr`](crate::LambdaLr), [`OneCycleLr`](crate::OneCycleLr), [`CyclicLr`](crate::CyclicLr),
///   [`CosineAnnealingWarmRestarts`](crate::CosineAnnealingWarmRestarts)) overwrite the value of the members before them.
/// - [`CosineAnnealingLr`](crate::CosineAnnealingLr) and [`SwaLr`](crate::SwaLr) move the value towards their own target, `eta_min`
///   or `swa_lr`.
///
/// If all members multiply, every step is computed directly. Otherwise the value depends on the steps before: the next step takes
/// one computation, and an earlier step is computed from step 0 again. To multiply any two schedules, use
/// [`times`](Schedule::times).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ChainedScheduler, ConstantLr, ExponentialLr, Schedule};
///
/// let schedule = ChainedScheduler::new([ConstantLr::new(0.5, 2)?.boxed(), ExponentialLr::new(0.5)?.boxed()])?;
/// let curve: Vec<f64> = (0..4).map(|step| schedule.at(1.0, step)).collect();
/// assert_eq!(curve, [0.5, 0.25, 0.25, 0.125]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.ChainedScheduler(schedulers)`; equal within 1e-9 over 1e5 steps. Three things differ:
/// - A chain may be a member of a chain or of a sequence. Torch gives such a member wrong values (pytorch#196243).
/// - A value is never negative. In torch, `CosineAnnealingLR` makes the rate negative if other members lower it below `eta_min`.
///   Here it is 0 in that case, also if `eta_min` is negative.
/// - Torch does not accept `ReduceLROnPlateau` as a member. Here [`Plan::reduce_lr_on_plateau`](crate::Plan::reduce_lr_on_plateau)
///   works with any schedule.
///
/// # Source
///
/// `torch.optim.lr_scheduler.ChainedScheduler`.
#[doc(alias("ChainedLR", "MultiplyScheduler"))]
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug)]
pub struct ChainedScheduler {
    schedules: Vec<Box<dyn Schedule>>,
    is_proportional: bool,
    has_momentum: bool,
    nesting: Nesting,
    recursion: Recursion,
}

impl ChainedScheduler {
    /// A chain of `schedules`, in the order in which they act. There must be at least one.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if there is no schedule, or if a schedule cannot act in a chain: see
    /// [`History::in_chain`](crate::History::in_chain).
    ///
    /// ```
    /// use tch_lr_scheduler::{ChainedScheduler, ConstantLr, OneCycleLr, Schedule};
    ///
    /// let one_cycle = OneCycleLr::new(0.1, 100)?;
    /// let schedule = ChainedScheduler::new([ConstantLr::new(0.5, 50)?.boxed(), one_cycle.clone().boxed()])?;
    /// assert_eq!(schedule.at(1.0, 30), one_cycle.at(1.0, 30)); // the last member sets the value
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new<S: Schedule + 'static>(schedules: impl IntoIterator<Item = S>) -> Result<Self> {
        let schedules: Vec<_> = schedules.into_iter().map(Schedule::boxed).collect();
        check::ensure(!schedules.is_empty(), "ChainedScheduler", "schedules", "at least one", schedules.len())?;
        for (index, schedule) in schedules.iter().enumerate() {
            let bound =
                "schedules that can act in a chain (see `History::in_chain`; `Schedule::times` multiplies any two schedules)";
            let is_in_chain = in_chain(schedule).is_some();
            check::ensure(is_in_chain, "ChainedScheduler", "schedules", bound, format_args!("{schedule:?} at index {index}"))?;
        }
        let is_proportional = schedules.iter().all(is_proportional);
        let nesting = nesting_around(&schedules);
        nesting.check("ChainedScheduler")?;
        // The momentum is looked up once, because each level of nested chains would look it up twice.
        let has_momentum = initial_momentum(&schedules).is_some();
        Ok(Self { schedules, is_proportional, has_momentum, nesting, recursion: Recursion::default() })
    }
}

impl Schedule for ChainedScheduler {
    fn value(&self, base: f64, time: f64) -> f64 {
        if self.is_proportional {
            return self.schedules.iter().fold(base, |value, schedule| product(value, schedule.value(1.0, time)));
        }
        let value = self.recursion.at(base, time as u64, || self.chain(base, base, 0), |value, step| self.chain(value, base, step));
        // A cosine multiplies the distance of the value from `eta_min`. If another member has lowered the value below `eta_min`,
        // the distance is negative and grows with the cosine, so the value would become negative.
        if value.is_nan() { value } else { value.max(0.0) }
    }

    fn constant_from(&self) -> Option<u64> {
        let last = self.schedules.iter().try_fold(0, |latest: u64, schedule| Some(schedule.constant_from()?.max(latest)))?;
        // A member that sets the value restores it one step after another member has moved it for the last time.
        if self.is_proportional { Some(last) } else { Some(last.max(self.settles_at()?).saturating_add(1)) }
    }

    fn peak(&self, base: f64) -> f64 {
        self.schedules.iter().fold(base, |peak, schedule| match is_proportional(schedule) {
            true => product(peak, schedule.peak(1.0)),
            false => schedule.peak(base),
        })
    }

    fn momentum(&self) -> Option<&dyn CompanionMomentum> {
        self.has_momentum.then_some(self as &dyn CompanionMomentum)
    }

    registered!();

    fn next_change(&self, step: u64) -> u64 {
        match self.constant_from() {
            Some(constant_from) if step >= constant_from => u64::MAX,
            _ if !self.is_proportional => step.saturating_add(1),
            _ => self.schedules.iter().map(|schedule| schedule.next_change(step)).min().unwrap_or(u64::MAX),
        }
    }
}

/// The initial momentum of the last member that has one.
fn initial_momentum(schedules: &[Box<dyn Schedule>]) -> Option<f64> {
    schedules.iter().rev().find_map(|schedule| schedule.momentum()?.initial_momentum())
}

impl CompanionMomentum for ChainedScheduler {
    fn momentum_at(&self, time: f64) -> Option<f64> {
        self.schedules.iter().rev().find_map(|schedule| schedule.momentum()?.momentum_at(time))
    }

    fn initial_momentum(&self) -> Option<f64> {
        initial_momentum(&self.schedules)
    }
}

impl History for ChainedScheduler {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }

    fn steps_to_walk(&self, time: f64) -> f64 {
        let own = if self.is_proportional { 0.0 } else { time * self.nesting.schedules as f64 };
        self.schedules.iter().fold(own, |steps, schedule| steps + steps_to_walk(schedule, time))
    }

    fn is_past_end(&self, time: f64) -> bool {
        self.schedules.iter().any(|schedule| is_past_end(schedule, time))
    }

    fn nesting(&self) -> Nesting {
        self.nesting
    }
}

impl ChainMember for ChainedScheduler {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        self.schedules.iter().fold(current, |value, schedule| match in_chain(schedule) {
            Some(member) => member.chain(value, base, step),
            None => schedule.at(base, step),
        })
    }

    fn is_proportional(&self) -> bool {
        self.is_proportional
    }

    fn settles_at(&self) -> Option<u64> {
        self.schedules.iter().try_fold(0, |latest: u64, schedule| Some(in_chain(schedule)?.settles_at()?.max(latest)))
    }
}

impl ChainedScheduler {
    fn summarize(&self, summary: &mut Summary) {
        let how = if self.is_proportional { Combination::Product } else { Combination::Chain };
        let members: Vec<_> =
            self.schedules.iter().map(|schedule| Combined { before: None, ..summary.combined(schedule) }).collect();
        summary.combine(how, &members);
    }
}

type_entry!(ChainedScheduler "ChainedScheduler" { schedules "schedulers": Vec<Box<dyn Schedule>> } => ChainedScheduler::new(schedules));
