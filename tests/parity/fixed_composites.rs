//! Cases in which torch's sequences and chains are wrong, and this crate's values for them.

use crate::attempt::{STEP, attempt};
use approx::assert_relative_eq;
use tch_lr_scheduler::*;

fn curve(schedule: &impl Schedule, base: f64, steps: u64) -> Vec<f64> {
    (0..=steps).map(|step| schedule.at(base, step)).collect()
}

/// pytorch#196243
#[test]
fn a_sequence_in_a_sequence_does_not_skip_a_step() -> Result<()> {
    let inner = ConstantLr::new(0.5, 2)?.then(2, ConstantLr::new(0.2, 10)?);
    assert_eq!(curve(&SequentialLr::new([inner], [])?, 1.0, 2), [0.5, 0.5, 0.2]);

    let inner = "SequentialLR(optimizer, [ConstantLR(optimizer, 0.5, 2), ConstantLR(optimizer, 0.2, 10)], [2])";
    let torch = format!("SequentialLR(optimizer, [{inner}], [])");
    let Some(torch) = attempt("a_sequence_in_a_sequence_does_not_skip_a_step", &torch, 1.0, &[STEP; 2]) else { return Ok(()) };
    assert_eq!(torch.rates, [0.5, 0.2, 0.2]);
    Ok(())
}

/// pytorch#196243
#[test]
fn a_chain_in_a_sequence_starts_at_its_first_value() -> Result<()> {
    let chain = ChainedScheduler::new([ConstantLr::new(0.5, 2)?.boxed(), ExponentialLr::new(0.9)?.boxed()])?;
    assert_eq!(SequentialLr::new([chain], [])?.at(1.0, 0), 0.5);

    let torch = "SequentialLR(optimizer, [ChainedScheduler([ConstantLR(optimizer, 0.5, 2), ExponentialLR(optimizer, 0.9)])], [])";
    let Some(torch) = attempt("a_chain_in_a_sequence_starts_at_its_first_value", torch, 1.0, &[]) else { return Ok(()) };
    assert_eq!(torch.rates, [0.45]);
    Ok(())
}

/// pytorch#132745
#[test]
fn a_sequence_or_chain_may_come_later_in_a_sequence() -> Result<()> {
    let chain = ChainedScheduler::new([StepLr::new(1, 0.5)?.boxed(), StepLr::new(2, 0.5)?.boxed()])?;
    assert_eq!(curve(&ConstantLr::new(0.25, 9)?.then(3, chain), 1.0, 5), [0.25, 0.25, 0.25, 1.0, 0.5, 0.125]);
    let sequence = StepLr::new(1, 0.5)?.then(2, Constant);
    assert_eq!(curve(&ConstantLr::new(0.25, 9)?.then(3, sequence), 1.0, 5), [0.25, 0.25, 0.25, 1.0, 0.5, 1.0]);

    let test = "a_sequence_or_chain_may_come_later_in_a_sequence";
    let members = "[StepLR(optimizer, 1, 0.5), StepLR(optimizer, 2, 0.5)]";
    for later in [format!("ChainedScheduler({members})"), format!("SequentialLR(optimizer, {members}, [2])")] {
        let torch = format!("SequentialLR(optimizer, [ConstantLR(optimizer, 0.25, 9), {later}], [3])");
        let Some(torch) = attempt(test, &torch, 1.0, &[STEP; 5]) else { return Ok(()) };
        assert_eq!((torch.raised.as_deref(), torch.rates.len()), (Some("NotImplementedError"), 3));
    }
    Ok(())
}

#[test]
fn a_schedule_with_its_own_rates_does_not_change_the_base_of_the_others() -> Result<()> {
    let schedule = LinearLr::new(0.5, 1.0, 3)?.then(3, OneCycleLr::new(0.1, 50)?);
    assert_eq!(schedule.at(0.08, 0), 0.04);

    let torch = "SequentialLR(optimizer, [LinearLR(optimizer, 0.5, 1.0, 3), OneCycleLR(optimizer, 0.1, 50)], [3])";
    let test = "a_schedule_with_its_own_rates_does_not_change_the_base_of_the_others";
    let Some(torch) = attempt(test, torch, 0.08, &[]) else { return Ok(()) };
    assert_eq!(torch.rates, [0.5 * (0.1 / 25.0)]);
    Ok(())
}

#[test]
fn a_chained_cosine_does_not_fall_below_zero() -> Result<()> {
    let chain = ChainedScheduler::new([CosineAnnealingLr::new(30)?.eta_min(0.01)?.boxed(), ExponentialLr::new(0.99)?.boxed()])?;
    let ours = curve(&chain, 0.02, 60);
    assert!(ours.iter().all(|&rate| rate >= 0.0), "{ours:?}");

    let torch = "ChainedScheduler([CosineAnnealingLR(optimizer, 30, 0.01), ExponentialLR(optimizer, 0.99)])";
    let Some(torch) = attempt("a_chained_cosine_does_not_fall_below_zero", torch, 0.02, &[STEP; 60]) else { return Ok(()) };
    assert!(torch.rates.iter().any(|&rate| rate < -1e-3), "torch's rate is not below zero");
    for (ours, torch) in ours.iter().zip(torch.rates) {
        assert_relative_eq!(*ours, torch.max(0.0), max_relative = 1e-9);
    }
    Ok(())
}

/// pytorch#162591
#[test]
fn a_sequence_can_start_at_any_step() -> Result<()> {
    let plan = Plan::lr(1.0, ConstantLr::new(0.1, 20)?.then(20, ExponentialLr::new(0.5)?));
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    assert_eq!(scheduler.seek(23, &mut DryRun)?.lr, [0.125]);
    assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.0625]);

    let torch = "SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 20), ExponentialLR(optimizer, 0.5)], [20], last_epoch=22)";
    let Some(torch) = attempt("a_sequence_can_start_at_any_step", torch, 1.0, &[STEP]) else { return Ok(()) };
    assert_eq!(torch.rates, [0.1, 0.05]);
    Ok(())
}

/// pytorch#88791
#[test]
fn growing_warm_restarts_can_start_at_any_step() -> Result<()> {
    let schedule = CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?;
    let state = Plan::lr(1.0, schedule).preview(1, 45)?;
    assert_eq!(state.lr, [schedule.at(1.0, 45)]);

    let resumed = "[group.update(initial_lr=1.0) for group in optimizer.param_groups] and \
        CosineAnnealingWarmRestarts(optimizer, 10, 2, last_epoch=44)";
    let Some(torch) = attempt("growing_warm_restarts_can_start_at_any_step", resumed, 1.0, &[]) else { return Ok(()) };
    assert!((torch.rates[0] - state.lr[0]).abs() > 0.1, "{:?}", torch.rates);
    Ok(())
}
