//! What [`Min`](super::Min), [`Max`](super::Max) and [`Plus`](super::Plus) share: each computes one value from the values of two schedules.

/// Writes the methods of `Schedule`. The companion momentum is that of the first schedule that has one.
macro_rules! combined {
    ($combine:path) => {
        fn value(&self, base: f64, time: f64) -> f64 {
            $combine(self.schedule.value(base, time), self.other.value(base, time))
        }

        fn constant_from(&self) -> Option<u64> {
            Some(self.schedule.constant_from()?.max(self.other.constant_from()?))
        }

        fn next_change(&self, step: u64) -> u64 {
            self.schedule.next_change(step).min(self.other.next_change(step))
        }

        fn peak(&self, base: f64) -> f64 {
            $combine(self.schedule.peak(base), self.other.peak(base))
        }

        fn momentum(&self) -> Option<&dyn $crate::CompanionMomentum> {
            self.schedule.momentum().or(self.other.momentum()).map(|_| self as &dyn $crate::CompanionMomentum)
        }

        $crate::schedule::described::registered!();
    };
}

/// Implements `CompanionMomentum`, `History`, `ChainMember` and `Continuation`.
macro_rules! of_both {
    ($type:ident, $combine:path) => {
        impl<S: $crate::Schedule, F: $crate::Schedule> $crate::CompanionMomentum for $type<S, F> {
            fn momentum_at(&self, time: f64) -> Option<f64> {
                let of = |momentum: Option<&dyn $crate::CompanionMomentum>| momentum?.momentum_at(time);
                of(self.schedule.momentum()).or_else(|| of(self.other.momentum()))
            }

            fn initial_momentum(&self) -> Option<f64> {
                let of = |momentum: Option<&dyn $crate::CompanionMomentum>| momentum?.initial_momentum();
                of(self.schedule.momentum()).or_else(|| of(self.other.momentum()))
            }
        }

        impl<S: $crate::Schedule, F: $crate::Schedule> $crate::History for $type<S, F> {
            fn in_chain(&self) -> Option<&dyn $crate::ChainMember> {
                Some(self)
            }

            fn continuation(&self) -> Option<&dyn $crate::Continuation> {
                use $crate::schedule::lookup::continuation;
                continuation(&self.schedule).or(continuation(&self.other)).map(|_| self as &dyn $crate::Continuation)
            }

            fn steps_to_walk(&self, time: f64) -> f64 {
                use $crate::schedule::lookup::steps_to_walk;
                steps_to_walk(&self.schedule, time) + steps_to_walk(&self.other, time)
            }

            fn is_past_end(&self, time: f64) -> bool {
                use $crate::schedule::lookup::is_past_end;
                is_past_end(&self.schedule, time) || is_past_end(&self.other, time)
            }

            fn nesting(&self) -> $crate::schedule::nesting::Nesting {
                use $crate::schedule::lookup::nesting;
                nesting(&self.schedule).beside(nesting(&self.other)).around()
            }
        }

        impl<S: $crate::Schedule, F: $crate::Schedule> $crate::ChainMember for $type<S, F> {
            fn chain(&self, _current: f64, base: f64, step: u64) -> f64 {
                self.at(base, step)
            }

            fn settles_at(&self) -> Option<u64> {
                self.constant_from()
            }
        }

        impl<S: $crate::Schedule, F: $crate::Schedule> $crate::Continuation for $type<S, F> {
            fn value_after(&self, base: f64, before: f64, time: f64) -> f64 {
                use $crate::schedule::lookup::value_after;
                $combine(value_after(&self.schedule, base, before, time), value_after(&self.other, base, before, time))
            }
        }
    };
}

pub(super) use {combined, of_both};
