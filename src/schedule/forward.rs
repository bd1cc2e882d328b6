//! `&S`, `Box<S>` and `Arc<S>` are schedules if `S` is a schedule.

use super::{CompanionMomentum, Described, History, Schedule};
use std::sync::Arc;

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<S: Schedule + ?Sized> Schedule for $pointer {
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
        }
    )*};
}

forward!(&S, Box<S>, Arc<S>);
