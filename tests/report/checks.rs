//! Warnings about plans that are valid but probably not intended, and usual plans that raise none.

use crate::common::cases;
use tch_lr_scheduler::WarningKind::{self, *};
use tch_lr_scheduler::*;

const STEPS: u64 = 100;

fn kinds(plan: &Plan) -> Vec<WarningKind> {
    let warnings = plan.check(plan.named_groups(), Some(STEPS)).unwrap_or_else(|error| panic!("{plan:?}: {error}"));
    warnings.iter().map(|warning| warning.kind).collect()
}

#[test]
fn every_kind_of_warning_is_raised() -> Result<()> {
    let rising = |steps| LinearLr::new(0.1, 1.0, steps);
    let reduced = |rule| Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule);
    let doubtful: Vec<(Plan, WarningKind)> = vec![
        (Plan::lr(0.1, Constant.warmup_with(Warmup::from_zero(5)?)), StartsAtZero),
        (Plan::lr(0.1, Piecewise::starting_at(0.0)?.linear_to(9, 1.0)?), StartsAtZero),
        (Plan::lr(0.1, Constant).lr_group(1, 0.1, Constant.warmup_with(Warmup::from_zero(5)?)), StartsAtZero),
        (Plan::lr(0.1, MultiStepLr::new([50], 0.05)?), Jump),
        (Plan::lr(1e-3, ConstantLr::new(0.01, 40)?), Jump),
        (Plan::lr(0.1, MultiStepLr::new([30, 100], 0.1)?), NeverReached),
        (Plan::lr(0.1, StepLr::new(100, 0.1)?), NeverReached),
        (Plan::lr(0.1, Constant.then(100, ExponentialLr::new(0.9)?)), NeverReached),
        (Plan::lr(0.1, SequentialLr::new([Constant; 3], [50, 50])?), NeverReached),
        (Plan::lr(0.1, Constant.delay(100)), NeverReached),
        (Plan::lr(0.1, Constant.frozen_until(100)), NeverReached),
        (Plan::lr(0.1, CyclicLr::new(0.01, 0.1)?), NeverReached),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 120)?), CutOff),
        (Plan::lr(0.1, StepLr::new(30, 0.5)?.every(10)?), NeverReached),
        (reduced(ReduceLrOnPlateau::new().during(100..)), NeverReached),
        (Plan::lr(0.1, CosineAnnealingLr::new(100)?.eta_min(0.2)?), FloorAboveBase),
        (Plan::lr(0.1, CosineAnnealingWarmRestarts::new(10)?.eta_min(0.2)?), FloorAboveBase),
        (Plan::lr(0.1, CyclicLr::new(0.2, 0.1)?.step_size_up(10)?), FloorAboveBase),
        (Plan::lr(0.1, Constant.clamp(0.2, 0.3)?), FloorAboveBase),
        (reduced(ReduceLrOnPlateau::new().min_lr(0.2)?), FloorAboveBase),
        (reduced(ReduceLrOnPlateau::new().min_lrs([0.0, 0.2])?), FloorAboveBase),
        (Plan::lr(0.1, Constant.warmup(101)?), WarmupTooLong),
        (Plan::lr(0.1, rising(101)?), WarmupTooLong),
        (Plan::lr(0.1, rising(30)?.then(20, Constant)), WarmupTooLong),
        (Plan::lr(0.1, CosineAnnealingLr::new(98)?), RisesAgain),
        (Plan::lr(0.1, CosineAnnealingLr::new(80)?.warmup(5)?), RisesAgain),
        (Plan::lr(0.1, CosineAnnealingLr::new(9)?.stretch(10)?), RisesAgain),
        (Plan::lr(0.1, CosineAnnealingLr::new(50)?.cycle(60)?), RisesAgain),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 99)?), EndsEarly),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 90)?.warmup(5)?), EndsEarly),
        (Plan::lr(0.1, Constant).momentum(0.9, CosineAnnealingLr::new(50)?), RisesAgain),
        (Plan::lr(0.1, Constant).scalar("temperature", 1.0, CosineAnnealingLr::new(50)?), RisesAgain),
    ];
    for (plan, kind) in doubtful {
        assert!(kinds(&plan).contains(&kind), "{plan:?}: {:?} without {kind:?}", kinds(&plan));
    }
    Ok(())
}

#[test]
fn usual_plans_raise_no_warning() -> Result<()> {
    let meant: Vec<Plan> = vec![
        Plan::lr(0.1, Constant),
        Plan::lr(0.0, Constant),
        Plan::lr(0.1, Constant).lr_factor(1, 0.0),
        Plan::lr(0.1, StepLr::new(30, 0.1)?),
        Plan::lr(0.1, MultiStepLr::new([30, 80], 0.1)?),
        Plan::lr(0.1, ExponentialLr::new(0.95)?),
        Plan::lr(0.1, CosineAnnealingLr::new(100)?),
        Plan::lr(0.1, CosineAnnealingLr::new(99)?),
        Plan::lr(0.1, CosineAnnealingLr::new(50)?.hold(50)),
        Plan::lr(0.1, CosineAnnealingLr::new(95)?.warmup(5)?),
        Plan::lr(0.1, LinearLr::new(0.01, 1.0, 10)?.then(10, CosineAnnealingLr::new(90)?)),
        Plan::lr(0.1, ConstantLr::new(0.2, 10)?.then(10, ExponentialLr::new(0.9)?)),
        Plan::lr(0.1, OneCycleLr::new(0.1, 100)?),
        Plan::lr(0.1, CyclicLr::new(0.01, 0.1)?.step_size_up(10)?),
        Plan::lr(0.1, CosineAnnealingWarmRestarts::new(20)?),
        Plan::lr(0.1, CosineAnnealingLr::new(25)?.cycle(25)?.decay(0.5)?),
        Plan::lr(0.1, Constant).lr_group(1, 0.1, Constant.warmup(5)?.frozen_until(40)),
        Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().min_lr(1e-6)?.during(10..)),
    ];
    for plan in meant {
        assert_eq!(kinds(&plan), [], "{plan:?}");
    }
    Ok(())
}

#[test]
fn without_a_run_length_only_warnings_for_every_length_are_raised() -> Result<()> {
    let kinds = |plan: &Plan| -> Result<Vec<_>> { Ok(plan.check(1, None)?.iter().map(|warning| warning.kind).collect()) };
    assert_eq!(kinds(&Plan::lr(0.1, CosineAnnealingLr::new(50)?))?, []);
    assert_eq!(kinds(&Plan::lr(0.1, CosineAnnealingLr::new(50)?).total_steps(90))?, [RisesAgain]);
    assert_eq!(kinds(&Plan::lr(0.1, CosineAnnealingLr::new(50)?.eta_min(0.2)?))?, [FloorAboveBase]);
    assert_eq!(kinds(&Plan::lr(0.1, Constant.warmup_with(Warmup::from_zero(9)?)))?, [StartsAtZero]);
    Ok(())
}

#[test]
fn a_warning_about_a_jump_names_its_step_and_its_repetitions() -> Result<()> {
    let warnings = Plan::lr(0.1, StepLr::new(30, 0.05)?).lr_factor(1, 0.1).check(2, Some(100))?;
    let said: Vec<_> = warnings.iter().map(Warning::to_string).collect();
    let expected = ["lr: jumps by a factor of 20, from 0.1 at step 29 to 0.005 at step 30; 2 more jumps follow"];
    assert_eq!(said, expected);
    Ok(())
}

#[test]
fn a_jump_at_a_far_step_is_found() -> Result<()> {
    let plan = Plan::lr(0.1, MultiStepLr::new([7_777_777_777], 0.01)?);
    let warnings = plan.check(1, Some(10_000_000_000))?;
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].message.ends_with("from 0.1 at step 7,777,777,776 to 0.001 at step 7,777,777,777"), "{}", warnings[0]);
    Ok(())
}

#[test]
fn every_schedule_can_be_checked_and_an_invalid_plan_is_an_error() -> Result<()> {
    for case in cases::all() {
        let plan = Plan::lr(0.1, case.schedule()).momentum(0.9, case.below_one()).beta2(0.9, case.below_one());
        for steps in [None, Some(0), Some(1), Some(300)] {
            plan.check(2, steps)?;
        }
    }
    assert!(matches!(Plan::lr(-1.0, Constant).check(1, None), Err(Error::Parameter { .. })));
    assert!(matches!(Plan::lr(0.1, Constant).lr_group(2, 0.1, Constant).check(1, None), Err(Error::AbsentGroup { .. })));
    let infinite = Plan::lr(0.1, LambdaLr::new(|step| if step == 50 { f64::INFINITY } else { 1.0 }));
    assert!(matches!(infinite.check(1, Some(100)), Err(Error::NotFinite { step: 50, .. })));
    Ok(())
}
