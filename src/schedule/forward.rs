//! A pointer to a schedule is a schedule.

use crate::{Schedule, ScheduleSpec, Story};
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
            fn horizon(&self) -> Option<u64> {
                (**self).horizon()
            }
            fn next_change(&self, step: u64) -> u64 {
                (**self).next_change(step)
            }
            fn is_proportional(&self) -> bool {
                (**self).is_proportional()
            }
            fn momentum(&self, time: f64) -> Option<f64> {
                (**self).momentum(time)
            }
            fn first_momentum(&self) -> Option<f64> {
                (**self).first_momentum()
            }
            fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
                (**self).chain(current, base, step)
            }
            fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
                (**self).take_over(base, before, time)
            }
            fn goes_on(&self) -> bool {
                (**self).goes_on()
            }
            fn walk(&self, time: f64) -> f64 {
                (**self).walk(time)
            }
            fn spec(&self) -> ScheduleSpec {
                (**self).spec()
            }
            fn tell(&self, story: &mut Story) {
                (**self).tell(story)
            }
        }
    )*};
}

forward!(&S, Box<S>, Arc<S>);
