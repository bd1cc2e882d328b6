//! Values of hyperparameters out of their ranges: torch's constructors refuse them, and so does a plan at its first step or later.

use crate::common::recorder::Recorder;
use crate::common::refusals::assert_says;
use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, CyclicLr, DryRun, Error, Hyperparameter, LambdaLr, OneCycleLr, Plan, Result, Schedule, Scheduler,
    StepLr,
};

type Assign = fn(Plan, Box<dyn Schedule>) -> Plan;

/// Each hyperparameter with a range, how a plan sets it, its range in words, and values out of the range.
const RANGES: [(Hyperparameter, Assign, &str, &[f64]); 4] = [
    (
        Hyperparameter::Momentum,
        |plan, schedule| plan.momentum(1.0, schedule),
        "at least 0 and below 1",
        &[1.0, 1.2, -0.1, -5e-324, f64::MAX],
    ),
    (
        Hyperparameter::Beta2,
        |plan, schedule| plan.beta2(1.0, schedule),
        "at least 0 and below 1",
        &[1.0, 1.2, -0.1, -5e-324, f64::MAX],
    ),
    (
        Hyperparameter::WeightDecay,
        |plan, schedule| plan.weight_decay(1.0, schedule),
        "finite and not negative",
        &[-0.1, -5e-324, f64::MIN],
    ),
    (Hyperparameter::Eps, |plan, schedule| plan.eps(1.0, schedule), "finite and not negative", &[-0.1, -5e-324, f64::MIN]),
];

#[test]
fn a_constant_out_of_its_range_is_refused_before_anything_is_written() {
    for (hyperparameter, assign, range, values) in RANGES {
        for &value in values {
            let mut optimizer = Recorder::new(2);
            let plan = assign(Plan::lr(0.1, Constant), LambdaLr::new(move |_| value).boxed());
            let message = format!("{hyperparameter} at step 0: expected a value that is {range}, found {value:?}");
            assert_says(Scheduler::start(&plan, 2, &mut optimizer), &message);
            assert_says(plan.preview(2, 0), &message);
            assert_eq!(optimizer.writes, (0, 0));
        }
    }
    for base in [1.0, 1.2] {
        let expected = |name| format!("{name} at step 0: expected a value that is at least 0 and below 1, found {base:?}");
        assert_says(Plan::lr(0.1, Constant).momentum(base, Constant).preview(1, 0), &expected("momentum"));
        assert_says(Plan::lr(0.1, Constant).beta2(base, Constant).preview(1, 0), &expected("beta2"));
    }
}

#[test]
fn a_value_that_leaves_its_range_stops_the_step_and_changes_nothing() -> Result<()> {
    for (hyperparameter, assign, range, values) in RANGES {
        for &value in values {
            let leaves = LambdaLr::new(move |step| if step == 3 { value } else { 0.5 }).boxed();
            // The rates change at every step, so that a write before the check would be seen.
            let plan = assign(Plan::lr(0.1, CosineAnnealingLr::new(9)?).lr_group(1, 0.2, StepLr::new(1, 0.5)?), leaves);
            let mut optimizer = Recorder::new(2);
            let mut scheduler = Scheduler::start(&plan, 2, &mut optimizer)?;
            scheduler.seek(2, &mut optimizer)?;
            let before = format!("{:?}", (scheduler.state(), &optimizer));
            let message = format!("{hyperparameter} at step 3: expected a value that is {range}, found {value:?}");
            assert_says(scheduler.step(&mut optimizer), &message);
            assert_says(scheduler.seek(3, &mut optimizer), &message);
            let mut at_3 = scheduler.state().clone();
            at_3.step = 3;
            assert_says(scheduler.load(at_3, &mut optimizer), &message);
            assert_eq!(format!("{:?}", (scheduler.state(), &optimizer)), before);
            assert_eq!(scheduler.seek(4, &mut optimizer)?.step, 4);
        }
    }
    Ok(())
}

#[test]
fn values_at_the_ends_of_a_range_are_accepted() -> Result<()> {
    let below_one = 1.0f64.next_down();
    for (value, plan) in [
        (0.0, Plan::lr(0.1, Constant).momentum(0.0, Constant).beta2(0.0, Constant).eps(0.0, Constant).weight_decay(0.0, Constant)),
        (below_one, Plan::lr(0.1, Constant).momentum(below_one, Constant).beta2(below_one, Constant)),
    ] {
        let state = plan.preview(1, 5)?;
        assert_eq!((&state.momentum[..], &state.beta2[..]), (&[value][..], &[value][..]));
    }
    // A base is not a value: here every value is below it.
    let table = LambdaLr::new(|step| if step < 50 { 0.9 } else { 0.95 });
    assert_eq!(Plan::lr(0.1, Constant).momentum(1.0, table).preview(1, 50)?.momentum, [0.95]);
    Ok(())
}

#[test]
fn a_group_with_its_own_value_is_named() {
    let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).momentum_group(1, 1.2, Constant);
    assert_says(plan.preview(2, 0), "momentum[1] at step 0: expected a value that is at least 0 and below 1, found 1.2");
    let plan = Plan::lr(0.1, Constant).eps(1e-8, Constant).eps_group(1, 1e-8, LambdaLr::new(|_| -1.0));
    assert_says(plan.preview(2, 0), "eps[1] at step 0: expected a value that is finite and not negative, found -1e-8");
}

/// Torch's own tests cycle the momentum of SGD between 1 and 22, so the schedules accept these numbers.
#[test]
fn a_momentum_that_cycles_with_the_rate_has_the_same_range() -> Result<()> {
    let one_cycle = OneCycleLr::new(0.1, 10)?.max_momentum(22.0)?;
    assert_says(
        Plan::lr(0.1, one_cycle).preview(1, 0),
        "momentum at step 0: expected a value that is at least 0 and below 1, found 22.0",
    );
    let cyclic = CyclicLr::new(0.1, 0.5)?.step_size_up(4)?.base_momentum(1.0)?;
    let mut scheduler = Scheduler::start(&Plan::lr(0.1, cyclic), 1, &mut DryRun)?;
    scheduler.seek(3, &mut DryRun)?;
    let error = scheduler.step(&mut DryRun).cloned().expect_err("the momentum is 1");
    assert!(matches!(error, Error::OutOfRange { step: 4, found: 1.0, .. }), "{error}");
    Ok(())
}

#[test]
fn a_weight_decay_in_proportion_to_a_negative_rate_is_refused() -> Result<()> {
    let plan = Plan::lr(0.1, Constant.offset(-0.2)?).weight_decay_at_lr(0.01, 0.1);
    let message = "weight_decay at step 0: expected a value that is finite and not negative, found -0.01";
    assert_says(plan.preview(1, 0), message);
    Ok(())
}

#[test]
fn a_check_or_a_description_of_the_plan_names_the_value_too() {
    let message = "momentum at step 0: expected a value that is at least 0 and below 1, found 1.2";
    let plan = Plan::lr(0.1, Constant).momentum(1.2, Constant);
    assert_says(plan.check(1, Some(10)), message);
    assert_says(plan.describe(1, Some(10)).map(|_| ()), message);
    let later = Plan::lr(0.1, Constant).momentum(0.9, LambdaLr::new(|step| if step < 50 { 1.0 } else { 2.0 }));
    let message = "momentum at step 50: expected a value that is at least 0 and below 1, found 1.8";
    assert_says(later.check(1, Some(100)), message);
    assert_eq!(later.check(1, Some(50)), Ok(vec![]));
    let by_factor = Plan::lr(0.1, Constant).momentum(0.9, Constant).momentum_factor(1, 2.0);
    let message = "momentum[1] at step 0: expected a value that is at least 0 and below 1, found 1.8";
    assert_says(by_factor.check(2, Some(10)), message);
}
