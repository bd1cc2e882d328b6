//! Cases in which torch's `ReduceLROnPlateau` does nothing or cannot be used, and this crate's values for them.

use crate::attempt::attempt;
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::*;

fn rates(plan: &Plan, metrics: &[f64]) -> Result<Vec<f64>> {
    let mut scheduler = Scheduler::start(plan, 1, &mut DryRun)?;
    let mut rates = vec![];
    for &metric in metrics {
        scheduler.metric(metric, &mut DryRun)?;
        rates.push(scheduler.lr());
        scheduler.step(&mut DryRun)?;
    }
    Ok(rates)
}

/// pytorch#47513
#[test]
fn a_constant_negative_metric_reduces_the_rate_by_magnitude() -> Result<()> {
    let metrics = [-1.0; 12];
    for (mode, python_mode) in [(Mode::Min, "min"), (Mode::Max, "max")] {
        let rule = ReduceLrOnPlateau::new().mode(mode).factor(0.5)?.patience(3);
        let relative = rates(&Plan::lr(1.0, Constant).reduce_lr_on_plateau(rule.clone()), &metrics)?;
        let rule = rule.threshold_mode(ThresholdMode::Magnitude);
        let magnitude = rates(&Plan::lr(1.0, Constant).reduce_lr_on_plateau(rule), &metrics)?;
        assert_eq!(magnitude, [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25]);

        let torch = format!("ReduceLROnPlateau(optimizer, '{python_mode}', 0.5, 3)");
        let request = json!({"do": "plateau", "scheduler": torch, "bases": packed(&[1.0]), "metrics": packed(&metrics)});
        let test = "a_constant_negative_metric_reduces_the_rate_by_magnitude";
        let Some(answer) = python::ask(test, request) else { return Ok(()) };
        assert_eq!(unpacked(&answer["lr"]), [1.0; 12]);
        assert_eq!(relative, [1.0; 12]);
    }
    Ok(())
}

/// pytorch#68978
#[test]
fn a_plateau_may_follow_a_warmup() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0).during(4..);
    let plan = Plan::lr(1.0, Constant.warmup(4)?).reduce_lr_on_plateau(rule);
    assert_eq!(rates(&plan, &[7.0; 8])?, [0.25, 0.5, 0.75, 1.0, 1.0, 0.5, 0.25, 0.125]);

    let torch = "SequentialLR(optimizer, [LinearLR(optimizer, 0.25, 1.0, 4), ReduceLROnPlateau(optimizer)], [4])";
    let Some(torch) = attempt("a_plateau_may_follow_a_warmup", torch, 1.0, &[]) else { return Ok(()) };
    assert_eq!(torch.raised.as_deref(), Some("ValueError"));
    Ok(())
}
