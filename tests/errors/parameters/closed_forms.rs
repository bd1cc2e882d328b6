//! Schedules with a closed form.

use super::{NOT_ABOVE_ZERO_TO_ONE, NOT_FROM_ZERO_TO_ONE};
use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, NOT_FINITE, assert_refused, assert_refuses};
use tch_lr_scheduler::*;

#[test]
fn a_gamma_that_is_negative_or_not_finite_is_refused() {
    let bound = "gamma must be finite and not negative";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("StepLr: {bound}"), |gamma| StepLr::new(30, gamma));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("MultiStepLr: {bound}"), |gamma| MultiStepLr::new([30], gamma));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("ExponentialLr: {bound}"), ExponentialLr::new);
}

#[test]
fn a_gamma_at_the_edge_of_its_range_is_accepted() {
    for gamma in [0.0, -0.0, f64::MIN_POSITIVE, 1.0, 2.0, f64::MAX] {
        assert!(StepLr::new(1, gamma).is_ok());
        assert!(MultiStepLr::new([0], gamma).is_ok());
        assert!(ExponentialLr::new(gamma).is_ok());
    }
}

#[test]
fn a_power_or_a_rate_that_is_negative_or_not_finite_is_refused() {
    let power = "PolynomialLr: power must be finite and not negative";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, power, |power| PolynomialLr::new(3, power));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, "SwaLr: swa_lr must be finite and not negative", SwaLr::new);
}

#[test]
fn a_factor_outside_its_range_is_refused() {
    let positive = "must be above 0 and at most 1";
    assert_refuses(&NOT_ABOVE_ZERO_TO_ONE, &format!("ConstantLr: factor {positive}"), |factor| ConstantLr::new(factor, 3));
    assert_refuses(&NOT_ABOVE_ZERO_TO_ONE, &format!("LinearLr: start_factor {positive}"), |factor| LinearLr::new(factor, 1.0, 3));
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, "LinearLr: end_factor must be from 0 to 1", |factor| LinearLr::new(1.0, factor, 3));
}

#[test]
fn an_eta_min_that_is_not_finite_is_refused() {
    assert_refuses(&NOT_FINITE, "CosineAnnealingLr: eta_min must be finite", |eta_min| {
        CosineAnnealingLr::new(10)?.eta_min(eta_min)
    });
    assert_refuses(&NOT_FINITE, "CosineAnnealingWarmRestarts: eta_min must be finite", |eta_min| {
        CosineAnnealingWarmRestarts::new(3)?.eta_min(eta_min)
    });
}

#[test]
fn a_length_of_no_steps_is_refused() {
    assert_refused(StepLr::new(0, 0.1), "StepLr: step_size must be at least 1", "0");
    assert_refused(LinearLr::new(0.5, 1.0, 0), "LinearLr: total_iters must be at least 1", "0");
    assert_refused(PolynomialLr::new(0, 1.0), "PolynomialLr: total_iters must be at least 1", "0");
    assert_refused(CosineAnnealingLr::new(0), "CosineAnnealingLr: t_max must be at least 1", "0");
    assert_refused(CosineAnnealingWarmRestarts::new(0), "CosineAnnealingWarmRestarts: t_0 must be at least 1", "0");
    let no_growth = CosineAnnealingWarmRestarts::new(1).and_then(|schedule| schedule.t_mult(0));
    assert_refused(no_growth, "CosineAnnealingWarmRestarts: t_mult must be at least 1", "0");
}

#[test]
fn the_largest_length_is_accepted() {
    assert!(StepLr::new(u64::MAX, 0.1).is_ok() && CosineAnnealingLr::new(u64::MAX).is_ok());
}

#[test]
fn milestones_that_are_empty_or_decrease_are_refused() {
    assert_refused(MultiStepLr::new([], 0.1), "MultiStepLr: milestones must be a list of at least one step", "[]");
    let bound = "MultiStepLr: milestones must be non-decreasing";
    assert_refused(MultiStepLr::new([10, 20, 15, 5], 0.1), bound, "15 after 20");
    assert_refused(MultiStepLr::new([5, 9, 8], 0.5), bound, "8 after 9");
    assert!(MultiStepLr::new([0, 10, 10, u64::MAX], 0.1).is_ok());
}

#[test]
fn milestones_whose_factors_overflow_together_are_refused() {
    let bound = "MultiStepLr: gamma must be small enough that gamma^len(milestones) is finite";
    assert_refused(MultiStepLr::new([1, 2], 1e200), bound, "1e200");
}
