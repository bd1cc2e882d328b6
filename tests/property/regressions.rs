//! Bugs that random plans found, each in its smallest form.

use crate::common::asked::Asked;
use serde_json::json;
use tch_lr_scheduler::*;

fn plan_of(json: serde_json::Value) -> Result<Plan> {
    PlanSpec::from_json(&json.to_string())?.plan()
}

fn schedule_of(json: serde_json::Value) -> Result<Box<dyn Schedule>> {
    let spec: ScheduleSpec = serde_json::from_value(json).expect("it is data");
    spec.schedule(&Functions::new())
}

#[test]
fn a_factor_of_minus_zero_gives_positive_zero() -> Result<()> {
    for schedule in [
        json!({"type": "ExponentialLR", "gamma": -0.0}),
        json!({"type": "StepLR", "step_size": 1, "gamma": -0.0}),
        json!({"type": "MultiStepLR", "milestones": [0, 1, 2], "gamma": -0.0}),
        json!({"type": "LambdaLR", "lr_lambda": {"power": -0.0}}),
        json!({"type": "Scale", "schedule": {"type": "Constant"}, "factor": -0.0}),
        json!({"type": "LinearLR", "start_factor": 0.5, "end_factor": -0.0, "total_iters": 1}),
    ] {
        let schedule = schedule_of(schedule)?;
        for step in 1..5 {
            assert_eq!(schedule.at(0.1, step).to_bits() << 1, 0, "{schedule:?} at {step}");
            assert!(schedule.at(0.1, step).is_sign_positive(), "{schedule:?} at {step}");
        }
    }
    Ok(())
}

#[test]
fn a_momentum_between_subnormal_numbers_is_not_negative() -> Result<()> {
    let schedule = OneCycleLr::new(0.7, 21)?.base_momentum(1e-310)?.max_momentum(0.0)?;
    for step in 0..21 {
        assert!(schedule.companion(f64::from(step)).is_some_and(|momentum| momentum >= 0.0), "at step {step}");
    }
    Ok(())
}

#[test]
fn a_walked_chain_is_constant_from_the_step_after_its_last_change() -> Result<()> {
    let chain = ChainedScheduler::new([SwaLr::new(0.25)?.anneal_epochs(2).boxed(), ConstantLr::new(0.5, 5)?.boxed()])?;
    let horizon = chain.constant_from().expect("all members have one");
    let held = chain.at(0.1, horizon);
    assert_ne!(chain.at(0.1, horizon - 1), held);
    assert!((horizon..horizon + 50).all(|step| chain.at(0.1, step) == held));
    Ok(())
}

#[test]
fn a_cosine_from_the_largest_base_is_finite() -> Result<()> {
    for eta_min in [0.0, -1e300] {
        let cosine = CosineAnnealingLr::new(4)?.eta_min(eta_min)?.cycle(8)?.decay(1e300)?;
        let restarts = CosineAnnealingWarmRestarts::new(4)?.eta_min(eta_min)?.cycle(8)?.decay(1e300)?;
        for step in 0..40 {
            assert!(cosine.at(1.0, step).is_finite() && restarts.at(1.0, step).is_finite(), "at step {step}");
        }
    }
    Ok(())
}

#[test]
fn a_function_in_a_file_cannot_make_the_rate_infinite() -> Result<()> {
    let plan = plan_of(json!({"lr": {"base": 1e300, "schedule": {"type": "LambdaLR", "lr_lambda": {"constant": 1e300}}}}))?;
    assert_eq!(plan.preview(1, 3)?.lr, [f64::MAX]);
    Ok(())
}

#[test]
fn a_proportional_weight_decay_of_zero_is_zero_at_any_rate() -> Result<()> {
    let plan = Plan::lr(1.0, Constant).weight_decay_at_lr(0.0, 5e-324);
    assert_eq!(plan.preview(1, 0)?.weight_decay, [0.0]);
    Ok(())
}

#[test]
fn a_cooldown_from_a_negative_rate_can_be_resumed() -> Result<()> {
    let plan = Plan::lr(0.1, Constant.offset(-0.5)?);
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    let saved = scheduler.cool_down(Cooldown::to(0.0, 4)?, &mut DryRun)?.to_json()?;
    let mut resumed = Scheduler::start(&plan, 1, &mut DryRun)?;
    resumed.load(State::from_json(&saved)?, &mut DryRun)?;
    assert_eq!(resumed.step(&mut DryRun)?.lr, [-0.4 * 0.75]);
    Ok(())
}

#[test]
fn a_whole_number_and_the_same_float_give_the_same_plan() -> Result<()> {
    let whole = PlanSpec::from_json(r#"{"lr": {"base": 1, "schedule": {"type": "ExponentialLR", "gamma": 0}}}"#)?;
    assert_eq!(whole.differences(&whole.plan()?.spec()), []);
    let other = PlanSpec::from_json(r#"{"lr": {"base": 2, "schedule": {"type": "ExponentialLR", "gamma": 0}}}"#)?;
    assert_eq!(other.differences(&whole.plan()?.spec())[0].to_string(), "lr.base was 2, is 1.0");
    Ok(())
}
