//! A constructor and the range of each of its arguments.

use crate::says::{NEGATIVE_OR_NOT_FINITE, NOT_FINITE, assert_refuses, assert_says};
use tch_lr_scheduler::{CosineAnnealingLr, ExponentialLr, MultiStepLr, ReduceLrOnPlateau, Result, StepLr};

#[test]
fn a_gamma_that_is_negative_or_not_finite_is_refused() {
    let bound = "gamma must be finite and not negative";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("StepLr: {bound}"), |gamma| StepLr::new(30, gamma));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("MultiStepLr: {bound}"), |gamma| MultiStepLr::new([30], gamma));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("ExponentialLr: {bound}"), ExponentialLr::new);
}

#[test]
fn a_gamma_at_the_edge_of_its_range_is_taken() {
    for gamma in [0.0, -0.0, f64::MIN_POSITIVE, 1.0, 2.0, f64::MAX] {
        assert!(StepLr::new(1, gamma).is_ok());
        assert!(MultiStepLr::new([0], gamma).is_ok());
        assert!(ExponentialLr::new(gamma).is_ok());
    }
}

#[test]
fn a_length_of_no_steps_is_refused() {
    assert_says(StepLr::new(0, 0.1), "StepLr: step_size must be at least 1, found 0");
    assert_says(CosineAnnealingLr::new(0), "CosineAnnealingLr: t_max must be at least 1, found 0");
    assert!(StepLr::new(u64::MAX, 0.1).is_ok() && CosineAnnealingLr::new(u64::MAX).is_ok());
}

#[test]
fn milestones_that_are_empty_or_unsorted_are_refused() {
    assert_says(MultiStepLr::new([], 0.1), "MultiStepLr: milestones must be at least one step, found []");
    assert_says(MultiStepLr::new([10, 20, 15, 5], 0.1), "MultiStepLr: milestones must be non-decreasing, found 15 after 20");
    assert!(MultiStepLr::new([0, 10, 10, u64::MAX], 0.1).is_ok());
}

#[test]
fn milestones_whose_factors_overflow_together_are_refused() {
    let message = "MultiStepLr: gamma must be small enough that gamma^len(milestones) is finite, found 1e200";
    assert_says(MultiStepLr::new([1, 2], 1e200), message);
}

#[test]
fn an_eta_min_that_is_not_finite_is_refused() -> Result<()> {
    let cosine = CosineAnnealingLr::new(10)?;
    assert_refuses(&NOT_FINITE, "CosineAnnealingLr: eta_min must be finite", |eta_min| cosine.eta_min(eta_min));
    Ok(())
}

#[test]
fn a_plateau_rule_refuses_each_parameter_out_of_its_range() {
    let rule = ReduceLrOnPlateau::new;
    let not_below_one = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1, 1.0, 1.5];
    assert_refuses(&not_below_one, "ReduceLrOnPlateau: factor must be at least 0 and below 1", |factor| rule().factor(factor));
    let must_be = |parameter| format!("ReduceLrOnPlateau: {parameter} must be finite and not negative");
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("threshold"), |threshold| rule().threshold(threshold));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("min_lr"), |min_lr| rule().min_lr(min_lr));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("min_lrs"), |min_lr| rule().min_lrs([0.0, min_lr]));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("eps"), |eps| rule().eps(eps));
}
