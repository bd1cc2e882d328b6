//! Every argument beyond every end of its range: an error that names schedule, parameter, bound and value.

use std::fmt::Debug;
use tch_lr_scheduler::*;

#[track_caller]
fn assert_rejected<S: Debug>(found: Result<S>, owner: &str, parameter: &str, bound: &str, value: &str) {
    let error = found.expect_err(&format!("{owner}: {parameter} {value}"));
    assert_eq!(error.to_string(), format!("{owner}: {parameter} must be {bound}, found {value}"));
    assert!(matches!(error, Error::Parameter { .. }));
}

const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;

/// Each value that is not `bound`, given to `build`.
#[track_caller]
fn reject<S: Debug>(owner: &str, parameter: &str, bound: &str, values: &[f64], build: impl Fn(f64) -> Result<S>) {
    for &value in values {
        assert_rejected(build(value), owner, parameter, bound, &format!("{value:?}"));
    }
}

const NOT_FINITE: [f64; 3] = [NAN, INF, -INF];
const NEGATIVE_OR_NOT_FINITE: [f64; 5] = [NAN, INF, -INF, -1.0, -5e-324];
const NOT_ABOVE_ZERO: [f64; 6] = [NAN, INF, -INF, -1.0, 0.0, -0.0];
const NO_FRACTION: [f64; 6] = [NAN, INF, -INF, -1.0, -5e-324, 1.0000000000000002];
const NO_FRACTION_ABOVE_ZERO: [f64; 7] = [NAN, INF, -INF, -1.0, 0.0, 1.5, 1.0000000000000002];

#[test]
fn closed_forms_reject() {
    let (not_negative, fraction, positive) = ("finite and not negative", "from 0 to 1", "above 0 and at most 1");
    reject("StepLr", "gamma", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| StepLr::new(3, value));
    reject("MultiStepLr", "gamma", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| MultiStepLr::new([3], value));
    reject("ExponentialLr", "gamma", not_negative, &NEGATIVE_OR_NOT_FINITE, ExponentialLr::new);
    reject("PolynomialLr", "power", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| PolynomialLr::new(3, value));
    reject("ConstantLr", "factor", positive, &NO_FRACTION_ABOVE_ZERO, |value| ConstantLr::new(value, 3));
    reject("LinearLr", "start_factor", positive, &NO_FRACTION_ABOVE_ZERO, |value| LinearLr::new(value, 1.0, 3));
    reject("LinearLr", "end_factor", fraction, &NO_FRACTION, |value| LinearLr::new(1.0, value, 3));
    reject("CosineAnnealingLr", "eta_min", "finite", &NOT_FINITE, |value| CosineAnnealingLr::new(3)?.eta_min(value));
    reject("CosineAnnealingWarmRestarts", "eta_min", "finite", &NOT_FINITE, |value| {
        CosineAnnealingWarmRestarts::new(3)?.eta_min(value)
    });
    reject("SwaLr", "swa_lr", not_negative, &NEGATIVE_OR_NOT_FINITE, SwaLr::new);

    assert_rejected(StepLr::new(0, 0.5), "StepLr", "step_size", "at least 1", "0");
    assert_rejected(LinearLr::new(0.5, 1.0, 0), "LinearLr", "total_iters", "at least 1", "0");
    assert_rejected(PolynomialLr::new(0, 1.0), "PolynomialLr", "total_iters", "at least 1", "0");
    assert_rejected(CosineAnnealingLr::new(0), "CosineAnnealingLr", "t_max", "at least 1", "0");
    assert_rejected(CosineAnnealingWarmRestarts::new(0), "CosineAnnealingWarmRestarts", "t_0", "at least 1", "0");
    let no_growth = CosineAnnealingWarmRestarts::new(1).and_then(|schedule| schedule.t_mult(0));
    assert_rejected(no_growth, "CosineAnnealingWarmRestarts", "t_mult", "at least 1", "0");
    assert_rejected(MultiStepLr::new([], 0.5), "MultiStepLr", "milestones", "at least one step", "[]");
    assert_rejected(MultiStepLr::new([5, 9, 8], 0.5), "MultiStepLr", "milestones", "non-decreasing", "8 after 9");
    let bound = "small enough that gamma^len(milestones) is finite";
    assert_rejected(MultiStepLr::new([1, 2], 1e200), "MultiStepLr", "gamma", bound, "1e200");
}

#[test]
fn cycles_reject() {
    let not_negative = "finite and not negative";
    let cyclic = || CyclicLr::new(0.1, 1.0);
    reject("CyclicLr", "base_lr", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| CyclicLr::new(value, 1.0));
    reject("CyclicLr", "max_lr", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| CyclicLr::new(1.0, value));
    reject("CyclicLr", "gamma", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| cyclic()?.gamma(value));
    reject("CyclicLr", "base_momentum", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| cyclic()?.base_momentum(value));
    reject("CyclicLr", "max_momentum", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| cyclic()?.max_momentum(value));
    assert_rejected(cyclic().and_then(|schedule| schedule.step_size_up(0)), "CyclicLr", "step_size_up", "at least 1", "0");

    let one_cycle = || OneCycleLr::new(0.1, 50);
    reject("OneCycleLr", "max_lr", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| OneCycleLr::new(value, 50));
    reject("OneCycleLr", "pct_start", "from 0 to 1", &NO_FRACTION, |value| one_cycle()?.pct_start(value));
    let in_three = [NAN, INF, -0.1, 0.5000000000000001, 1.0];
    reject("OneCycleLr", "pct_start", "from 0 to 0.5 with three phases", &in_three, |value| {
        one_cycle()?.three_phase(true)?.pct_start(value)
    });
    let bound = "such that pct_start * total_steps is not 1, for the rise has one step less";
    reject("OneCycleLr", "pct_start", bound, &[0.02], |value| one_cycle()?.pct_start(value));
    reject("OneCycleLr", "div_factor", "finite and above 0", &NOT_ABOVE_ZERO, |value| one_cycle()?.div_factor(value));
    reject("OneCycleLr", "final_div_factor", "finite and above 0", &NOT_ABOVE_ZERO, |value| one_cycle()?.final_div_factor(value));
    reject("OneCycleLr", "div_factor", "large enough that max_lr / div_factor is finite", &[1e-10], |value| {
        OneCycleLr::new(1e300, 50)?.div_factor(value)
    });
    reject("OneCycleLr", "final_div_factor", "large enough that the last rate is finite", &[1e-308], |value| {
        OneCycleLr::new(1e300, 50)?.final_div_factor(value)
    });
    reject("OneCycleLr", "base_momentum", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| one_cycle()?.base_momentum(value));
    reject("OneCycleLr", "max_momentum", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| one_cycle()?.max_momentum(value));
    assert_rejected(OneCycleLr::new(0.1, 0), "OneCycleLr", "total_steps", "at least 1", "0");
    assert_rejected(OneCycleLr::epochs(0.1, 0, 5), "OneCycleLr", "epochs", "at least 1", "0");
    assert_rejected(OneCycleLr::epochs(0.1, 5, 0), "OneCycleLr", "steps_per_epoch", "at least 1", "0");
}

#[test]
fn composites_reject() {
    let none = || Vec::<Constant>::new();
    assert_rejected(ChainedScheduler::new(none()), "ChainedScheduler", "schedules", "at least one", "0");
    assert_rejected(SequentialLr::new(none(), []), "SequentialLr", "schedules", "at least one", "0");
    for milestones in [vec![], vec![1, 2]] {
        let (bound, found) = ("one fewer than the 2 schedules", milestones.len().to_string());
        assert_rejected(SequentialLr::new([Constant, Constant], milestones), "SequentialLr", "milestones", bound, &found);
    }
    let unsorted = SequentialLr::new([Constant; 4], [7, 9, 8]);
    assert_rejected(unsorted, "SequentialLr", "milestones", "non-decreasing", "8 after 9");
}

#[test]
fn combinators_reject() {
    let not_negative = "finite and not negative";
    assert_rejected(Constant.warmup(0), "warmup", "steps", "at least 1", "0");
    assert_rejected(Warmup::from_zero(0), "warmup", "steps", "at least 1", "0");
    assert_rejected(Warmup::from_first_step(0), "warmup", "steps", "at least 1", "0");
    assert_rejected(Warmup::from_floor(0.5, 0), "warmup", "steps", "at least 1", "0");
    reject("warmup", "floor", "from 0 to 1", &NO_FRACTION, |value| Warmup::from_floor(value, 5));
    assert_rejected(Constant.cycle(0), "cycle", "period", "at least 1", "0");
    reject("cycle", "decay", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| Constant.cycle(5)?.decay(value));
    assert_rejected(Constant.every(0), "every", "steps", "at least 1", "0");
    assert_rejected(Constant.stretch(0), "stretch", "steps", "at least 1", "0");
    reject("scale", "factor", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| Constant.scale(value));
    reject("shift", "amount", "finite", &NOT_FINITE, |value| Constant.shift(value));
    reject("clamp", "high", "finite and at least low, 0.5", &[NAN, INF, -INF, 0.4], |value| Constant.clamp(0.5, value));
    reject("clamp", "low", "finite", &[-INF], |value| Constant.clamp(value, 0.5));
    reject("clamp", "high", "finite and at least low, NaN", &[0.5], |value| Constant.clamp(NAN, value));
}

#[test]
fn curves_through_points_reject() {
    let not_negative = "finite and not negative";
    let curve = || Piecewise::starting_at(1.0)?.linear_to(9, 0.5);
    reject("Piecewise", "factor", not_negative, &NEGATIVE_OR_NOT_FINITE, Piecewise::starting_at);
    reject("Piecewise", "factor", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| curve()?.linear_to(10, value));
    reject("Piecewise", "factor", not_negative, &NEGATIVE_OR_NOT_FINITE, |value| curve()?.cosine_to(10, value));
    let bound = "at or after the last point, 9";
    let back = [
        curve().and_then(|c| c.constant_to(8)),
        curve().and_then(|c| c.linear_to(8, 0.1)),
        curve().and_then(|c| c.cosine_to(8, 0.1)),
    ];
    for rejected in back {
        assert_rejected(rejected, "Piecewise", "step", bound, "8");
    }
}

#[test]
fn a_time_that_is_none_is_rejected_and_nothing_moves() -> Result<()> {
    let plan = Plan::lr(0.1, CosineAnnealingWarmRestarts::new(10)?);
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    scheduler.seek(3, &mut DryRun)?;
    let before = scheduler.state().clone();
    reject("Scheduler", "time", "finite and not negative", &NEGATIVE_OR_NOT_FINITE, |time| {
        Scheduler::start(&plan, 1, &mut DryRun)?.seek_time(time, &mut DryRun).cloned()
    });
    assert!(scheduler.seek_time(NAN, &mut DryRun).is_err());
    assert_eq!(scheduler.state(), &before);
    Ok(())
}

#[test]
fn a_function_that_gives_no_number_is_an_error_and_nothing_moves() -> Result<()> {
    let wrong: [(&str, Box<dyn Schedule>); 3] = [
        ("LambdaLr", LambdaLr::new(|step| if step == 5 { NAN } else { 1.0 }).boxed()),
        ("MultiplicativeLr", MultiplicativeLr::new(|step| if step == 5 { NAN } else { 1.0 }).boxed()),
        ("CyclicLr", CyclicLr::new(0.1, 0.2)?.scale_fn(ScaleMode::Iterations, |time| if time == 5.0 { NAN } else { 1.0 }).boxed()),
    ];
    for (name, schedule) in wrong {
        let mut scheduler = Scheduler::start(&Plan::lr(0.1, schedule), 1, &mut DryRun)?;
        scheduler.seek(4, &mut DryRun)?;
        let error = scheduler.step(&mut DryRun).cloned().expect_err(name);
        assert_eq!(error.to_string(), "lr[0] at step 5: expected a finite value, found NaN", "{name}");
        assert_eq!(scheduler.state().step, 4, "{name}");
    }
    Ok(())
}
