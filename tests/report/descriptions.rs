//! The description of a plan: its sentences and key numbers.

use crate::common::cases;
use approx::assert_relative_eq;
use tch_lr_scheduler::*;

#[test]
fn every_part_of_a_plan_is_described() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(5);
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(90)?.warmup(10)?)
        .lr_group(1, 0.02, StepLr::new(30, 0.1)?)
        .lr_factor(3, 0.5)
        .momentum_opposite_to_lr(0.85, 0.95, 0.0..0.1)
        .weight_decay_at_lr(0.01, 0.1)
        .scalar("temperature", 2.0, PolynomialLr::new(50, 2.0)?)
        .reduce_lr_on_plateau(rule);
    let told: Vec<_> = plan.describe(4, None)?.iter().map(Description::to_string).collect();
    let expected = [
        "lr[0], lr[2]: linear warm-up from 0.01 to 0.1 at 9, cosine to 0 at 100, cosine to 0.1 at 190, repeated every 180 steps",
        "lr[1]: 0.02, times 0.1 every 30 steps",
        "lr[3]: linear warm-up from 0.005 to 0.05 at 9, cosine to 0 at 100, cosine to 0.05 at 190, repeated every 180 steps",
        "temperature: polynomial of power 2 from 2 to 0 at 50, then constant",
        "momentum: opposite to the rate, from 0.95 at a rate of 0 to 0.85 at a rate of 0.1",
        "weight_decay: proportional to the rate, 0.01 at a rate of 0.1",
        "feedback: multiplies the rate by 0.5 after more than 5 metrics in a row that are not better \
         (lower than the best by more than 1e-4 times the best); no cooldown, min_lr 0, eps 1e-8, at all steps",
    ];
    assert_eq!(told, expected);
    Ok(())
}

#[test]
fn the_momentum_of_a_schedule_is_described_with_its_numbers() -> Result<()> {
    let told = Plan::lr(0.1, OneCycleLr::new(0.1, 100)?).total_steps(100).describe(1, None)?;
    let momentum = told[1].numbers.ok_or(Error::observer("no numbers"))?;
    assert_eq!((told[1].subject.as_str(), momentum.first, momentum.peak, momentum.end), ("momentum", 0.95, 0.95, 0.95));
    assert_eq!(told[1].phase_boundaries, told[0].phase_boundaries);
    Ok(())
}

#[test]
fn key_numbers_are_those_of_the_curve() -> Result<()> {
    const STEPS: u64 = 150;
    for case in cases::all() {
        let told = Plan::lr(0.1, case.schedule()).describe(1, Some(STEPS))?;
        let numbers = told[0].numbers.unwrap_or_else(|| panic!("{}", case.name));
        let schedule = case.schedule();
        let curve: Vec<_> = (0..STEPS).map(|step| schedule.at(0.1, step)).collect();
        let peak = curve.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert_eq!((numbers.first, numbers.peak, numbers.end), (curve[0], peak, curve[STEPS as usize - 1]), "{}", case.name);
        assert_eq!(curve.iter().position(|value| *value == peak), Some(numbers.peak_step as usize), "{}", case.name);
        let mean = curve.iter().map(|value| value / STEPS as f64).sum::<f64>();
        if mean > 1e300 {
            // The fraction overflows and is limited to the largest number.
            assert_eq!(numbers.area, f64::MAX, "{}", case.name);
            continue;
        }
        assert_relative_eq!(numbers.area * numbers.constant, mean, max_relative = 1e-9);
        assert!(numbers.constant == 0.1 || numbers.constant == peak, "{}: {}", case.name, numbers.constant);
    }
    Ok(())
}

#[test]
fn a_rate_that_ignores_its_base_is_compared_with_its_peak() -> Result<()> {
    let told = Plan::lr(5.0, OneCycleLr::new(0.1, 100)?).describe(1, Some(100))?;
    assert_eq!(told[0].numbers.map(|numbers| numbers.constant), Some(0.1));
    Ok(())
}

#[test]
fn a_run_of_no_steps_has_no_key_numbers_and_a_very_long_run_has_them() -> Result<()> {
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(1_000_000_000_000)?);
    assert_eq!(plan.describe(1, Some(0))?[0].numbers, None);
    let numbers = plan.describe(1, Some(1_000_000_000_001))?[0].numbers;
    let numbers = numbers.ok_or(Error::observer("no numbers"))?;
    assert_eq!((numbers.peak, numbers.end), (0.1, 0.0));
    assert_relative_eq!(numbers.area, 0.5, max_relative = 1e-5);
    Ok(())
}

#[test]
fn the_area_compares_with_the_base_whatever_the_base() -> Result<()> {
    for base in [0.5, 1.0, 2.0, 4.0] {
        let rate = Plan::lr(base, Constant.scale(0.5)?).describe(1, Some(10))?.remove(0);
        let numbers = rate.numbers.expect("the run has a length");
        assert_eq!(numbers.constant, base);
        assert_relative_eq!(numbers.area, 0.5, max_relative = 1e-15);
    }
    Ok(())
}
