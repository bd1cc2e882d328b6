//! What combinators around one schedule share. Each of them changes the time, the value or both, and forwards everything else.

use crate::Schedule;
use crate::schedule::lookup;
use crate::schedule::nesting::Nesting;

/// A combinator around one inner schedule.
pub(super) trait Wraps {
    type Inner: Schedule;

    fn inner(&self) -> &Self::Inner;

    /// The time of the inner schedule at `time` of the combinator. Default: the same time.
    fn local(&self, time: f64) -> f64 {
        time
    }

    /// The value of the combinator at `time`, if the inner schedule has `value`. Default: the same value.
    fn changed(&self, value: f64, time: f64) -> f64 {
        let _ = time;
        value
    }

    /// The peak of the combinator, if the inner schedule has `peak`. Default: the same peak.
    fn changed_peak(&self, peak: f64) -> f64 {
        peak
    }

    /// How the combinator acts in a chain. `None` if the inner schedule cannot act in a chain. Default: as the inner schedule.
    fn role(&self) -> Option<Role> {
        let member = lookup::in_chain(self.inner())?;
        Some(if member.is_proportional() { Role::Multiplies } else { Role::Replaces })
    }

    /// The number of steps that other schedules in the combinator compute one after another to reach `time`. Default: 0.
    fn steps_of_others(&self, time: f64) -> f64 {
        let _ = time;
        0.0
    }

    /// Whether a step at `time` is an error because of the combinator itself or of another schedule in it. Default: no.
    fn is_ended(&self, time: f64) -> bool {
        let _ = time;
        false
    }

    /// The size of the schedules other than the inner one.
    fn nesting_of_others(&self) -> Nesting {
        Nesting::NONE
    }
}

/// How a combinator acts in a [`ChainedScheduler`](super::ChainedScheduler).
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    /// It multiplies the current value.
    Multiplies,
    /// It sets the value.
    Replaces,
}

/// The methods of `Schedule` for a type that implements [`Wraps`] and has its inner schedule in the field `schedule`.
macro_rules! wrapped {
    () => {
        fn value(&self, base: f64, time: f64) -> f64 {
            self.changed(self.schedule.value(base, self.local(time)), time)
        }

        fn peak(&self, base: f64) -> f64 {
            self.changed_peak(self.schedule.peak(base))
        }

        $crate::combinators::wraps::accessors!();
    };
}

/// The accessors of `Schedule` for a combinator that has its inner schedule in the field `schedule`.
macro_rules! accessors {
    () => {
        fn momentum(&self) -> Option<&dyn $crate::CompanionMomentum> {
            self.schedule.momentum().map(|_| self as &dyn $crate::CompanionMomentum)
        }

        $crate::schedule::described::registered!();
    };
}

/// The traits that the accessors of `Schedule` return, for a type that implements [`Wraps`].
macro_rules! wraps {
    ($type:ident<$($generic:ident),+>) => {
        $crate::combinators::wraps::momentum_in_local_time!($type<$($generic),+>);

        impl<$($generic: $crate::Schedule),+> $crate::History for $type<$($generic),+> {
            fn in_chain(&self) -> Option<&dyn $crate::ChainMember> {
                self.role().map(|_| self as &dyn $crate::ChainMember)
            }

            fn continuation(&self) -> Option<&dyn $crate::Continuation> {
                $crate::schedule::lookup::continuation(&self.schedule).map(|_| self as &dyn $crate::Continuation)
            }

            fn steps_to_walk(&self, time: f64) -> f64 {
                $crate::schedule::lookup::steps_to_walk(&self.schedule, self.local(time)) + self.steps_of_others(time)
            }

            fn is_past_end(&self, time: f64) -> bool {
                self.is_ended(time) || $crate::schedule::lookup::is_past_end(&self.schedule, self.local(time))
            }

            fn nesting(&self) -> $crate::schedule::nesting::Nesting {
                $crate::schedule::lookup::nesting(&self.schedule).beside(self.nesting_of_others()).around()
            }
        }

        impl<$($generic: $crate::Schedule),+> $crate::ChainMember for $type<$($generic),+> {
            fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
                $crate::schedule::lookup::chain(self, self.is_proportional(), current, base, step)
            }

            fn is_proportional(&self) -> bool {
                self.role() == Some($crate::combinators::wraps::Role::Multiplies)
            }

            fn settles_at(&self) -> Option<u64> {
                $crate::Schedule::constant_from(self)
            }
        }

        impl<$($generic: $crate::Schedule),+> $crate::Continuation for $type<$($generic),+> {
            fn value_after(&self, base: f64, before: f64, time: f64) -> f64 {
                self.changed($crate::schedule::lookup::value_after(&self.schedule, base, before, self.local(time)), time)
            }
        }
    };
}

/// Implements `CompanionMomentum` by the companion momentum of the inner schedule, at the time of the inner schedule.
macro_rules! momentum_in_local_time {
    ($type:ident<$($generic:ident),+>) => {
        impl<$($generic: $crate::Schedule),+> $crate::CompanionMomentum for $type<$($generic),+> {
            fn momentum_at(&self, time: f64) -> Option<f64> {
                self.schedule.momentum()?.momentum_at(self.local(time))
            }

            fn initial_momentum(&self) -> Option<f64> {
                self.schedule.momentum()?.initial_momentum()
            }
        }
    };
}

pub(super) use {accessors, momentum_in_local_time, wrapped, wraps};
