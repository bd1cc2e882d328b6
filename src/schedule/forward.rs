//! `&S`, `Box<S>` and `Arc<S>` are schedules if `S` is a schedule. `Box<dyn Schedule>` and `Arc<dyn Schedule>` also limit how deep
//! combinators can be nested, because a program nests them without end only by a box or an `Arc` of any schedule.

use super::too_deep::{TooDeep, is_full};
use super::{CompanionMomentum, Described, History, Schedule};
use std::sync::Arc;

macro_rules! methods {
    () => {
        fn value(&self, base: f64, time: f64) -> f64 {
            (**self).value(base, time)
        }
        fn at(&self, base: f64, step: u64) -> f64 {
            (**self).at(base, step)
        }
        fn constant_from(&self) -> Option<u64> {
            (**self).constant_from()
        }
        fn next_change(&self, step: u64) -> u64 {
            (**self).next_change(step)
        }
        fn peak(&self, base: f64) -> f64 {
            (**self).peak(base)
        }
        fn momentum(&self) -> Option<&dyn CompanionMomentum> {
            (**self).momentum()
        }
        fn history(&self) -> Option<&dyn History> {
            (**self).history()
        }
        fn described(&self) -> Described<'_> {
            (**self).described()
        }
    };
}

impl<S: Schedule + ?Sized> super::Schedule for &S {
    methods!();
}

macro_rules! forward {
    ($($pointer:ident),*) => {$(
        impl<S: Schedule> Schedule for $pointer<S> {
            methods!();
        }

        impl<'a> Schedule for $pointer<dyn Schedule + 'a> {
            methods!();

            fn bounded(self) -> Self {
                if is_full(&*self) { $pointer::new(TooDeep) } else { self }
            }
        }
    )*};
}

forward!(Box, Arc);
