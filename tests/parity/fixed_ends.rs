//! Cases in which torch's rates leave their range, miss a restart, or raise an error, and this crate's values for them.

use crate::attempt::{STEP, attempt};
use crate::common::asked::Asked;
use crate::common::bits::assert_torch;
use tch_lr_scheduler::*;

#[test]
fn a_line_to_zero_does_not_end_below_zero() -> Result<()> {
    assert_eq!(LinearLr::new(0.9, 0.0, 4)?.at(0.01, 4), 0.0);
    assert_eq!(LinearLr::new(0.05, 0.0, 3)?.at(1.0, 3), 0.0);

    let test = "a_line_to_zero_does_not_end_below_zero";
    let Some(by_step) = attempt(test, "LinearLR(optimizer, 0.9, 0.0, 4)", 0.01, &[STEP; 4]) else { return Ok(()) };
    let Some(by_epoch) = attempt(test, "LinearLR(optimizer, 0.05, 0.0, 3)", 1.0, &[3.0]) else { return Ok(()) };
    for torch in [by_step, by_epoch] {
        assert!(torch.rates.last() < Some(&0.0), "{:?}", torch.rates);
    }
    Ok(())
}

/// pytorch#91765, pytorch#38170
#[test]
fn a_one_cycle_may_be_stepped_past_its_end() -> Result<()> {
    let schedule = OneCycleLr::new(0.1, 10)?;
    assert_eq!([10, 11, 1_000].map(|step| schedule.at(0.1, step)), [schedule.at(0.1, 9); 3]);
    assert_eq!(schedule.companion(1_000.0), Some(0.95));

    let Some(torch) = attempt("a_one_cycle_may_be_stepped_past_its_end", "OneCycleLR(optimizer, 0.1, 10)", 0.1, &[STEP; 20]) else {
        return Ok(());
    };
    assert_torch(schedule.at(0.1, 9), torch.rates[9], "the last step");
    assert!(torch.rates[10] > 1_000.0 * torch.rates[9], "{:?}", torch.rates);
    assert_eq!((torch.rates.len(), torch.raised.as_deref()), (11, Some("ValueError")));
    Ok(())
}

#[test]
fn a_very_long_cosine_reaches_zero() -> Result<()> {
    let schedule = CosineAnnealingLr::new(300_000_000)?;
    let last = [299_999_999, 300_000_000].map(|step| schedule.at(0.1, step));
    assert_eq!(last, [0.0, 0.0]);
    let in_chain = ChainedScheduler::new([CosineAnnealingLr::new(300_000_000)?])?;
    assert_eq!(in_chain.chained(0.05, 0.1, 300_000_000), 0.0);

    let test = "a_very_long_cosine_reaches_zero";
    let Some(torch) = attempt(test, "CosineAnnealingLR(optimizer, 300000000)", 0.1, &[299_999_999.0, STEP]) else { return Ok(()) };
    assert_eq!(torch.raised.as_deref(), Some("ZeroDivisionError"));
    Ok(())
}

#[test]
fn cycles_continue_after_the_1024th() -> Result<()> {
    let schedule = CyclicLr::new(0.01, 0.1)?.step_size_up(1)?.mode(CyclicMode::Triangular2);
    let Some(torch) =
        attempt("cycles_continue_after_the_1024th", "CyclicLR(optimizer, 0.01, 0.1, 1, mode='triangular2')", 0.1, &[STEP; 2_100])
    else {
        return Ok(());
    };
    assert_eq!((torch.rates.len(), torch.raised.as_deref()), (2_048, Some("OverflowError")));
    for (step, torch) in (0..).zip(torch.rates) {
        assert_torch(schedule.at(0.1, step), torch, step);
    }
    assert_eq!([2_048, 2_049, 1_000_000].map(|step| schedule.at(0.1, step)), [0.01; 3]);
    Ok(())
}

#[test]
fn momentum_does_not_fall_below_zero() -> Result<()> {
    let schedule = CyclicLr::new(0.01, 0.1)?.step_size_up(1)?.mode(CyclicMode::ExpRange).gamma(1.5)?;
    let request = serde_json::json!({
        "do": "drive", "bases": crate::common::python::packed(&[0.1]), "steps": 40,
        "scheduler": "CyclicLR(optimizer, 0.01, 0.1, 1, mode='exp_range', gamma=1.5)",
    });
    let Some(answer) = crate::common::python::ask("momentum_does_not_fall_below_zero", request) else { return Ok(()) };
    let torch = crate::common::python::unpacked(&answer["momentum"]);
    assert!(torch[39] < -1e5, "{torch:?}");
    for (step, torch) in torch.into_iter().enumerate() {
        assert_torch(schedule.companion(step as f64).unwrap_or(f64::NAN), torch.max(0.0), step);
    }
    Ok(())
}

#[test]
fn unbounded_growth_stays_finite() -> Result<()> {
    let schedule = ExponentialLr::new(2.0)?;
    assert_eq!([1_100, u64::MAX].map(|step| schedule.at(1.0, step)), [f64::MAX; 2]);

    let test = "unbounded_growth_stays_finite";
    let Some(by_step) = attempt(test, "ExponentialLR(optimizer, 2.0)", 1.0, &[STEP; 1_100]) else { return Ok(()) };
    let Some(by_epoch) = attempt(test, "ExponentialLR(optimizer, 2.0)", 1.0, &[1_100.0]) else { return Ok(()) };
    assert_eq!((by_step.rates[1_100], by_epoch.raised.as_deref()), (f64::INFINITY, Some("OverflowError")));
    Ok(())
}

#[test]
fn a_jump_to_a_warm_restart_gives_the_restarted_rate() -> Result<()> {
    for (t_0, t_mult, epoch) in [(1, 3, 121), (10, 3, 1_210), (10, 10, 1_110)] {
        let schedule = CosineAnnealingWarmRestarts::new(t_0)?.t_mult(t_mult)?.eta_min(0.001)?;
        assert_eq!(schedule.at(0.1, epoch), 0.1, "restart at {epoch}");

        let torch = format!("CosineAnnealingWarmRestarts(optimizer, {t_0}, {t_mult}, 0.001)");
        let test = "a_jump_to_a_warm_restart_gives_the_restarted_rate";
        let Some(jumped) = attempt(test, &torch, 0.1, &[epoch as f64]) else { return Ok(()) };
        let Some(driven) = attempt(test, &torch, 0.1, &vec![STEP; epoch as usize]) else { return Ok(()) };
        assert_eq!((jumped.rates[1], driven.rates[epoch as usize]), (0.001, 0.1), "{torch} at {epoch}");
    }
    Ok(())
}
