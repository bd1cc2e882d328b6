//! Combinators.

use super::{INFINITY, NAN, NOT_FROM_ZERO_TO_ONE};
use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, NOT_FINITE, assert_refused, assert_refuses};
use tch_lr_scheduler::{Constant, Schedule, Warmup};

#[test]
fn a_warmup_refuses_each_argument_outside_its_range() {
    let bound = "warmup: steps must be at least 1";
    assert_refused(Constant.warmup(0), bound, "0");
    assert_refused(Warmup::from_zero(0), bound, "0");
    assert_refused(Warmup::from_first_step(0), bound, "0");
    assert_refused(Warmup::from_floor(0.5, 0), bound, "0");
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, "warmup: floor must be from 0 to 1", |value| Warmup::from_floor(value, 5));
}

#[test]
fn combinators_in_time_refuse_each_argument_outside_its_range() {
    assert_refused(Constant.cycle(0), "cycle: period must be at least 1", "0");
    let bound = "cycle: decay must be finite and not negative";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, bound, |value| Constant.cycle(5)?.decay(value));
    assert_refused(Constant.every(0), "every: steps must be at least 1", "0");
    assert_refused(Constant.stretch(0), "stretch: steps must be at least 1", "0");
}

#[test]
fn combinators_in_value_refuse_each_argument_outside_its_range() {
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, "scale: factor must be finite and not negative", |value| Constant.scale(value));
    assert_refuses(&NOT_FINITE, "offset: amount must be finite", |value| Constant.offset(value));
    let above_low = "clamp: high must be finite and at least low (0.5)";
    assert_refuses(&[NAN, INFINITY, -INFINITY, 0.4], above_low, |value| Constant.clamp(0.5, value));
    assert_refuses(&[-INFINITY], "clamp: low must be finite", |value| Constant.clamp(value, 0.5));
    assert_refuses(&[0.5], "clamp: high must be finite and at least low (NaN)", |value| Constant.clamp(NAN, value));
}
