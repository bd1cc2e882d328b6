//! Plan files as a Python user would write them by hand.

use crate::common::bits::assert_same_bits;
use tch_lr_scheduler::*;

fn schedule(text: &str) -> Result<Box<dyn Schedule>> {
    let plan = format!(r#"{{"lr": {{"base": 0.1, "schedule": {text}}}}}"#);
    let spec = PlanSpec::from_json(&plan)?;
    let plan = spec.plan()?;
    assert_eq!(plan.spec().plan()?.spec(), plan.spec());
    Ok(Box::new(OfPlan(plan)))
}

/// The rate of a plan, as a schedule.
#[derive(Debug)]
struct OfPlan(Plan);

impl Schedule for OfPlan {
    fn value(&self, _base: f64, time: f64) -> f64 {
        self.0.preview(1, time as u64).map_or(f64::NAN, |state| state.lr[0])
    }
}

#[track_caller]
fn assert_same(text: &str, ours: impl Schedule) -> Result<()> {
    let read = schedule(text)?;
    for step in 0..130 {
        assert_same_bits(&[read.at(0.1, step)], &[ours.at(0.1, step)], format_args!("{text} at step {step}"));
    }
    Ok(())
}

#[test]
fn torchs_names_and_defaults_hold() -> Result<()> {
    assert_same(r#"{"type": "CosineAnnealingLR", "T_max": 50, "eta_min": 0}"#, CosineAnnealingLr::new(50)?)?;
    assert_same(r#"{"type": "StepLR", "step_size": 30}"#, StepLr::new(30, 0.1)?)?;
    assert_same(r#"{"type": "MultiStepLR", "milestones": [3, 8]}"#, MultiStepLr::new([3, 8], 0.1)?)?;
    assert_same(r#"{"type": "ConstantLR"}"#, ConstantLr::default())?;
    assert_same(r#"{"type": "LinearLR"}"#, LinearLr::default())?;
    assert_same(r#"{"type": "PolynomialLR"}"#, PolynomialLr::default())?;
    assert_same(
        r#"{"type": "CosineAnnealingWarmRestarts", "T_0": 7, "T_mult": 2}"#,
        CosineAnnealingWarmRestarts::new(7)?.t_mult(2)?,
    )?;
    assert_same(r#"{"type": "OneCycleLR", "max_lr": 1, "total_steps": 100}"#, OneCycleLr::new(1.0, 100)?)?;
    assert_same(
        r#"{"type": "CyclicLR", "base_lr": 0.01, "max_lr": 0.1, "step_size_up": 20}"#,
        CyclicLr::new(0.01, 0.1)?.step_size_up(20)?,
    )?;
    assert_same(
        r#"{"type": "CyclicLR", "base_lr": 0, "max_lr": 1, "step_size_up": 5, "step_size_down": null, "mode": "exp_range", "gamma": 0.9}"#,
        CyclicLr::new(0.0, 1.0)?.step_size_up(5)?.mode(CyclicMode::ExpRange).gamma(0.9)?,
    )?;
    assert_same(
        r#"{"type": "SWALR", "swa_lr": 0.05, "anneal_strategy": "linear"}"#,
        SwaLr::new(0.05)?.anneal_strategy(AnnealStrategy::Linear),
    )
}

#[test]
fn the_rust_spelling_is_read_too() -> Result<()> {
    assert_same(r#"{"type": "CosineAnnealingLr", "t_max": 50}"#, CosineAnnealingLr::new(50)?)?;
    assert_same(
        r#"{"type": "SequentialLr", "schedules": [{"type": "Constant"}, {"type": "StepLr", "step_size": 9}], "milestones": [20]}"#,
        Constant.then(20, StepLr::new(9, 0.1)?),
    )
}

#[test]
fn composites_nest() -> Result<()> {
    let text = r#"{"type": "SequentialLR", "milestones": [5], "schedulers": [
        {"type": "LinearLR", "start_factor": 0.1, "total_iters": 5},
        {"type": "ChainedScheduler", "schedulers": [{"type": "StepLR", "step_size": 9}, {"type": "ExponentialLR", "gamma": 0.9}]}]}"#;
    let chain = ChainedScheduler::new([StepLr::new(9, 0.1)?.boxed(), ExponentialLr::new(0.9)?.boxed()])?;
    assert_same(text, LinearLr::new(0.1, 1.0, 5)?.then(5, chain))?;
    let warmed = |start: &str| {
        format!(r#"{{"type": "Warmup", "steps": 5, "start": {start}, "schedule": {{"type": "StepLR", "step_size": 40}}}}"#)
    };
    assert_same(&warmed("\"first_step\""), StepLr::new(40, 0.1)?.warmup(5)?)?;
    assert_same(&warmed("0"), StepLr::new(40, 0.1)?.warmup_with(Warmup::from_zero(5)?))?;
    assert_same(&warmed("0.25"), StepLr::new(40, 0.1)?.warmup_with(Warmup::from_floor(0.25, 5)?))
}

#[test]
fn functions_are_built_in_or_registered() -> Result<()> {
    let lambda = |function: &str| format!(r#"{{"type": "LambdaLR", "lr_lambda": {function}}}"#);
    assert_same(&lambda(r#"{"power": 0.95}"#), LambdaLr::new(|step| 0.95f64.powf(step as f64)))?;
    assert_same(&lambda(r#"{"constant": 0.5}"#), LambdaLr::new(|_| 0.5))?;
    assert_same(&lambda(r#"{"table": [[10, 0.5], [20, 0.25]]}"#), LambdaLr::new(|step| if step < 20 { 0.5 } else { 0.25 }))?;
    assert_same(
        &lambda(r#"{"interpolate": [[0, 1], [100, 0]]}"#),
        LambdaLr::new(|step| if step >= 100 { 0.0 } else { 1.0 - step as f64 / 100.0 }),
    )?;
    assert_same(
        r#"{"type": "CyclicLR", "base_lr": 0, "max_lr": 1, "step_size_up": 5, "scale_fn": {"power": 0.5}, "scale_mode": "iterations"}"#,
        CyclicLr::new(0.0, 1.0)?.step_size_up(5)?.scale_fn(ScaleMode::Iterations, |time| 0.5f64.powf(time)),
    )?;

    let text = r#"{"lr": {"base": 1, "schedule": {"type": "MultiplicativeLR", "lr_lambda": "halved"}}}"#;
    let spec = PlanSpec::from_json(text)?;
    let plan = spec.plan_with(&Functions::new().with("halved", |_| 0.5))?;
    assert_eq!(plan.preview(1, 3)?.lr, [0.125]);
    assert_eq!(plan.spec(), spec);
    Ok(())
}
