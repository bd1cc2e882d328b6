//! The sentences of schedules whose descriptions were untrue once, and of their relatives.

use tch_lr_scheduler::*;

fn of(schedule: &dyn Schedule, steps: u64) -> String {
    Summary::of(schedule, 0.1, Some(steps)).sentence().into()
}

#[test]
fn stairs_and_lines_are_told_apart() -> Result<()> {
    let cosine = CosineAnnealingLr::new(10)?;
    assert_eq!(of(&cosine.every(100)?, 1_000), "cosine in stairs of 100 steps from 0.1 to 0 at 1,000");
    assert_eq!(of(&cosine.stretch(100)?, 1_000), "cosine from 0.1 to 0 at 1,000");
    let decay = ExponentialLr::new(0.5)?;
    assert_eq!(of(&decay.every(20)?, 100), "0.1, times 0.5 every 20 steps");
    assert_eq!(of(&decay.stretch(20)?, 101), "exponential from 0.1 to 0.003125 at 100");
    assert_eq!(Summary::of(&decay.stretch(20)?, 0.1, None).sentence(), "exponential from 0.1, times 0.5 per 20 steps");
    Ok(())
}

#[test]
fn jumps_are_described_with_their_values() -> Result<()> {
    let jump = Piecewise::starting_at(1.0)?.constant_to(50)?.linear_to(50, 0.1)?;
    assert_eq!(of(&jump, 100), "0.1, 0.01 from step 50");
    assert_eq!(of(&jump.clone().constant_to(60)?.linear_to(80, 0.0)?, 100), "0.1, 0.01 until 60, linear to 0 at 80, then constant");
    let fall = Piecewise::starting_at(1.0)?.linear_to(10, 0.5)?.linear_to(10, 0.2)?.cosine_to(20, 0.0)?;
    assert_eq!(of(&fall, 20), "linear from 0.1 to 0.055 at 9; then cosine from 0.02 to 0 at 20");
    Ok(())
}

#[test]
fn a_member_that_is_cut_arrives_where_it_is_cut() -> Result<()> {
    let cut = CosineAnnealingLr::new(100)?.then(75, SwaLr::new(0.05)?.anneal_epochs(5));
    assert_eq!(of(&cut, 100), "part of a cosine from 0.1 to 0.0157726 at 74, cosine to 0.05 at 80, then constant");
    assert_eq!(of(&CosineAnnealingLr::new(200)?, 101), "part of a cosine from 0.1 to 0.05 at 100");
    assert_eq!(of(&CosineAnnealingLr::new(50)?.hold(25), 100), "part of a cosine from 0.1 to 0.05 at 25, then constant");
    Ok(())
}

#[test]
fn a_member_that_continues_starts_from_the_value_in_force() -> Result<()> {
    let rise = LinearLr::new(0.1, 1.0, 5)?;
    let kept = rise.then(5, MultiplicativeLr::of(Function::constant(1.0)?));
    assert_eq!(Summary::of(&kept, 1e-3, Some(50)).sentence(), "linear warm-up from 1e-4 to 8.2e-4 at 4, then constant");
    let falling = rise.then(5, MultiplicativeLr::of(Function::constant(0.5)?));
    assert_eq!(of(&falling, 50), "linear warm-up from 0.01 to 0.082 at 4; then 0.041, times 0.5 every step");
    Ok(())
}

#[test]
fn combinations_are_described_by_their_values() -> Result<()> {
    let cosine = CosineAnnealingLr::new(100)?;
    assert_eq!(of(&cosine.clamp(0.05, 1.0)?, 100), "part of a cosine from 0.1 to 0.05 at 50, then constant");
    assert_eq!(of(&cosine.offset(0.01)?, 100), "cosine from 0.11 to 0.01 at 100");
    assert_eq!(of(&cosine.times(Constant.scale(0.5)?), 100), "cosine from 0.05 to 0 at 100");
    let line = LinearLr::new(1.0, 0.5, 100)?;
    assert_eq!(of(&cosine.times(line), 100), "cosine times linear from 0.1 to 1.24594e-5 at 99");
    assert_eq!(of(&line.min(ConstantLr::new(0.75, 1_000)?), 101), "0.075 until 50, linear to 0.05 at 100");
    Ok(())
}

#[test]
fn stairs_in_a_combination_are_said() -> Result<()> {
    let (cosine, stairs) = (CosineAnnealingLr::new(40)?, StepLr::new(10, 0.1)?);
    let sentence = of(&cosine.times(stairs), 40);
    assert!(
        sentence.starts_with("part of a cosine from 0.1 to 0.0880203 at 9; then part of a cosine from 0.00853553 to "),
        "{sentence}"
    );
    assert_eq!(of(&stairs.warmup_beside(4)?, 20), "linear warm-up from 0.025 to 0.1 at 3, times 0.1 every 10 steps from step 10");
    let many = of(&cosine.plus(StepLr::new(2, 0.9)?), 40);
    assert!(many.starts_with("cosine plus stairs of 2 steps from 0.2 to "), "{many}");
    assert!(!many.contains("exponential"), "{many}");
    Ok(())
}

#[test]
fn an_end_after_which_steps_are_errors_is_no_constant() -> Result<()> {
    let cosine = CosineAnnealingLr::new(50)?;
    let ends = cosine.past_end(50, EndPolicy::Error);
    assert_eq!(Summary::of(&ends, 0.1, None).sentence(), "cosine from 0.1 to 0 at 50; then an error from step 51");
    assert_eq!(of(&ends, 51), "cosine from 0.1 to 0 at 50");
    assert_eq!(of(&ends, 60), "cosine from 0.1 to 0 at 50; then an error from step 51");
    assert_eq!(
        Summary::of(&ends.warmup(5)?, 0.1, None).sentence(),
        "linear warm-up from 0.02 to 0.1 at 4, cosine to 0 at 55; then an error from step 56"
    );
    let within = cosine.past_end(50, EndPolicy::Error).hold(20);
    assert!(of(&within, 60).ends_with("then constant"), "{}", of(&within, 60));
    assert_eq!(of(&Constant.past_end(9, EndPolicy::Error), 60), "0.1 until 10; then an error from step 10");
    Ok(())
}

#[test]
fn a_rate_that_is_constant_is_not_said_to_change() -> Result<()> {
    assert_eq!(of(&PolynomialLr::new(50, 0.0)?, 100), "constant 0.1");
    assert_eq!(of(&CosineAnnealingLr::new(50)?.eta_min(0.1)?, 100), "constant 0.1");
    assert_eq!(of(&StepLr::new(100, 0.5)?, 100), "constant 0.1");
    assert_eq!(Summary::of(&CosineAnnealingLr::new(50)?.warmup(5)?, 0.0, Some(100)).sentence(), "constant 0");
    Ok(())
}

#[test]
fn very_large_steps_are_described_at_once() -> Result<()> {
    let far = 1_000_000_000_000_000;
    assert_eq!(of(&CosineAnnealingLr::new(far)?, far), "cosine from 0.1 to 0 at 1,000,000,000,000,000");
    let decay = LinearLr::new(0.1, 1.0, 5)?.then(5, MultiplicativeLr::new(|_| 0.9));
    assert_eq!(
        of(&decay, far),
        "linear warm-up from 0.01 to 0.082 at 4; then running product of a function from 0.0738 until 1,000,000,000,000,000"
    );
    Ok(())
}

#[test]
fn deeply_nested_schedules_are_described_at_once() -> Result<()> {
    let (mut cycles, mut stairs, mut period) = (Constant.scale(0.5)?.boxed(), StepLr::new(2, 0.9)?.boxed(), 1_u64);
    for level in 0..12 {
        period = period.saturating_mul(30);
        cycles = cycles.warmup(2)?.cycle(period)?.boxed();
        stairs = stairs.min(StepLr::new(level + 2, 0.8)?).boxed();
    }
    for schedule in [cycles, stairs] {
        let summary = Summary::of(&schedule, 0.1, Some(1_000_000_000_000_000));
        assert!(!summary.sentence().is_empty() && summary.phases().len() < 5_000, "{}", summary.phases().len());
    }
    Ok(())
}

#[test]
fn a_feedback_rule_is_described_in_full() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().mode(Mode::Max).threshold(0.01)?.threshold_mode(ThresholdMode::Abs).cooldown(3);
    let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule.min_lr(1e-6)?.eps(1e-9)?.during(10..90));
    let described = plan.describe(1, None)?.remove(1);
    assert_eq!(
        described.sentence,
        "multiplies the rate by 0.1 after more than 10 metrics in a row that are not better (higher than the best by more than \
         0.01); cooldown of 3 metrics, min_lr 1e-6, eps 1e-9, from step 10 until 90"
    );
    Ok(())
}

#[test]
fn the_momentum_of_a_schedule_is_described_by_its_values() -> Result<()> {
    let described = Plan::lr(0.1, OneCycleLr::new(0.1, 100)?).describe(1, Some(100))?;
    assert_eq!(described[1].to_string().lines().next(), Some("momentum: cosine from 0.95 to 0.85 at 29, cosine to 0.95 at 99"));
    Ok(())
}

#[test]
fn a_sequence_of_very_many_members_that_continue_is_described_at_once() -> Result<()> {
    let members = (0..100_000).map(|_| SwaLr::new(0.01).unwrap());
    let said = of(&SequentialLr::new(members, 1..100_000)?, 1_000_000);
    assert_eq!(said, "0.1 until 99,999, cosine to 0.01 at 100,009, then constant");
    Ok(())
}
