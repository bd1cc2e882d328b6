use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::{in_chain, is_proportional, steps_to_walk};
use crate::schedule::recursion::Recursion;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, CompanionMomentum, History, Result, Schedule, Summary};

/// Several schedules at once, each changing what the one before it has left: torch's own way to combine.
///
/// ```text
/// all members multiply:   value(t) = base * factor_1(t) * factor_2(t) * ...
/// otherwise               value(t) = member_n(... member_1(value(t - 1), t) ..., t)
/// ```
///
#[doc = include_str!("../docs/pictures/chained_scheduler.svg")]
///
/// A member that only multiplies ([`StepLr`](crate::StepLr), [`LinearLr`](crate::LinearLr) and the like) does so. One that says
/// what the value is ([`LambdaLr`](crate::LambdaLr), [`OneCycleLr`](crate::OneCycleLr), [`CyclicLr`](crate::CyclicLr),
/// [`CosineAnnealingWarmRestarts`](crate::CosineAnnealingWarmRestarts)) overwrites the members before it, at every step. And
/// [`CosineAnnealingLr`](crate::CosineAnnealingLr) and [`SwaLr`](crate::SwaLr) move from what they find towards their own lowest
/// value, so that there the past counts: with one of them, asking for a step out of order walks from the start. To multiply two
/// curves whatever they are, use [`times`](Schedule::times).
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
/// `torch.optim.lr_scheduler.ChainedScheduler(schedulers)`; equal within 1e-9 over 1e5 steps. Mended: a chain inside a sequence or
/// a chain; a rate below zero, which `CosineAnnealingLR` leads to where others take it below `eta_min`: it is zero here, with a
/// negative `eta_min` too. Torch refuses `ReduceLROnPlateau` as a member; here feedback goes with any schedule:
/// [`Plan::reduce_lr_on_plateau`](crate::Plan::reduce_lr_on_plateau).
#[derive(Debug)]
pub struct ChainedScheduler {
    schedules: Vec<Box<dyn Schedule>>,
    is_proportional: bool,
    recursion: Recursion,
}

impl ChainedScheduler {
    /// `schedules`: at least one, in the order in which they act.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where there is none.
    ///
    /// ```
    /// use tch_lr_scheduler::{ChainedScheduler, Constant};
    ///
    /// let error = ChainedScheduler::new(Vec::<Constant>::new()).unwrap_err();
    /// assert_eq!(error.to_string(), "ChainedScheduler: schedules must be at least one, found 0");
    /// ```
    pub fn new<S: Schedule + 'static>(schedules: impl IntoIterator<Item = S>) -> Result<Self> {
        let schedules: Vec<_> = schedules.into_iter().map(Schedule::boxed).collect();
        check::ensure(!schedules.is_empty(), "ChainedScheduler", "schedules", "at least one", schedules.len())?;
        for (index, schedule) in schedules.iter().enumerate() {
            let bound =
                "schedules that say how they act in a chain (`History::in_chain`; `Schedule::times` multiplies any two curves)";
            let found = format_args!("{schedule:?} at index {index}");
            check::ensure(in_chain(schedule).is_some(), "ChainedScheduler", "schedules", bound, found)?;
        }
        let is_proportional = schedules.iter().all(is_proportional);
        Ok(Self { schedules, is_proportional, recursion: Recursion::default() })
    }
}

impl Schedule for ChainedScheduler {
    fn value(&self, base: f64, time: f64) -> f64 {
        if self.is_proportional {
            return self.schedules.iter().fold(base, |value, schedule| product(value, schedule.value(1.0, time)));
        }
        let walked =
            self.recursion.at(base, time as u64, || self.chain(base, base, 0), |value, step| self.chain(value, base, step));
        // What others take away at the bottom of a cosine is magnified on the way up, and may lead below zero for a while.
        if walked.is_nan() { walked } else { walked.max(0.0) }
    }

    fn constant_from(&self) -> Option<u64> {
        let last = self.schedules.iter().try_fold(0, |latest: u64, schedule| Some(schedule.constant_from()?.max(latest)))?;
        // One that multiplies for the last time has moved what another puts back a step later.
        Some(if self.is_proportional { last } else { last.saturating_add(1) })
    }

    fn momentum(&self) -> Option<&dyn CompanionMomentum> {
        self.initial_momentum().map(|_| self as &dyn CompanionMomentum)
    }

    registered!();

    fn next_change(&self, step: u64) -> u64 {
        match self.constant_from() {
            Some(horizon) if step >= horizon => u64::MAX,
            _ if !self.is_proportional => step.saturating_add(1),
            _ => self.schedules.iter().map(|schedule| schedule.next_change(step)).min().unwrap_or(u64::MAX),
        }
    }
}

impl CompanionMomentum for ChainedScheduler {
    fn momentum_at(&self, time: f64) -> Option<f64> {
        self.schedules.iter().rev().find_map(|schedule| schedule.momentum()?.momentum_at(time))
    }

    fn initial_momentum(&self) -> Option<f64> {
        self.schedules.iter().rev().find_map(|schedule| schedule.momentum()?.initial_momentum())
    }
}

impl History for ChainedScheduler {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }

    fn steps_to_walk(&self, time: f64) -> f64 {
        let own = if self.is_proportional { 0.0 } else { time };
        self.schedules.iter().fold(own, |steps, schedule| steps + steps_to_walk(schedule, time))
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
}

impl ChainedScheduler {
    fn summarize(&self, summary: &mut Summary) {
        let told: Vec<_> = self.schedules.iter().map(|schedule| summary.sentence_of(schedule)).collect();
        summary.say(told.join("; together with "));
    }
}

type_entry!(ChainedScheduler "ChainedScheduler" { schedules "schedulers": Vec<Box<dyn Schedule>> } => ChainedScheduler::new(schedules));
