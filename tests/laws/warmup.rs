//! Warm-ups in front of every schedule of the table.

use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::cases;
use crate::common::generator::Generator;
use approx::assert_relative_eq;
use std::f64::consts::PI;
use tch_lr_scheduler::{Constant, DryRun, LinearLr, Plan, ReduceLrOnPlateau, Result, Schedule, Scheduler, Warmup};

/// A warm-up and its expected factor at each step.
type Kind = (Warmup, Box<dyn Fn(u64) -> f64>);

fn kinds(steps: u64) -> Result<Vec<Kind>> {
    let wave = |progress: f64| (1.0 - (PI * progress).cos()) / 2.0;
    let length = steps as f64;
    Ok(vec![
        (Warmup::from_zero(steps)?, Box::new(move |step| step as f64 / length)),
        (Warmup::from_zero(steps)?.cosine(), Box::new(move |step| wave(step as f64 / length))),
        (Warmup::from_first_step(steps)?, Box::new(move |step| (step + 1) as f64 / length)),
        (Warmup::from_first_step(steps)?.cosine(), Box::new(move |step| wave((step + 1) as f64 / length))),
        (Warmup::from_floor(0.1, steps)?, Box::new(move |step| 0.1 + 0.9 * step as f64 / length)),
        (Warmup::from_floor(0.25, steps)?.cosine(), Box::new(move |step| 0.25 + 0.75 * wave(step as f64 / length))),
    ])
}

#[test]
fn a_warmup_scales_the_first_value_and_then_the_schedule_runs_unchanged() -> Result<()> {
    let mut generator = Generator::new(17);
    for case in cases::all() {
        let steps = generator.whole(1, 50);
        let alone = case.schedule();
        for (warmup, factor) in kinds(steps)? {
            let warmed = case.schedule().warmup_with(warmup.clone());
            for step in 0..steps + 100 {
                let what = format!("{warmup:?} of {} at step {step}", case.name);
                match step.checked_sub(steps) {
                    Some(local) => assert_same_bits(&[warmed.at(0.1, step)], &[alone.at(0.1, local)], &what),
                    None => assert_relative_eq!(warmed.at(0.1, step), alone.at(0.1, 0) * factor(step), max_relative = 1e-12),
                }
                let momentum = alone.companion(step.saturating_sub(steps) as f64);
                assert_eq!(warmed.companion(step as f64), momentum, "momentum: {what}");
            }
        }
    }
    Ok(())
}

#[test]
fn a_warmup_starts_at_zero_or_at_one_step_or_at_the_floor() -> Result<()> {
    let first = |warmup: Warmup| Constant.warmup_with(warmup).at(1.0, 0);
    for steps in [1, 2, 3, 500, 1 << 40] {
        assert_eq!(first(Warmup::from_zero(steps)?), 0.0);
        assert_eq!(first(Warmup::from_first_step(steps)?), 1.0 / steps as f64);
        assert_eq!(first(Warmup::from_floor(0.125, steps)?), 0.125);
        assert_eq!(Constant.warmup(steps)?, Constant.warmup_with(Warmup::from_first_step(steps)?));
    }
    Ok(())
}

#[test]
fn a_warmup_never_falls_and_never_exceeds_the_full_value() -> Result<()> {
    for steps in [1, 2, 7, 1_000] {
        for (warmup, _) in kinds(steps)? {
            let warmed = Constant.warmup_with(warmup.clone());
            let curve: Vec<f64> = (0..=steps + 2).map(|step| warmed.at(1.0, step)).collect();
            assert!(curve.windows(2).all(|pair| pair[0] <= pair[1]), "{warmup:?}: {curve:?}");
            assert_eq!(curve[steps as usize..], [1.0; 3], "{warmup:?}");
        }
    }
    Ok(())
}

#[test]
fn a_linear_warmup_from_a_floor_equals_linear_lr() -> Result<()> {
    let (ours, torch) = (Constant.warmup_with(Warmup::from_floor(0.25, 30)?), LinearLr::new(0.25, 1.0, 30)?);
    for step in 0..40 {
        assert_relative_eq!(ours.at(0.1, step), torch.at(0.1, step), max_relative = 1e-15);
    }
    Ok(())
}

#[test]
fn a_plateau_rule_with_a_start_ignores_the_metrics_of_the_warmup() -> Result<()> {
    for (steps, patience) in [(1, 0), (5, 2), (20, 3)] {
        let rule = ReduceLrOnPlateau::new().factor(0.5)?.eps(0.0)?.patience(patience).during(steps..);
        let plan = Plan::lr(1.0, Constant.warmup(steps)?).reduce_lr_on_plateau(rule);
        let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
        for step in 0..steps + 30 {
            scheduler.metric(3.0, &mut DryRun)?;
            let expected = match step.checked_sub(steps) {
                None => (step + 1) as f64 / steps as f64,
                Some(metrics) => 0.5f64.powf((metrics / (patience + 1)) as f64),
            };
            assert_eq!(scheduler.lr(), expected, "{steps} steps, patience {patience}, step {step}");
            scheduler.step(&mut DryRun)?;
        }
    }
    Ok(())
}
