//! `ReduceLrOnPlateau`.

use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, assert_refuses};
use tch_lr_scheduler::ReduceLrOnPlateau;

#[test]
fn a_plateau_rule_refuses_each_argument_outside_its_range() {
    let rule = ReduceLrOnPlateau::new;
    let not_below_one = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1, 1.0, 1.5];
    assert_refuses(&not_below_one, "ReduceLrOnPlateau: factor must be at least 0 and below 1", |factor| rule().factor(factor));
    let must_be = |parameter| format!("ReduceLrOnPlateau: {parameter} must be finite and not negative");
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("threshold"), |threshold| rule().threshold(threshold));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("min_lr"), |min_lr| rule().min_lr(min_lr));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("min_lrs"), |min_lr| rule().min_lrs([0.0, min_lr]));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("eps"), |eps| rule().eps(eps));
}
