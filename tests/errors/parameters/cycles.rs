//! `CyclicLr` and `OneCycleLr`.

use super::{NOT_ABOVE_ZERO, NOT_FROM_ZERO_TO_ONE};
use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, assert_refused, assert_refuses};
use tch_lr_scheduler::{CyclicLr, OneCycleLr, Result};

fn cyclic() -> Result<CyclicLr> {
    CyclicLr::new(0.1, 1.0)
}

fn one_cycle() -> Result<OneCycleLr> {
    OneCycleLr::new(0.1, 50)
}

#[test]
fn cyclic_lr_refuses_each_argument_outside_its_range() {
    let must_be = |parameter| format!("CyclicLr: {parameter} must be finite and not negative");
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("base_lr"), |value| CyclicLr::new(value, 1.0));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("max_lr"), |value| CyclicLr::new(1.0, value));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("gamma"), |value| cyclic()?.gamma(value));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("base_momentum"), |value| cyclic()?.base_momentum(value));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("max_momentum"), |value| cyclic()?.max_momentum(value));
    let no_steps = cyclic().and_then(|schedule| schedule.step_size_up(0));
    assert_refused(no_steps, "CyclicLr: step_size_up must be at least 1", "0");
}

#[test]
fn one_cycle_lr_refuses_each_rate_momentum_and_length_outside_its_range() {
    let must_be = |parameter| format!("OneCycleLr: {parameter} must be finite and not negative");
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("max_lr"), |value| OneCycleLr::new(value, 50));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("base_momentum"), |value| one_cycle()?.base_momentum(value));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("max_momentum"), |value| one_cycle()?.max_momentum(value));
    assert_refused(OneCycleLr::new(0.1, 0), "OneCycleLr: total_steps must be at least 1", "0");
    assert_refused(OneCycleLr::epochs(0.1, 0, 5), "OneCycleLr: epochs must be at least 1", "0");
    assert_refused(OneCycleLr::epochs(0.1, 5, 0), "OneCycleLr: steps_per_epoch must be at least 1", "0");
}

#[test]
fn one_cycle_lr_refuses_a_pct_start_outside_its_range() {
    let must_be = |bound| format!("OneCycleLr: pct_start must be {bound}");
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, &must_be("from 0 to 1"), |value| one_cycle()?.pct_start(value));
    let not_in_half = [f64::NAN, f64::INFINITY, -0.1, 0.5000000000000001, 1.0];
    assert_refuses(&not_in_half, &must_be("from 0 to 0.5 if three_phase is true"), |value| {
        one_cycle()?.three_phase(true)?.pct_start(value)
    });
    let bound = "such that pct_start * total_steps is not 1 (the rise would have 0 steps)";
    assert_refuses(&[0.02], &must_be(bound), |value| one_cycle()?.pct_start(value));
}

#[test]
fn one_cycle_lr_refuses_divisors_that_are_not_positive_or_overflow() {
    let must_be = |parameter, bound| format!("OneCycleLr: {parameter} must be {bound}");
    let positive = "finite and above 0";
    assert_refuses(&NOT_ABOVE_ZERO, &must_be("div_factor", positive), |value| one_cycle()?.div_factor(value));
    assert_refuses(&NOT_ABOVE_ZERO, &must_be("final_div_factor", positive), |value| one_cycle()?.final_div_factor(value));
    let large = || OneCycleLr::new(1e300, 50);
    let first = must_be("div_factor", "large enough that max_lr / div_factor is finite");
    assert_refuses(&[1e-10], &first, |value| large()?.div_factor(value));
    let last = must_be("final_div_factor", "large enough that max_lr / div_factor / final_div_factor is finite");
    assert_refuses(&[1e-308], &last, |value| large()?.final_div_factor(value));
}
