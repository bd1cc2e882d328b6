use super::nesting::{DEEPEST, Nesting};
use super::{History, Schedule, lookup};

/// The schedule that replaces a schedule nested deeper than [`DEEPEST`]. A plan refuses it. Its values are NaN.
#[derive(Debug, Clone, Copy)]
pub(super) struct TooDeep;

impl crate::Schedule for TooDeep {
    fn value(&self, _base: f64, _time: f64) -> f64 {
        f64::NAN
    }

    fn history(&self) -> Option<&dyn History> {
        Some(self)
    }
}

impl History for TooDeep {
    fn nesting(&self) -> Nesting {
        Nesting { depth: usize::MAX, ..Nesting::ONE }
    }
}

/// Whether another combinator around the schedule would be too deep.
pub(super) fn is_full(schedule: &dyn Schedule) -> bool {
    lookup::nesting(schedule).depth >= DEEPEST
}

#[cfg(test)]
mod tests {
    use crate::schedule::lookup;
    use crate::schedule::nesting::DEEPEST;
    use crate::{Constant, CosineAnnealingLr, Error, Plan, Result, Schedule, SequentialLr};
    use std::sync::Arc;

    const MANY: usize = 100_000;

    fn assert_refused(schedule: impl Schedule + 'static) {
        let plan = Plan::lr(0.1, schedule).scalar("x", 1.0, Constant);
        let message = plan.preview(1, 0).map_or_else(|error| error.to_string(), |_| "no error".into());
        assert_eq!(message, "plan: schedule must be nested at most 256 combinators deep, found a deeper one");
        assert!(plan.describe(1, Some(3)).is_err() && plan.check(1, Some(3)).is_err() && !plan.spec().to_string().is_empty());
    }

    #[test]
    fn a_schedule_that_is_nested_without_end_is_refused_by_the_plan() {
        let nest = |wrap: &dyn Fn(Box<dyn Schedule>) -> Box<dyn Schedule>| (0..MANY).fold(Constant.boxed(), |inner, _| wrap(inner));
        assert_refused(nest(&|inner| inner.hold(5).boxed()));
        assert_refused(nest(&|inner| Box::new(inner.delay(1))));
        assert_refused(nest(&|inner| inner.frozen_until(1).boxed()));
        assert_refused(nest(&|inner| inner.then(1, Constant).boxed()));
        assert_refused(nest(&|inner| Constant.then(1, inner).boxed()));
        assert_refused(nest(&|inner| Constant.times(inner).boxed()));
        assert_refused(nest(&|inner| inner.min(Constant).boxed()));
        assert_refused(nest(&|inner| Constant.max(inner).boxed()));
        assert_refused((0..MANY).fold(Arc::new(Constant) as Arc<dyn Schedule>, |inner, _| Arc::new(inner.hold(5))));
    }

    #[test]
    fn a_combinator_that_can_fail_refuses_at_once() {
        let deep = (0..MANY).try_fold(Constant.boxed(), |inner, _| Ok::<_, Error>(inner.warmup(1)?.boxed()));
        assert!(deep.is_err_and(|error| error.to_string().contains("nested at most 256 combinators deep")));
        let deep = (0..MANY).try_fold(Constant.boxed(), |inner, _| Ok::<_, Error>(SequentialLr::new([inner], [])?.boxed()));
        assert!(deep.is_err_and(|error| error.to_string().contains("nested at most 256 combinators deep")));
    }

    #[test]
    fn a_schedule_of_the_largest_depth_works() -> Result<()> {
        let mut schedule = CosineAnnealingLr::new(100)?.boxed();
        for depth in 1..DEEPEST as u64 {
            schedule = if depth.is_multiple_of(2) {
                schedule.then(1_000, Constant).boxed()
            } else {
                schedule.delay(0).scale(1.0)?.boxed()
            };
            if lookup::nesting(&schedule).depth >= DEEPEST - 1 {
                break;
            }
        }
        let plan = Plan::lr(0.1, schedule);
        assert_eq!(plan.preview(1, 100)?.lr, [0.0]);
        assert!(plan.describe(1, Some(100)).is_ok() && plan.check(1, Some(100)).is_ok());
        Ok(())
    }
}
