//! `SequentialLr` and `ChainedScheduler`.

use crate::common::refusals::assert_refused;
use tch_lr_scheduler::{ChainedScheduler, Constant, SequentialLr};

#[test]
fn a_composite_without_members_is_refused() {
    let none = || Vec::<Constant>::new();
    assert_refused(ChainedScheduler::new(none()), "ChainedScheduler: schedules must be at least one", "0");
    assert_refused(SequentialLr::new(none(), []), "SequentialLr: schedules must be at least one", "0");
}

#[test]
fn milestones_that_do_not_fit_the_members_are_refused() {
    for milestones in [vec![], vec![1, 2]] {
        let found = milestones.len().to_string();
        let sequence = SequentialLr::new([Constant, Constant], milestones);
        assert_refused(sequence, "SequentialLr: milestones must be one fewer than the 2 schedules", &found);
    }
    let decreasing = SequentialLr::new([Constant; 4], [7, 9, 8]);
    assert_refused(decreasing, "SequentialLr: milestones must be non-decreasing", "8 after 9");
}
