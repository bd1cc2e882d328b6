//! Training after a resume without the state of the optimizer: unchanged if the optimizer keeps no state, else different as the
//! documentation says.

use super::numbers;
use crate::common::scratch::Scratch;
use tch::nn::{Adam, AdamW, Init, OptimizerConfig, RmsProp, Sgd, VarStore};
use tch::{Device, Kind};
use tch_lr_scheduler::{Checkpoints, Constant, CosineAnnealingLr, LoadOptions, PartMut, Plan, Result, ScheduledOptimizer};

fn without() -> LoadOptions {
    LoadOptions::new().without_optimizer_state()
}

fn run(plan: &Plan, config: impl OptimizerConfig + 'static) -> Result<(VarStore, ScheduledOptimizer)> {
    let mut vs = VarStore::new(Device::Cpu);
    let _ = vs.root().var("w", &[3], Init::Const(1.0));
    vs.double();
    let opt = plan.build(&vs, config)?;
    Ok((vs, opt))
}

#[test]
fn without_momentum_a_resumed_run_ends_with_the_same_weights_to_the_bit() -> Result<()> {
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(20)?).weight_decay(0.01, Constant);
    let train = |vs: &VarStore, opt: &mut ScheduledOptimizer, until: u64| -> Result<()> {
        while opt.state().step < until {
            let w = &vs.variables()["w"];
            opt.backward_step(&(w.square() - w.sin()).sum(Kind::Double));
            opt.advance()?;
        }
        Ok(())
    };
    let (vs, mut opt) = run(&plan, Sgd::default())?;
    train(&vs, &mut opt, 20)?;
    for stopped_at in 0..=20 {
        let scratch = Scratch::new();
        let checkpoints = Checkpoints::new(scratch.path("run"));
        let (stopped, mut stopped_opt) = run(&plan, Sgd::default())?;
        train(&stopped, &mut stopped_opt, stopped_at)?;
        checkpoints.save(&stopped, &stopped_opt)?;
        let (mut resumed, mut resumed_opt) = run(&plan, Sgd::default())?;
        checkpoints.load_latest_with(&mut resumed, &mut resumed_opt, without())?;
        train(&resumed, &mut resumed_opt, 20)?;
        assert!(resumed.variables()["w"].equal(&vs.variables()["w"]), "stopped at {stopped_at}");
        assert_eq!((numbers(&resumed), resumed_opt.state()), (numbers(&vs), opt.state()));
    }
    Ok(())
}

const LR: f64 = 0.125;

/// The length of the last step before a resume and of the steps after it, with a constant gradient.
fn steps_after_a_resume<C: OptimizerConfig + Copy + 'static>(config: C, gradient: f64, count: usize) -> Result<(f64, Vec<f64>)> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let plan = Plan::lr(LR, Constant);
    let step = |vs: &VarStore, opt: &mut ScheduledOptimizer| {
        let before = vs.variables()["w"].double_value(&[0]);
        opt.backward_step(&(&vs.variables()["w"] * gradient).sum(Kind::Double));
        before - vs.variables()["w"].double_value(&[0])
    };
    let (vs, mut opt) = run(&plan, config)?;
    let before = (0..5000).map(|_| step(&vs, &mut opt)).last().unwrap_or_default();
    checkpoints.save(&vs, &opt)?;
    let (mut vs, mut opt) = run(&plan, config)?;
    checkpoints.load_latest_with(&mut vs, &mut opt, without())?;
    Ok((before, (0..count).map(|_| step(&vs, &mut opt)).collect()))
}

#[test]
fn a_momentum_buffer_fills_again_after_a_resume_as_documented() -> Result<()> {
    for momentum in [0.9, 0.99] {
        let (before, after) = steps_after_a_resume(Sgd { momentum, ..Default::default() }, 0.5, 50)?;
        approx::assert_relative_eq!(before, LR * 0.5 / (1.0 - momentum), max_relative = 1e-9);
        for (k, step) in (1..).zip(after) {
            approx::assert_relative_eq!(step, before * (1.0 - momentum.powi(k)), max_relative = 1e-9);
        }
    }
    Ok(())
}

#[test]
fn adams_first_step_after_a_resume_equals_the_rate_for_any_gradient() -> Result<()> {
    for gradient in [0.001, 1.0, 1000.0] {
        let (_, after) = steps_after_a_resume(Adam::default(), gradient, 1)?;
        approx::assert_relative_eq!(after[0], LR, max_relative = 1e-4);
        let (_, after) = steps_after_a_resume(AdamW { wd: 0.0, ..Default::default() }, gradient, 1)?;
        approx::assert_relative_eq!(after[0], LR, max_relative = 1e-4);
    }
    Ok(())
}

#[test]
fn the_first_step_of_rms_prop_after_a_resume_is_longer_as_documented() -> Result<()> {
    let (before, after) = steps_after_a_resume(RmsProp { alpha: 0.99, ..Default::default() }, 1.0, 300)?;
    approx::assert_relative_eq!(after[0] / before, 10.0, max_relative = 1e-6);
    assert!(after.windows(2).all(|pair| pair[1] < pair[0]) && after[299] < 1.03 * before, "{:?}", after[299]);
    Ok(())
}

#[test]
fn a_part_without_the_state_leaves_the_optimizer_as_it_is() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let plan = Plan::lr(LR, Constant);
    let (mut vs, mut opt) = run(&plan, Adam::default())?;
    checkpoints.save(&vs, &opt)?;
    opt.backward_step(&vs.variables()["w"].sum(Kind::Double));
    let latest = checkpoints.latest()?.expect("one was saved");
    latest.load_parts([PartMut::new("model", &mut vs, &mut opt).without_optimizer_state()])?;
    assert!(opt.optimizer_state()?.steps().eq([("w", 1)]));
    latest.load(&mut vs, &mut opt)?;
    assert!(opt.optimizer_state()?.steps().eq([("w", 0)]));
    Ok(())
}

/// The optimizer of another class takes the weights and the schedule, if the program asks for it.
#[test]
fn an_optimizer_of_another_class_can_continue() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let plan = Plan::lr(LR, Constant);
    let (vs, mut opt) = run(&plan, Adam::default())?;
    opt.backward_step(&vs.variables()["w"].sum(Kind::Double));
    opt.advance()?;
    let path = checkpoints.save(&vs, &opt)?;

    let (mut other, mut other_opt) = run(&plan, Sgd { momentum: 0.9, ..Default::default() })?;
    let before = numbers(&other);
    let error = checkpoints.load_latest(&mut other, &mut other_opt).expect_err("the class differs");
    let expected = format!(
        "checkpoint {}: to leave the optimizer's state out, call `without_optimizer_state` of the `LoadOptions` or of the part: \
        optimizer state: class is Adam, expected SGD, the class of the optimizer",
        path.display()
    );
    assert_eq!(error.to_string(), expected);
    assert_eq!((numbers(&other), other_opt.state().step), (before, 0));
    let restored = checkpoints.load_latest_with(&mut other, &mut other_opt, without())?;
    assert_eq!(restored.map(|restored| restored.missing), Some(vec![]));
    assert_eq!((numbers(&other), other_opt.state().step), (numbers(&vs), 1));
    Ok(())
}
