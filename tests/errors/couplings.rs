//! Factors, coupled hyperparameters and user-defined numbers outside their ranges.

use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, assert_refuses, assert_says};
use tch_lr_scheduler::{Constant, Error, Hyperparameter, LambdaLr, LinearLr, Plan, Result, Setting};

fn plan() -> Plan {
    Plan::lr(0.1, Constant)
}

#[test]
fn a_factor_out_of_its_range_is_refused() {
    let message = "plan: factor must be finite and not negative for lr[1]";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, message, |factor| plan().lr_factor(1, factor).preview(2, 0));
}

#[test]
fn two_factors_of_one_group_and_a_factor_of_an_absent_group_are_refused() {
    let twice = "plan: lr[1] is given twice, expected once";
    assert_says(plan().lr_factor(1, 0.5).lr_factor(1, 0.5).preview(2, 0), twice);
    assert_says(plan().lr_times(1, Constant).lr_times(1, Constant).preview(2, 0), twice);
    assert!(plan().lr_factor(2, 0.5).preview(2, 0).is_err());
    assert!(plan().lr_times(2, Constant).preview(2, 0).is_err());
}

#[test]
fn factors_of_layers_that_do_not_fit_the_groups_are_refused() {
    let twice = plan().layer_wise(2, 0.5).layer_wise(2, 0.5);
    assert_says(twice.preview(2, 0), "plan: layer_wise must be given once for lr, found 2");
    assert_says(plan().layer_wise(0, 0.5).preview(2, 0), "plan: layers must be at least 1 for lr, found 0");
    let message = "plan: decay must be finite and not negative for lr";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, message, |decay| plan().layer_wise(2, decay).preview(2, 0));
    for layers in [3, usize::MAX] {
        let error = plan().layer_wise(layers, 0.5).preview(2, 0).unwrap_err();
        assert_eq!(error, Error::AbsentGroup { setting: Setting::of_group(Hyperparameter::Lr, layers - 1), groups: 2 });
    }
    assert!(plan().layer_wise(3, 0.5).expect_groups(3).preview(2, 0).is_ok());
}

#[test]
fn a_schedule_times_a_coupling_is_refused() -> Result<()> {
    let message = "plan: times must be for a group that follows a schedule; give this one a `factor`, or a base and a schedule, found \
                   weight_decay[1], which is coupled to the rate";
    let coupled = plan().weight_decay_proportional_to_lr(0.01);
    assert_says(coupled.clone().weight_decay_times(1, Constant).preview(2, 0), message);
    assert_says(coupled.clone().weight_decay_base(1, 0.1).weight_decay_times(1, Constant).preview(2, 0), message);
    let with_schedule = coupled.weight_decay_group(1, 0.1, Constant).weight_decay_times(1, LinearLr::new(0.5, 1.0, 2)?);
    assert_eq!(with_schedule.preview(2, 0)?.weight_decay, [0.01, 0.05]);
    Ok(())
}

#[test]
fn a_coupling_out_of_its_range_is_refused() {
    let decay = |weight_decay, at_lr| plan().weight_decay_at_lr(weight_decay, at_lr).preview(1, 0);
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, "plan: value must be finite and not negative for weight_decay", |value| {
        decay(value, 0.1)
    });
    assert_says(decay(0.1, 0.0), "plan: at_lr must be finite and above 0 for weight_decay, found 0.0");
    let momentum = |low, high, lr| plan().momentum_opposite_to_lr(low, high, lr).preview(1, 0);
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, "plan: low must be at least 0 and below 1 for momentum", |low| {
        momentum(low, 0.9, 0.0..1.0)
    });
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, "plan: high must be at least 0 and below 1 for momentum", |high| {
        momentum(0.9, high, 0.0..1.0)
    });
    assert_says(momentum(0.8, 1.0, 0.0..1.0), "plan: high must be at least 0 and below 1 for momentum, found 1.0");
    assert_says(momentum(1.2, 0.9, 0.0..1.0), "plan: low must be at least 0 and below 1 for momentum, found 1.2");
    assert_says(momentum(0.8, 0.9, 0.5..0.5), "plan: lr.end must be finite and above lr.start for momentum, found 0.5");
    assert_says(momentum(0.8, 0.9, 0.5..f64::NAN), "plan: lr.end must be finite and above lr.start for momentum, found NaN");
}

#[test]
fn a_hyperparameter_both_coupled_and_scheduled_is_refused() {
    let both = plan().weight_decay(0.1, Constant).weight_decay_at_lr(0.1, 0.1);
    assert_says(both.preview(1, 0), "plan: weight_decay is given twice, expected once");
}

#[test]
fn a_number_out_of_its_range_or_given_twice_is_refused_by_its_name() {
    let message = "plan: base must be finite and not negative for dropout";
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, message, |base| plan().scalar("dropout", base, Constant).preview(1, 0));
    let twice = plan().scalar("dropout", 0.1, Constant).scalar("dropout", 0.2, Constant);
    assert_says(twice.preview(1, 0), "plan: the scalar dropout is given twice, expected once");
    let not_finite = plan().scalar("dropout", 0.1, LambdaLr::new(|_| f64::INFINITY));
    assert_says(not_finite.preview(1, 0), "dropout at step 0: expected a finite value, found inf");
}
