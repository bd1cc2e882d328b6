//! The schedules that torch lacks.

use super::{NOT_ABOVE_ZERO, NOT_ABOVE_ZERO_TO_ONE, NOT_FROM_ZERO_TO_ONE};
use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, NOT_FINITE, assert_refused, assert_refuses};
use tch_lr_scheduler::*;

#[test]
fn a_length_of_no_steps_is_refused() {
    assert_refused(Rex::new(0), "Rex: t_max must be at least 1", "0");
    assert_refused(Tanh::new(0), "Tanh: t_max must be at least 1", "0");
    assert_refused(CosineDecay::new(0), "CosineDecay: t_max must be at least 1", "0");
    assert_refused(PolynomialDecay::new(0, 1.0), "PolynomialDecay: total_iters must be at least 1", "0");
    assert_refused(Wsd::new(1, 1, 0), "Wsd: decay_steps must be at least 1", "0");
    assert_refused(InverseSqrt::new(0), "InverseSqrt: timescale must be at least 1", "0");
    assert_refused(InverseTime::new(0, 1.0), "InverseTime: decay_steps must be at least 1", "0");
    assert_refused(Noam::new(512, 0), "Noam: warmup_steps must be at least 1", "0");
    assert_refused(Noam::new(0, 5), "Noam: d_model must be at least 1", "0");
    assert_refused(Noam::from_base(0), "Noam: warmup_steps must be at least 1", "0");
    assert_refused(Power::from_base(-0.5, 0), "Power: after must be at least 1", "0");
    assert_refused(Eden::new(5.0, 3.5, 0), "Eden: steps_per_epoch must be at least 1", "0");
    assert_refused(Sin::new(1), "Sin: period must be at least 2", "1");
    assert_refused(Sin::new(0), "Sin: period must be at least 2", "0");
}

#[test]
fn an_eta_min_that_is_not_finite_is_refused() {
    let eta_min = |owner| format!("{owner}: eta_min must be finite");
    assert_refuses(&NOT_FINITE, &eta_min("Rex"), |value| Rex::new(9)?.eta_min(value));
    assert_refuses(&NOT_FINITE, &eta_min("Tanh"), |value| Tanh::new(9)?.eta_min(value));
    assert_refuses(&NOT_FINITE, &eta_min("CosineDecay"), |value| CosineDecay::new(9)?.eta_min(value));
    assert_refuses(&NOT_FINITE, &eta_min("PolynomialDecay"), |value| PolynomialDecay::new(9, 1.0)?.eta_min(value));
    assert_refuses(&NOT_FINITE, &eta_min("Sin"), |value| Sin::new(9)?.eta_min(value));
}

#[test]
fn a_fraction_outside_its_range_is_refused() {
    let range = "must be from 0 to 1";
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, &format!("CosineDecay: alpha {range}"), |value| CosineDecay::new(9)?.alpha(value));
    let polynomial = |value| PolynomialDecay::new(9, 1.0)?.alpha(value);
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, &format!("PolynomialDecay: alpha {range}"), polynomial);
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, &format!("InverseSqrt: floor {range}"), |value| InverseSqrt::new(9)?.floor(value));
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, &format!("Wsd: floor {range}"), |value| Wsd::new(1, 1, 1)?.floor(value));
    let eden = |value| Eden::of_batches(5.0)?.warmup_start(value);
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, &format!("Eden: warmup_start {range}"), eden);
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, &format!("Sin: peak_decay {range}"), |value| Sin::new(9)?.peak_decay(value));
    let above = "must be above 0 and at most 1";
    assert_refuses(&NOT_ABOVE_ZERO_TO_ONE, &format!("Sin: gamma {above}"), |value| Sin::new(9)?.gamma(value));
    assert_refuses(&NOT_ABOVE_ZERO_TO_ONE, &format!("InfiniteLr: constant {above}"), |value| InfiniteLr::new(1, 1, value));
    let annealed = |value| InfiniteLr::new(1, 1, 0.5)?.anneal(9, 9, value);
    assert_refuses(&NOT_ABOVE_ZERO_TO_ONE, &format!("InfiniteLr: anneal_end {above}"), annealed);
}

#[test]
fn a_power_a_rate_or_a_scale_outside_its_range_is_refused() {
    let positive = "must be finite and above 0";
    assert_refuses(&NOT_ABOVE_ZERO, &format!("CosineDecay: exponent {positive}"), |value| CosineDecay::new(9)?.exponent(value));
    assert_refuses(&NOT_ABOVE_ZERO, &format!("CosineDecay: k_decay {positive}"), |value| CosineDecay::new(9)?.k_decay(value));
    let polynomial = |value| PolynomialDecay::new(9, 1.0)?.k_decay(value);
    assert_refuses(&NOT_ABOVE_ZERO, &format!("PolynomialDecay: k_decay {positive}"), polynomial);
    assert_refuses(&NOT_ABOVE_ZERO, &format!("Power: amplitude {positive}"), |value| Power::new(value, -0.5));
    assert_refuses(&NOT_ABOVE_ZERO, &format!("Eden: lr_batches {positive}"), Eden::of_batches);
    assert_refuses(&NOT_ABOVE_ZERO, &format!("Eden: lr_epochs {positive}"), |value| Eden::new(5.0, value, 5));
    assert_refuses(&NOT_ABOVE_ZERO, &format!("InfiniteLr: tau {positive}"), |value| {
        InfiniteLr::new(1, 1, 0.5)?.inverse_sqrt(value)
    });
    assert_refuses(&NOT_ABOVE_ZERO, &format!("Wsd: timescale {positive}"), |value| Wsd::new(1, 1, 1)?.timescale(value));
    let not_negative = "must be finite and not negative";
    let power = |value| PolynomialDecay::new(9, value);
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("PolynomialDecay: power {not_negative}"), power);
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("InverseTime: decay_rate {not_negative}"), |value| InverseTime::new(9, value));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("InverseTime: power {not_negative}"), |value| {
        InverseTime::new(9, 1.0)?.power(value)
    });
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &format!("Noam: factor {not_negative}"), |value| Noam::new(512, 9)?.factor(value));
}

#[test]
fn bounds_that_are_not_in_order_are_refused() {
    assert_refuses(&[f64::NAN, -7.0, -8.0], "Tanh: upper must be finite and above lower (-7.0)", |value| {
        Tanh::new(9)?.bounds(-7.0, value)
    });
    assert_refuses(&NOT_FINITE, "Tanh: lower must be finite", |value| Tanh::new(9)?.bounds(value, 3.0));
    let early = InfiniteLr::new(10, 20, 0.5).and_then(|schedule| schedule.anneal(29, 9, 0.1));
    assert_refused(early, "InfiniteLr: anneal_start must be at least 30, the end of the cooldown", "29");
    assert_refused(Constant.within(5..5), "within: until must be above from (5), so that the range has a step", "5");
}

#[test]
fn factors_of_layers_outside_their_range_are_refused() {
    assert_refused(LayerWise::new(0, 0.5), "LayerWise: layers must be at least 1", "0");
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, "LayerWise: decay must be finite and not negative", |value| LayerWise::new(3, value));
    let factors = || LayerWise::new(3, 0.5);
    assert_refused(factors().and_then(|layers| layers.groups_per_layer(0)), "LayerWise: groups_per_layer must be at least 1", "0");
    assert_refuses(&NOT_FROM_ZERO_TO_ONE, "LayerWise: min_factor must be from 0 to 1", |value| factors()?.min_factor(value));
}
