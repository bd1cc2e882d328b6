//! Rules of mmengine: one or several `ReduceOnPlateauLR` in a list of schedulers.

use super::{Closeness, are_here, assert_close};
use crate::common::plateaus;
use crate::common::python::{self, packed, unpacked};
use serde_json::{Value, json};
use tch_lr_scheduler::recipes::{ImportOptions, Imported, import};
use tch_lr_scheduler::{DryRun, Plan, Result, Scheduler};

const BASE: f64 = 0.02;
const UPDATES: u64 = 3;

fn imported(list: &Value, epochs: usize) -> Result<Imported> {
    let options =
        ImportOptions { steps_per_epoch: Some(UPDATES), epochs: Some(epochs as u64), lr: Some(BASE), ..Default::default() };
    import(&list.to_string(), &options)
}

/// The rates of every update, where each rule gets its metric after each epoch.
fn rates(plan: &Plan, steps_per_epoch: u64, rules: &[(&str, &[f64])]) -> Result<Vec<f64>> {
    let mut scheduler = Scheduler::start(plan, 1, &mut DryRun)?;
    let mut rates = vec![];
    for epoch in 0..rules[0].1.len() {
        for _ in 0..steps_per_epoch {
            rates.extend(vec![scheduler.lr(); (UPDATES / steps_per_epoch) as usize]);
            scheduler.step(&mut DryRun)?;
        }
        for (rule, metrics) in rules {
            scheduler.metric_for(rule, metrics[epoch], &mut DryRun)?;
        }
    }
    Ok(rates)
}

#[test]
fn rules_of_mmengine() -> Result<()> {
    if !are_here() {
        return Ok(());
    }
    let loss = |factor: f64, patience: u64| json!({"type": "ReduceOnPlateauLR", "factor": factor, "patience": patience});
    let accuracy = json!({"type": "ReduceOnPlateauLR", "monitor": "acc", "rule": "greater", "factor": 0.3, "patience": 2, "begin": 4,
        "end": 30, "threshold_rule": "abs", "cooldown": 1});
    let warmup = json!({"type": "LinearLR", "start_factor": 0.1, "by_epoch": false, "end": 7});
    let floor =
        json!({"type": "ReduceOnPlateauLR", "factor": 0.5, "patience": 0, "min_value": 0.003, "monitor": "acc", "begin": 2});
    let cases = [
        (json!([loss(0.5, 1)]), 1, vec![("reduce_lr_on_plateau", "loss")]),
        (json!([loss(0.5, 1), accuracy]), 1, vec![("loss", "loss"), ("acc", "acc")]),
        (json!([accuracy, warmup, loss(0.7, 0)]), UPDATES, vec![("loss", "loss"), ("acc", "acc")]),
        (json!([loss(0.5, 0), loss(0.9, 2)]), 1, vec![("loss", "loss"), ("loss_", "loss")]),
        (json!([{"type": "StepLR", "step_size": 4, "gamma": 0.8}, loss(0.5, 1)]), 1, vec![("reduce_lr_on_plateau", "loss")]),
        (json!([floor, {"type": "LinearLR", "end": 2}]), 1, vec![("reduce_lr_on_plateau", "acc")]),
    ];
    for (list, steps_per_epoch, rules) in cases {
        for (name, losses) in plateaus::sequences() {
            let what = format!("{list}, {name}");
            let accuracies: Vec<f64> = losses.iter().map(|loss| 1.0 - loss).collect();
            let plan = imported(&list, losses.len()).unwrap_or_else(|error| panic!("{what}: {error}")).plan;
            let given: Vec<_> = rules
                .iter()
                .map(|(rule, metric)| (*rule, if *metric == "loss" { losses.as_slice() } else { accuracies.as_slice() }))
                .collect();
            let ours = rates(&plan, steps_per_epoch, &given)?;
            let request = json!({"do": "mmengine", "schedulers": list, "base": packed(&[BASE]), "epoch_length": UPDATES,
                "epochs": losses.len(), "metrics": {"loss": packed(&losses), "acc": packed(&accuracies)}});
            let Some(answer) = python::ask("rules_of_mmengine", request) else { return Ok(()) };
            let at: Vec<u64> = (0..ours.len() as u64).collect();
            // mmengine leaves out reductions of less than 1e-8 of all rules together.
            let small = |rates: Vec<f64>| rates.into_iter().map(|rate| if rate < 1e-6 { 0.0 } else { rate }).collect::<Vec<_>>();
            assert_close(&small(ours), &small(unpacked(&answer["lr"])), &at, BASE, Closeness::Recursion, &what);
        }
    }
    Ok(())
}

#[test]
fn rules_that_would_differ_from_mmengine_are_errors() {
    let cosine = json!({"type": "CosineAnnealingLR", "eta_min": 1e-4});
    let rule = json!({"type": "ReduceOnPlateauLR"});
    let floor = json!({"type": "ReduceOnPlateauLR", "min_value": 1e-4});
    for (list, part) in [
        (json!([cosine, rule]), "[1]: expected no scheduler with an end value of its own behind its begin"),
        (json!([{"type": "StepLR", "step_size": 4}, floor]), "[1].min_value: expected 0, unless the rule is the only one"),
        (json!([floor, rule]), "[0].min_value: expected 0, unless the rule is the only one"),
        (json!([{"type": "ReduceOnPlateauMomentum"}]), "[0].type: expected ReduceOnPlateauLR"),
    ] {
        let error = imported(&list, 20).map(|_| ()).expect_err("an import that would differ").to_string();
        assert!(error.contains(part), "{error}");
    }
    // Without an end value, and behind the end of the cosine, nothing differs.
    let ended = json!({"type": "CosineAnnealingLR", "eta_min": 1e-4, "end": 5});
    let after = json!({"type": "ReduceOnPlateauLR", "begin": 5, "min_value": 1e-5});
    assert!(imported(&json!([ended, after]), 20).is_ok());
    assert!(imported(&json!([{"type": "CosineAnnealingLR"}, rule]), 20).is_ok());
}

/// In mmengine, `lr_mult` of a group multiplies its base, and `eta_min` is that of all groups.
#[test]
fn a_group_with_its_own_base_has_the_rates_of_an_import_with_this_base() -> Result<()> {
    let fall = json!({"type": "LinearLR", "start_factor": 1.0, "end_factor": 0.5, "end": 4});
    for list in [
        json!([{"type": "CosineAnnealingLR", "eta_min": 1e-4}]),
        json!([fall, {"type": "CosineAnnealingLR", "eta_min": 1e-4, "begin": 4}]),
        json!([fall, {"type": "CosineAnnealingLR", "eta_min_ratio": 0.1, "begin": 4}]),
        json!([fall, {"type": "PolyLR", "power": 2.0, "eta_min": 1e-4, "begin": 4}]),
        json!([{"type": "CosineRestartLR", "periods": [8, 12], "restart_weights": [1, 0.5], "eta_min": 1e-4}]),
        json!([{"type": "CosineRestartLR", "periods": [8, 12], "restart_weights": [1, 0.5], "eta_min_ratio": 0.1}]),
        json!([{"type": "QuadraticWarmupLR", "end": 5}, {"type": "MultiStepLR", "milestones": [3, 6], "begin": 5}]),
    ] {
        let plan = |lr| {
            let options = ImportOptions { epochs: Some(20), lr: Some(lr), ..Default::default() };
            import(&list.to_string(), &options).map(|imported| imported.plan)
        };
        let (with_group, alone) = (plan(0.02)?.lr_base(1, 0.002), plan(0.002)?);
        let at: Vec<u64> = (0..20).collect();
        let of_group: Vec<f64> =
            at.iter().map(|step| with_group.preview(2, *step).map(|values| values.lr[1])).collect::<Result<_>>()?;
        assert_close(&of_group, &super::ours(&alone, &at), &at, 0.002, Closeness::Rounding, &list.to_string());
    }
    Ok(())
}
