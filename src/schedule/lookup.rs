//! Functions that read the [`History`](super::History) of a schedule, and macros that implement it for the two usual kinds of chain
//! members.

use super::Schedule;
use super::arithmetic::product;
use super::history::{ChainMember, Continuation};
use super::nesting::Nesting;

pub(crate) fn in_chain(schedule: &(impl Schedule + ?Sized)) -> Option<&dyn ChainMember> {
    schedule.history()?.in_chain()
}

pub(crate) fn is_proportional(schedule: &(impl Schedule + ?Sized)) -> bool {
    in_chain(schedule).is_some_and(|member| member.is_proportional())
}

pub(crate) fn steps_to_walk(schedule: &(impl Schedule + ?Sized), time: f64) -> f64 {
    schedule.history().map_or(0.0, |history| history.steps_to_walk(time))
}

/// Whether a step at `time` is an error, because the schedule has ended.
pub(crate) fn is_past_end(schedule: &(impl Schedule + ?Sized), time: f64) -> bool {
    schedule.history().is_some_and(|history| history.is_past_end(time))
}

/// The size of a schedule around several ones.
pub(crate) fn nesting_around(schedules: &[Box<dyn Schedule>]) -> Nesting {
    schedules.iter().map(nesting).fold(Nesting::NONE, Nesting::beside).around()
}

/// The size of a schedule. A user's schedule counts as one.
pub(crate) fn nesting(schedule: &(impl Schedule + ?Sized)) -> Nesting {
    schedule.history().map_or(Nesting::ONE, |history| history.nesting())
}

pub(crate) fn continuation(schedule: &(impl Schedule + ?Sized)) -> Option<&dyn Continuation> {
    schedule.history()?.continuation()
}

/// The value at `time` after a milestone of a sequence, if `before` is the last value before the milestone.
pub(crate) fn value_after(schedule: &(impl Schedule + ?Sized), base: f64, before: f64, time: f64) -> f64 {
    match continuation(schedule) {
        Some(continuation) => continuation.value_after(base, before, time),
        None => schedule.value(base, time),
    }
}

/// [`ChainMember::chain`] for a schedule that is the base times a factor if `is_proportional`, and that sets the value otherwise.
pub(crate) fn chain(schedule: &impl Schedule, is_proportional: bool, current: f64, base: f64, step: u64) -> f64 {
    if !is_proportional {
        return schedule.at(base, step);
    }
    let before = if step == 0 { 1.0 } else { schedule.at(1.0, step - 1) };
    let now = schedule.at(1.0, step);
    match (before == 0.0, now == 0.0) {
        // As in torch: a factor that stays 0 leaves the value as it is, and a factor that rises from 0 sets the value. The ratio of
        // the two factors is undefined in both cases.
        (true, true) => current,
        (true, false) => schedule.at(base, step),
        _ => product(current, (now / before).min(f64::MAX)),
    }
}

/// Implements [`History`](super::History) for a schedule that can act in a chain and has no continuation.
macro_rules! acts_in_chain {
    ($type:ty) => {
        impl $crate::History for $type {
            fn in_chain(&self) -> Option<&dyn $crate::ChainMember> {
                Some(self)
            }
        }
    };
}

/// Implements [`History`](super::History) and [`ChainMember`] for a schedule that is the base times a factor of the time.
macro_rules! multiplies {
    ($type:ty) => {
        $crate::schedule::lookup::acts_in_chain!($type);

        impl $crate::ChainMember for $type {
            fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
                $crate::schedule::lookup::chain(self, true, current, base, step)
            }

            fn is_proportional(&self) -> bool {
                true
            }

            fn settles_at(&self) -> Option<u64> {
                $crate::Schedule::constant_from(self)
            }
        }
    };
}

/// Implements [`History`](super::History) and [`ChainMember`] for a schedule that sets the value in a chain.
macro_rules! replaces {
    ($type:ty) => {
        $crate::schedule::lookup::acts_in_chain!($type);

        impl $crate::ChainMember for $type {
            fn chain(&self, _current: f64, base: f64, step: u64) -> f64 {
                $crate::Schedule::at(self, base, step)
            }

            fn settles_at(&self) -> Option<u64> {
                $crate::Schedule::constant_from(self)
            }
        }
    };
}

pub(crate) use {acts_in_chain, multiplies, replaces};
