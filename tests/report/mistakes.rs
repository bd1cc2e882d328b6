//! Mistakes that the checks once missed, and plans that they once warned about without a reason.

use crate::common::cases;
use tch_lr_scheduler::WarningKind::{self, *};
use tch_lr_scheduler::*;

fn kinds(plan: &Plan, steps: u64) -> Vec<WarningKind> {
    let warnings = plan.check(plan.named_groups(), Some(steps)).unwrap_or_else(|error| panic!("{plan:?}: {error}"));
    warnings.iter().map(|warning| warning.kind).collect()
}

fn cosine(t_max: u64) -> CosineAnnealingLr {
    CosineAnnealingLr::new(t_max).unwrap()
}

#[test]
fn a_mistake_is_named() -> Result<()> {
    let to_zero = |steps| LinearLr::new(1.0, 0.0, steps);
    let restarts = |t_0| CosineAnnealingWarmRestarts::new(t_0);
    let feedback = |base, rule| Plan::lr(base, Constant).reduce_lr_on_plateau(rule);
    let mistakes: Vec<(Plan, u64, WarningKind)> = vec![
        // A fall that does not arrive.
        (Plan::lr(0.1, cosine(200)), 100, CutOff),
        (Plan::lr(0.1, cosine(200).eta_min(1e-3)?), 100, CutOff),
        (Plan::lr(0.1, to_zero(200)?), 100, CutOff),
        (Plan::lr(0.1, PolynomialLr::new(150, 2.0)?), 100, CutOff),
        (Plan::lr(0.1, restarts(30)?), 100, CutOff),
        (Plan::lr(0.1, restarts(10)?.t_mult(2)?), 100, CutOff),
        (Plan::lr(0.1, cosine(40).cycle(40)?.decay(0.5)?), 100, CutOff),
        (Plan::lr(0.1, Constant.then(80, SwaLr::new(0.01)?.anneal_epochs(40))), 100, CutOff),
        (Plan::lr(0.1, Piecewise::starting_at(1.0)?.constant_to(50)?.linear_to(150, 0.0)?), 100, CutOff),
        (Plan::lr(0.1, Wsd::new(5, 60, 70)?), 100, CutOff),
        (Plan::lr(0.1, Wsd::new(5, 120, 30)?), 100, NeverReached),
        (Plan::lr(0.1, Wsd::new(70, 20, 10)?), 100, WarmupTooLong),
        (Plan::lr(0.1, CosineDecay::new(200)?), 100, CutOff),
        (Plan::lr(0.1, Rex::new(200)?), 100, CutOff),
        (Plan::lr(0.1, PolynomialDecay::new(80, 1.0)?.eta_min(0.2)?), 100, FloorAboveBase),
        (Plan::lr(0.1, Constant).momentum(0.9, to_zero(200)?), 100, CutOff),
        (Plan::lr(0.1, Table::values([(0, 0.1), (200, 0.01)])?.linear()), 100, CutOff),
        (Plan::lr(0.1, Table::values([(0, 0.1), (30, 0.05), (120, 0.01)])?), 100, NeverReached),
        (Plan::lr(0.1, Table::values([(0, 0.1), (120, 0.05), (130, 0.01)])?.linear()), 100, NeverReached),
        // A member that the next one cuts off.
        (Plan::lr(0.1, OneCycleLr::new(0.1, 80)?.then(50, Constant)), 100, CutOff),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 80)?.cycle(50)?), 100, CutOff),
        (Plan::lr(0.1, SwaLr::new(0.01)?.anneal_epochs(80).then(50, Constant)), 100, CutOff),
        // A length that counts the warm-up, also a short one.
        (Plan::lr(0.1, cosine(100).warmup(5)?), 100, CountsWarmup),
        (Plan::lr(0.1, cosine(100_000).warmup(500)?), 100_000, CountsWarmup),
        (Plan::lr(0.1, LinearLr::new(0.01, 1.0, 10)?.then(10, PolynomialLr::new(100, 1.0)?)), 100, CountsWarmup),
        // Another unit.
        (Plan::lr(0.1, cosine(35_190)), 90, WrongUnit),
        (Plan::lr(0.1, to_zero(35_190)?), 90, WrongUnit),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 35_190)?), 90, WrongUnit),
        (Plan::lr(0.1, restarts(3_910)?), 90, WrongUnit),
        (Plan::lr(0.1, MultiStepLr::new([11_730, 23_460], 0.1)?), 90, WrongUnit),
        (Plan::lr(0.1, StepLr::new(11_730, 0.1)?), 90, WrongUnit),
        (Plan::lr(0.1, MultiStepLr::new([3, 6, 8], 0.1)?), 100_000, WrongUnit),
        (Plan::lr(0.1, Piecewise::starting_at(1.0)?.linear_to(30, 0.1)?), 100_000, WrongUnit),
        (Plan::lr(0.1, cosine(90)), 35_190, WrongUnit),
        (Plan::lr(0.1, cosine(90).eta_min(1e-3)?.hold(90)), 35_190, WrongUnit),
        (Plan::lr(0.1, ExponentialLr::new(0.5)?.clamp(1e-6, 1.0)?), 10_000, WrongUnit),
        (Plan::lr(1e-3, CyclicLr::new(1e-3, 6e-3)?.step_size_up(10)?), 20_000, WrongUnit),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 90)?), 35_190, WrongUnit),
        (Plan::lr(0.1, cosine(99_995).warmup(5)?), 100_000, WrongUnit),
        (Plan::lr(0.1, ExponentialLr::new(0.99999)?), 90, WrongUnit),
        // A rate below 0.
        (Plan::lr(0.1, LambdaLr::new(|time| 1.0 - time as f64 / 10.0)), 14, Negative),
        (Plan::lr(0.1, ExponentialLr::new(0.9)?.offset(-0.02)?), 100, Negative),
        // A rate of almost 0.
        (Plan::lr(0.1, to_zero(10)?), 1_000, NearZero),
        (Plan::lr(0.1, ExponentialLr::new(0.5)?), 10_000, NearZero),
        (Plan::lr(0.1, StepLr::new(30, 0.1)?), 10_000, NearZero),
        (Plan::lr(0.1, MultiStepLr::new([30, 60], 0.0)?), 90, NearZero),
        (Plan::lr(0.1, cosine(10).cycle(10)?.decay(0.5)?), 1_000, NearZero),
        (Plan::lr(0.1, cosine(10).eta_min(1e-5)?.cycle(10)?.decay(0.5)?), 1_000, NearZero),
        (Plan::lr(0.1, restarts(10)?.times(ExponentialLr::new(0.9)?)), 1_000, NearZero),
        // A rule that cannot act.
        (feedback(1e-9, ReduceLrOnPlateau::new()), 100, NeverReduces),
        (feedback(0.1, ReduceLrOnPlateau::new().eps(0.2)?), 100, NeverReduces),
        (feedback(0.1, ReduceLrOnPlateau::new().patience(99)), 100, NeverReduces),
        (feedback(0.1, ReduceLrOnPlateau::new().during(95..)), 100, NeverReduces),
        (feedback(0.1, ReduceLrOnPlateau::new().min_lr(0.1)?), 100, FloorAboveBase),
        // A base without an effect.
        (Plan::lr(5.0, OneCycleLr::new(0.1, 100)?), 100, IgnoresBase),
        (Plan::lr(5.0, CyclicLr::new(0.01, 0.1)?.step_size_up(10)?), 100, IgnoresBase),
        (Plan::lr_groups([0.01, 0.1].map(|base| (base, OneCycleLr::new(0.1, 100).unwrap()))), 100, IgnoresBase),
        (Plan::lr(1e-9, OneCycleLr::new(0.1, 100)?), 100, IgnoresBase),
        (Plan::lr(5.0, Table::values([(0, 0.1), (50, 0.01)])?), 100, IgnoresBase),
        // Rates that are read as factors, and factors that are read as rates.
        (Plan::lr(1e-3, Table::values([(0, 1.0), (50, 0.1)])?), 100, IgnoresBase),
        (Plan::lr(1e-3, LambdaLr::of(Function::table([(0, 1e-3), (50, 1e-4)])?)), 100, WrongUnit),
        (Plan::lr(1e-3, Piecewise::starting_at(1e-4)?.linear_to(50, 1e-3)?.linear_to(100, 0.0)?), 100, WrongUnit),
        // A schedule without an effect.
        (Plan::lr(0.1, cosine(100).eta_min(0.1)?), 100, FloorAboveBase),
        (Plan::lr(0.1, cosine(100).clamp(0.0, 1e-9)?), 100, NoEffect),
        (Plan::lr(0.1, CosineDecay::new(100)?.alpha(1.0)?), 100, NoEffect),
        (Plan::lr(0.1, MultiStepLr::new([0, 60], 0.1)?), 100, NeverReached),
        (Plan::lr(0.1, MultiStepLr::new([60, 60, 80], 0.1)?), 100, Jump),
        (Plan::lr(0.1, ConstantLr::new(0.1, 2_000)?), 1_000, WarmupTooLong),
        (Plan::lr(0.1, LinearLr::new(1.0 / 3.0, 1.0, 5)?), 1_000, EndsEarly),
        (Plan::lr(0.0, cosine(100)), 100, NearZero),
        (Plan::lr_groups([(0.0, cosine(100)), (0.0, cosine(50))]), 100, NearZero),
        (Plan::lr(0.1, StepLr::new(30, 0.0)?), 90, NearZero),
        (Plan::lr(0.1, Wsd::new(100, 500, 100)?), 1_000, NearZero),
        // A one-cycle schedule that is turned around, or hardly falls.
        (Plan::lr(0.1, OneCycleLr::new(0.1, 100)?.div_factor(0.1)?), 100, FloorAboveBase),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 100)?.final_div_factor(0.01)?), 100, FloorAboveBase),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 100)?.pct_start(0.9)?), 100, WarmupTooLong),
        (Plan::lr(1.0, RangeRamp::exponential(1e-7, 1.0, 100)?), 1_000, EndsEarly),
        (Plan::lr(0.1, InfiniteLr::new(10, 100, 0.5)?.anneal(500, 100, 0.01)?), 400, NeverReached),
        (Plan::lr(0.1, InfiniteLr::new(10, 100, 0.5)?.anneal(500, 100, 0.01)?), 540, CutOff),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 95)?.warmup(5)?), 100, WarmupTooLong),
        (Plan::lr(0.1, Noam::from_base(10)?.warmup(5)?), 100, WarmupTooLong),
        // A rule that hardly acts, or always.
        (Plan::lr(1e-4, Constant).feedback(GreedyLr::new()), 1_000, FloorAboveBase),
        (Plan::lr(0.1, Constant).feedback(SpikeGuard::new().after(200)), 100, NeverReduces),
        (feedback(0.1, ReduceLrOnPlateau::new().factor(0.999)?), 100, NeverReduces),
        (feedback(0.1, ReduceLrOnPlateau::new().threshold(1.5)?), 100, WrongUnit),
        (feedback(0.1, ReduceLrOnPlateau::new().threshold(1.0)?.mode(Mode::Max)), 100, WrongUnit),
        // Growth.
        (Plan::lr(0.1, ExponentialLr::new(1.01)?), 100, GrowsWithoutBound),
        (Plan::lr(0.1, StepLr::new(30, 10.0)?), 100, GrowsWithoutBound),
        (Plan::lr(0.1, MultiStepLr::new([30, 60], 10.0)?), 90, GrowsWithoutBound),
        (Plan::lr(0.1, LambdaLr::new(|step| (1 + step * step) as f64)), 100, GrowsWithoutBound),
        // Warm-ups.
        (Plan::lr(0.1, Constant.warmup(60)?), 100, WarmupTooLong),
        (Plan::lr(0.1, cosine(100).warmup_beside(120)?), 100, WarmupTooLong),
    ];
    for (plan, steps, kind) in mistakes {
        assert!(kinds(&plan, steps).contains(&kind), "{plan:?}: {:?} without {kind:?}", plan.check(1, Some(steps)));
    }
    Ok(())
}

#[test]
fn what_is_as_it_should_be_raises_no_warning() -> Result<()> {
    let trapezoid = || Piecewise::starting_at(0.1)?.linear_to(10, 1.0)?.constant_to(80)?.linear_to(100, 0.0);
    let good: Vec<(Plan, u64)> = vec![
        // A last point at the end of the run, of a member or of a cycle.
        (Plan::lr(0.1, trapezoid()?), 100),
        (Plan::lr(0.1, trapezoid()?.cycle(100)?), 300),
        (Plan::lr(0.1, trapezoid()?.then(100, cosine(50))), 150),
        (Plan::lr(0.1, Constant.then(90, SwaLr::new(0.05)?)), 100),
        (Plan::lr(0.1, Constant.warmup(10)?.then(10, cosine(90))), 100),
        (Plan::lr(0.1, Constant.scale(0.02)?.then(50, Constant.warmup(50)?)), 100),
        (Plan::lr(0.1, OneCycleLr::new(0.1, 80)?.hold(50)), 100),
        (Plan::lr(0.1, Table::values([(0, 0.1), (100, 0.05)])?.linear()), 100),
        // Values that rise on purpose.
        (Plan::lr(0.1, cosine(100)).weight_decay(0.04, cosine(100).eta_min(0.4)?), 100),
        (Plan::lr(0.1, cosine(100)).scalar("momentum", 0.996, cosine(100).eta_min(1.0)?), 100),
        (Plan::lr(0.1, cosine(100)).scalar("batch_size", 32.0, MultiStepLr::new([2, 4], 2.0)?), 100),
        // Groups that are frozen on purpose.
        (Plan::lr(0.1, Constant).lr_group(1, 0.0, cosine(100)), 100),
        (Plan::lr(0.1, Constant).lr_factor(1, 0.0), 100),
        (Plan::lr(0.1, Constant).lr_group(1, 0.1, Constant.frozen_until(1)), 100),
        (Plan::lr(0.1, Constant).lr_group(1, 0.1, LambdaLr::new(|step| if step < 20 { 0.0 } else { 1.0 })), 100),
        (Plan::lr(0.1, Constant).lr_group(1, 0.1, Piecewise::starting_at(0.0)?.constant_to(20)?.linear_to(20, 1.0)?), 100),
        // One early decay.
        (Plan::lr(0.1, MultiStepLr::new([5], 0.1)?), 100),
        // A first step at 0 is one of many.
        (Plan::lr(0.1, cosine(9_000).warmup_with(Warmup::from_zero(1_000)?)), 10_000),
        // Differences of one step are a matter of taste.
        (Plan::lr(0.1, cosine(101)), 100),
        (Plan::lr(0.1, CosineAnnealingWarmRestarts::new(20)?), 101),
        // A base beside a table of rates, and factors that are small for one group.
        (Plan::lr(1.0, Table::values([(0, 0.1), (50, 0.01)])?), 100),
        (Plan::lr(7e-4, Noam::new(512, 4_000)?), 100_000),
        (Plan::lr(0.1, Table::factors([(0, 1.0), (50, 0.1)])?), 100),
        (Plan::lr(1e-3, Piecewise::starting_at(0.0)?.linear_to(10, 1.0)?.linear_to(1_000, 0.001)?), 1_000),
        // Thresholds that are absolute, and rules with many small reductions.
        (
            Plan::lr(0.1, Constant)
                .reduce_lr_on_plateau(ReduceLrOnPlateau::new().threshold(1.5)?.threshold_mode(ThresholdMode::Abs)),
            100,
        ),
        (Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(0.99)?.patience(0)), 100),
        // A constant rate on purpose.
        (Plan::lr(0.1, ExponentialLr::new(1.0)?), 100),
        (Plan::lr(0.1, ConstantLr::new(0.1, 5)?), 100),
        (Plan::lr(0.1, cosine(50).then(50, ConstantLr::new(0.01, 1_000_000)?)), 100),
        (Plan::lr(0.0, Constant), 100),
        (Plan::lr(0.1, cosine(100)).lr_factor(0, 0.0), 100),
        // Members of which another one may be used.
        (Plan::lr(0.1, LinearLr::new(0.001, 1.0, 4_000)?.min(LambdaLr::new(|step| 10.0 / ((step + 1) as f64).sqrt()))), 5_000),
        // The rule acts on the rate after the warm-up.
        (Plan::lr(1e-3, Constant.warmup_with(Warmup::from_floor(1e-6, 10)?)).reduce_lr_on_plateau(ReduceLrOnPlateau::new()), 100),
    ];
    for (plan, steps) in good {
        assert_eq!(kinds(&plan, steps), [], "{plan:?}: {:?}", plan.check(plan.named_groups(), Some(steps)));
    }
    Ok(())
}

/// Steps at which the rate has no effect any more have no jumps.
#[test]
fn a_negligible_rate_does_not_jump() -> Result<()> {
    let warnings = Plan::lr(0.1, StepLr::new(3, 0.1)?).check(1, Some(3_000))?;
    assert!(warnings.iter().all(|warning| warning.kind != Jump), "{warnings:?}");
    Ok(())
}

#[test]
fn groups_that_have_the_same_mistake_have_one_warning() -> Result<()> {
    let by_factor = (0..28).fold(Plan::lr(0.1, cosine(200)), |plan, group| plan.lr_factor(group, 0.9f64.powi(group as i32)));
    let warnings = by_factor.check(28, Some(100))?;
    assert_eq!((warnings.len(), warnings[0].subject.as_str()), (1, "lr"));

    let by_base = Plan::lr_groups((1..=28).map(|group| (0.01 * f64::from(group), cosine(200))));
    let warnings = by_base.check(28, Some(100))?;
    assert_eq!((warnings.len(), warnings[0].subject.as_str()), (1, "lr"));
    assert!(warnings[0].message.starts_with("groups 0 to 27: t_max is 200, "), "{}", warnings[0]);

    let by_rate = Plan::lr_groups((1..=28).map(|group| {
        let max_lr = 0.01 * f64::from(group);
        (max_lr, OneCycleLr::new(max_lr, 90).unwrap())
    }));
    assert_eq!(by_rate.check(28, Some(100))?.len(), 1);

    let some = Plan::lr(0.1, cosine(100)).lr_group(1, 0.1, cosine(200)).lr_group(3, 0.2, cosine(200)).expect_groups(5);
    let warnings = some.check(5, Some(100))?;
    assert_eq!((warnings.len(), warnings[0].subject.as_str()), (1, "lr, groups 1 and 3"));
    Ok(())
}

#[test]
fn a_sequence_of_very_many_members_has_few_warnings_of_a_kind() -> Result<()> {
    let members = (0..5_000).map(|_| SwaLr::new(0.01).unwrap());
    let plan = Plan::lr(0.1, SequentialLr::new(members, 1..5_000)?);
    let warnings = plan.check(1, Some(10_000))?;
    assert_eq!(warnings.len(), 16);
    assert!(warnings[15].message.ends_with("Of this kind, 4,983 more warnings are left out"), "{}", warnings[15]);
    Ok(())
}

#[test]
fn a_very_long_run_is_checked_without_computing_every_step() -> Result<()> {
    const LONG: u64 = 1_000_000_000_000;
    let chain = || ChainedScheduler::new([cosine(LONG).boxed(), MultiplicativeLr::new(|_| 1.0).boxed()]);
    let refused = |plan: Plan, steps| match plan.check(1, Some(steps)) {
        Err(error) => assert!(error.to_string().contains("a schedule without a closed form"), "{error}"),
        Ok(warnings) => panic!("{warnings:?}"),
    };
    for steps in [LONG, u64::MAX] {
        refused(Plan::lr(0.1, MultiplicativeLr::new(|_| 0.999)), steps);
        refused(Plan::lr(0.1, MultiplicativeLr::new(|_| 0.999).cycle(LONG / 3)?), steps);
        refused(Plan::lr(0.1, chain()?).reduce_lr_on_plateau(ReduceLrOnPlateau::new()), steps);
        Plan::lr(0.1, StepLr::new(1, 0.5)?).check(1, Some(steps))?;
        Plan::lr(0.1, CosineAnnealingWarmRestarts::new(1)?.t_mult(2)?).check(1, Some(steps))?;
    }
    for case in cases::all().into_iter().filter(|case| case.walks) {
        refused(Plan::lr(0.1, case.schedule()), u64::MAX);
    }
    Ok(())
}

/// A group of a list of bases may have a schedule that multiplies its values, which is not in the list.
#[test]
fn a_warning_about_the_factor_of_a_group_in_a_list_has_its_place() -> Result<()> {
    let file = "total_steps = 100\n[lr]\neach = [{ base = 0.1 }, { base = 0.2 }]\n[lr.groups.1]\ntimes = { type = 'LinearLR', start_factor = 1, \
                end_factor = 0, total_iters = 200 }";
    let warning = PlanSpec::from_toml(file)?.check(2, None)?.remove(0);
    assert_eq!((warning.kind, warning.path.as_str()), (CutOff, "lr.groups.1.times.total_iters"), "{warning}");
    assert_eq!(warning.position.map(|position| position.line), Some(5));
    Ok(())
}

/// The length of a one-cycle schedule may be given in epochs.
#[test]
fn a_warning_names_the_epochs_of_a_one_cycle_schedule() -> Result<()> {
    let file = "total_steps = 30\n[lr]\nbase = 0.004\nschedule = { type = 'OneCycleLR', max_lr = 0.1, epochs = 30, steps_per_epoch = 391 }";
    let warning = PlanSpec::from_toml(file)?.check(1, None)?.remove(0);
    assert_eq!(warning.path, "lr.schedule.epochs");
    assert!(
        warning.message.starts_with("lr.schedule.epochs times steps_per_epoch is 11,730, and the run has 30 steps"),
        "{warning}"
    );
    Ok(())
}

/// A warning about a file names what stands in the file, whichever spelling that is.
#[test]
fn a_warning_spells_names_as_the_file_does() -> Result<()> {
    let message = |schedule: &str| -> Result<String> {
        let spec = PlanSpec::from_toml(&format!("total_steps = 90\nlr = {{ base = 1, schedule = {{ {schedule} }} }}"))?;
        Ok(spec.check(1, None)?.remove(0).message)
    };
    let torch = message("type = 'CosineAnnealingLR', T_max = 35190")?;
    assert!(torch.starts_with("lr.schedule.T_max is 35,190") && torch.ends_with("write T_max = 90"), "{torch}");
    let rust = message("type = 'CosineAnnealingLr', t_max = 35190")?;
    assert!(rust.starts_with("lr.schedule.t_max is 35,190") && rust.ends_with("write t_max = 90"), "{rust}");
    Ok(())
}
