mod members;

use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::{continuation, in_chain, is_past_end, nesting_around, steps_to_walk, value_after};
use crate::schedule::nesting::Nesting;
use crate::schedule::recursion::Recursion;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, CompanionMomentum, Continuation, History, Result, Schedule, Summary};

const NAME: &str = "SequentialLr";

/// Schedules that run one after another. Each member starts at its milestone, with its own step 0.
///
/// ```text
/// value(t) = schedules[i](t - milestones[i - 1])     i = number of milestones <= t
/// ```
///
#[doc = include_str!("../../docs/pictures/sequential_lr.svg")]
///
/// For two schedules, [`first.then(step, second)`](Schedule::then) is the same and shorter. A member may be a sequence itself.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ConstantLr, ExponentialLr, Schedule, SequentialLr};
///
/// let schedule = SequentialLr::new([ConstantLr::new(0.5, 100)?.boxed(), ExponentialLr::new(0.5)?.boxed()], [20])?;
/// assert_eq!(schedule.at(1.0, 19), 0.5);
/// assert_eq!(schedule.at(1.0, 20), 1.0);
/// assert_eq!(schedule.at(1.0, 22), 0.25);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.SequentialLR(optimizer, schedulers, milestones)`. As in torch, every member starts from the plan's
/// base, except [`MultiplicativeLr`](crate::MultiplicativeLr) and [`SwaLr`](crate::SwaLr), which continue from the current value.
/// Four things differ:
/// - A sequence or a chain may be a member. Torch starts some of them at a wrong value (pytorch#196243) and raises
///   `NotImplementedError` for others (pytorch#132745).
/// - Milestones that are out of order are an error.
/// - A run can resume at any step. Torch's `last_epoch` does not restore the members (pytorch#162591).
/// - The base comes from the plan. In torch, a member that is a `OneCycleLR` or a `CyclicLR` changes the base of all members.
///
/// # Source
///
/// `torch.optim.lr_scheduler.SequentialLR`. optax has the same as `join_schedules`, Ignite as `ConcatScheduler`, and
/// ParameterSchedulers.jl as `Sequence`.
#[doc(alias("SequentialScheduler", "ConcatenatedScheduler", "sequential"))]
#[doc(alias = "SequentialLR")]
#[doc(alias = "ConcatScheduler")]
#[doc(alias = "join_schedules")]
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug)]
pub struct SequentialLr {
    schedules: Vec<Box<dyn Schedule>>,
    milestones: Vec<u64>,
    /// For each schedule, whether it has a [`Continuation`], so that it starts from the last value before its milestone.
    continues: Vec<bool>,
    /// For each schedule, the first one on which its value depends, and the number of steps to walk until its milestone.
    origins: Vec<(usize, f64)>,
    /// The last values before the milestones of the schedules that continue.
    before: Recursion,
    /// For each schedule, the last one before it from which a momentum continues. Empty if no schedule has a momentum.
    momentum_before: Vec<Option<usize>>,
    nesting: Nesting,
}

impl SequentialLr {
    /// A sequence of `schedules`, at least one, that switches at `milestones`.
    ///
    /// `milestones` are the steps at which the second schedule and all later ones start. They do not decrease, and there is one
    /// fewer of them than of schedules. If two milestones are equal, the schedule between them never runs.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if there is no schedule, if the number of milestones is wrong, or if they
    /// decrease.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule, SequentialLr};
    ///
    /// let falling = [Constant.scale(1.0)?, Constant.scale(0.1)?, Constant.scale(0.01)?];
    /// let schedule = SequentialLr::new(falling, [30, 60])?;
    /// assert_eq!([29, 30, 60].map(|step| schedule.at(1.0, step)), [1.0, 0.1, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new<S: Schedule + 'static>(
        schedules: impl IntoIterator<Item = S>,
        milestones: impl IntoIterator<Item = u64>,
    ) -> Result<Self> {
        let schedules: Vec<_> = schedules.into_iter().map(Schedule::boxed).collect();
        let milestones: Vec<_> = milestones.into_iter().collect();
        check::ensure(!schedules.is_empty(), NAME, "schedules", "at least one", schedules.len())?;
        let bound = format!("one fewer than the {} schedules", schedules.len());
        check::ensure(milestones.len() + 1 == schedules.len(), NAME, "milestones", bound, milestones.len())?;
        check::non_decreasing(NAME, "milestones", &milestones)?;
        let sequence = Self::of(schedules, milestones);
        sequence.nesting.check(NAME)?;
        Ok(sequence)
    }

    pub(crate) fn pair(first: impl Schedule + 'static, milestone: u64, second: impl Schedule + 'static) -> Self {
        Self::of(vec![first.boxed(), second.boxed()], vec![milestone])
    }

    fn of(schedules: Vec<Box<dyn Schedule>>, milestones: Vec<u64>) -> Self {
        let continues = schedules.iter().map(|schedule| continuation(schedule).is_some()).collect();
        let nesting = nesting_around(&schedules);
        let (origins, before, momentum_before) = (vec![], Recursion::default(), vec![]);
        let mut sequence = Self { schedules, milestones, continues, origins, before, momentum_before, nesting };
        // The origins are looked up once, because a long list would be searched at every step.
        for index in 0..sequence.schedules.len() {
            let origin = sequence.next_origin(index);
            sequence.origins.push(origin);
        }
        // So are the sources of the momentum, which each level of nested sequences would look up twice.
        if sequence.initial_momentum().is_some() {
            sequence.momentum_before = sequence.momenta();
        }
        sequence
    }
}

impl Schedule for SequentialLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.follow(base, None, self.index(time), time)
    }

    fn constant_from(&self) -> Option<u64> {
        let last = self.schedules.len() - 1;
        Some(self.schedules[last].constant_from()?.saturating_add(self.start(last) as u64))
    }

    fn peak(&self, base: f64) -> f64 {
        let (mut highest, mut before) = (f64::NEG_INFINITY, base);
        for (index, schedule) in self.schedules.iter().enumerate() {
            if self.has_steps(index) {
                before = schedule.peak(if self.continues(index) { before } else { base });
                highest = highest.max(before);
            }
        }
        highest
    }

    fn momentum(&self) -> Option<&dyn CompanionMomentum> {
        (!self.momentum_before.is_empty()).then_some(self as &dyn CompanionMomentum)
    }

    registered!();

    fn next_change(&self, step: u64) -> u64 {
        let index = self.index(step as f64);
        let start = self.start(index) as u64;
        let within = self.schedules[index].next_change(step.saturating_sub(start)).saturating_add(start);
        self.milestones.get(index).map_or(within, |&milestone| within.min(milestone))
    }
}

impl CompanionMomentum for SequentialLr {
    fn momentum_at(&self, time: f64) -> Option<f64> {
        let index = self.index(time);
        self.momentum_of(index, time - self.start(index)).or_else(|| {
            let before = (*self.momentum_before.get(index)?)?;
            self.momentum_of(before, self.last_time(before))
        })
    }

    fn initial_momentum(&self) -> Option<f64> {
        self.schedules.iter().find_map(|schedule| schedule.momentum()?.initial_momentum())
    }
}

impl History for SequentialLr {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        self.schedules.iter().all(|schedule| in_chain(schedule).is_some()).then_some(self as &dyn ChainMember)
    }

    fn continuation(&self) -> Option<&dyn Continuation> {
        self.continues[0].then_some(self as &dyn Continuation)
    }

    fn is_past_end(&self, time: f64) -> bool {
        let index = self.index(time);
        is_past_end(&self.schedules[index], time - self.start(index))
    }

    fn nesting(&self) -> Nesting {
        self.nesting
    }

    fn steps_to_walk(&self, time: f64) -> f64 {
        let last = self.index(time);
        self.origins[last].1 + steps_to_walk(&self.schedules[last], time - self.start(last))
    }
}

impl ChainMember for SequentialLr {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        let index = self.index(step as f64);
        let local = step.saturating_sub(self.start(index) as u64);
        let schedule = &self.schedules[index];
        match in_chain(schedule) {
            Some(member) if index == 0 || local > 0 || step == 0 => member.chain(current, base, local),
            _ => value_after(schedule, base, current, 0.0),
        }
    }

    fn settles_at(&self) -> Option<u64> {
        let last = self.schedules.len() - 1;
        Some(in_chain(&self.schedules[last])?.settles_at()?.saturating_add(self.start(last) as u64))
    }
}

impl Continuation for SequentialLr {
    fn value_after(&self, base: f64, before: f64, time: f64) -> f64 {
        self.follow(base, Some(before), self.index(time), time)
    }
}

impl SequentialLr {
    /// The value before step `start`, from which a member continues.
    fn value_before(&self, summary: &Summary, start: u64) -> Option<f64> {
        summary.value_of(&summary.combined(self), summary.run_step(start).checked_sub(1)?)
    }

    fn summarize(&self, summary: &mut Summary) {
        let starts = std::iter::once(0).chain(self.milestones.iter().copied());
        let ends = self.milestones.iter().copied().map(Some).chain([None]);
        for (index, (schedule, (start, end))) in self.schedules.iter().zip(starts.zip(ends)).enumerate() {
            if !summary.reaches(start) {
                break;
            }
            let value_before = || self.value_before(summary, start);
            let before = if index == 0 { summary.before() } else { self.continues(index).then(value_before).flatten() };
            summary.member_after(before, start, end, schedule);
        }
    }
}

type_entry!(SequentialLr "SequentialLR" {
    schedules "schedulers": Vec<Box<dyn Schedule>>;
    milestones: Vec<u64>
} => SequentialLr::new(schedules, milestones));
