//! Files that version 1 of the formats has written: its names `numbers`, `groups` and `Shift` are read as `scalars`,
//! `expect_groups` and `Offset`.

use anyhow::Result;
use tch_lr_scheduler::{
    Constant, Cooldown, CosineAnnealingLr, DryRun, MultiStepLr, Plan, PlanSpec, ReduceLrOnPlateau, Schedule, Scheduler, Shape,
    State, StepLr,
};

fn file(name: &str) -> String {
    format!("{}/../goldens/version_1/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// The plan of the files.
fn plan() -> Result<Plan> {
    let rule = ReduceLrOnPlateau::new().patience(0).factor(0.5)?.during(2..40).min_lrs([1e-4, 1e-5])?;
    Ok(Plan::lr(0.1, CosineAnnealingLr::new(45)?.offset(0.01)?.warmup(5)?)
        .lr_group(1, 0.02, StepLr::new(30, 0.1)?.offset(0.001)?)
        .momentum(0.9, Constant)
        .weight_decay_at_lr(0.01, 0.1)
        .scalar("batch_size", 32.0, MultiStepLr::new([10], 2.0)?)
        .expect_groups(2)
        .total_steps(50)
        .reduce_lr_on_plateau(rule))
}

/// The run of the files, made again.
fn run(cools_down: bool) -> Result<Scheduler> {
    let mut scheduler = Scheduler::start(&plan()?, 2, &mut DryRun)?;
    for _ in 0..12 {
        scheduler.metric(1.0, &mut DryRun)?;
        scheduler.step(&mut DryRun)?;
    }
    if cools_down {
        scheduler.cool_down(Cooldown::to_factor(0.1, 10)?.shape(Shape::one_minus_sqrt())?, &mut DryRun)?;
        scheduler.step(&mut DryRun)?;
    }
    Ok(scheduler)
}

#[test]
fn a_plan_of_version_1_is_the_same_plan_today() -> Result<()> {
    let read = PlanSpec::read(file("plan"))?;
    assert_eq!(read, plan()?.spec());
    assert_eq!(read.plan()?.spec().to_json()?, plan()?.spec().to_json()?);
    Ok(())
}

#[test]
fn a_run_continues_from_a_state_of_version_1_to_the_bit() -> Result<()> {
    for (name, cools_down) in [("state", false), ("cooling_state", true)] {
        let mut uninterrupted = run(cools_down)?;
        let saved = State::open(file(name))?;
        assert_eq!(saved, *uninterrupted.state());
        let mut resumed = Scheduler::start(&plan()?, 2, &mut DryRun)?;
        resumed.load(saved, &mut DryRun)?;
        for _ in 0..20 {
            assert_eq!(resumed.step(&mut DryRun)?, uninterrupted.step(&mut DryRun)?, "{name}");
        }
    }
    Ok(())
}

#[test]
fn a_changed_state_of_version_1_is_refused() -> Result<()> {
    let text = std::fs::read_to_string(file("state"))?;
    let error = State::from_json(&text.replace("64.0", "65.0")).unwrap_err().to_string();
    assert!(error.starts_with("state: checksum: expected"), "{error}");
    Ok(())
}
