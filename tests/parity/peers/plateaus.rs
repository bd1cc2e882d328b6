//! The feedback rules of the peers.

use super::{Closeness, after_metrics, are_here, assert_close};
use crate::common::plateaus;
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::recipes::{ImportOptions, TimmArguments, TransformersArguments, import, timm, transformers};
use tch_lr_scheduler::{Mode, ReduceLrOnPlateau, Result};

fn assert_rule(library: &str, expression: &str, plan: &tch_lr_scheduler::Plan, closeness: Closeness) {
    for (name, metrics) in plateaus::sequences() {
        let request = json!({"do": "peer_plateau", "library": library, "expression": expression, "base": packed(&[0.1]), "metrics": packed(&metrics)});
        let Some(answer) = python::ask(expression, request) else { return };
        let at: Vec<u64> = (0..=metrics.len() as u64).collect();
        assert_close(
            &after_metrics(plan, &metrics),
            &unpacked(&answer["lr"]),
            &at,
            0.1,
            closeness,
            &format!("{expression}, {name}"),
        );
    }
}

#[test]
fn reduce_lr_on_plateau_of_transformers() -> Result<()> {
    if !are_here() {
        return Ok(());
    }
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(2).mode(Mode::Max);
    let plan = transformers("reduce_lr_on_plateau", 0.1, &TransformersArguments { rule: Some(rule), ..Default::default() })?;
    let call =
        "get_scheduler(\"reduce_lr_on_plateau\", optimizer, scheduler_specific_kwargs=dict(factor=0.5, patience=2, mode=\"max\"))";
    assert_rule("transformers", call, &plan, Closeness::Exact);
    Ok(())
}

#[test]
fn greedy_of_transformers() -> Result<()> {
    if !are_here() {
        return Ok(());
    }
    for kwargs in [
        json!({}),
        json!({"factor": 0.5, "patience": 1, "min_lr": 0.01, "max_lr": 0.3, "reset_start": 2}),
        json!({"mode": "max", "factor": 0.8, "patience": 0, "cooldown": 1, "warmup": 1, "min_lr": [0.02], "verbose": false}),
        json!({"threshold": 0.01, "threshold_mode": "rel", "patience": 0, "smooth": true, "window_size": 3, "eps": 0.0}),
    ] {
        let config = json!({"lr_scheduler_type": "greedy", "lr_scheduler_kwargs": kwargs, "learning_rate": 0.1, "max_steps": 50});
        let imported = import(&config.to_string(), &ImportOptions::default())?;
        assert!(imported.notes[0].starts_with("metric_for_best_model = \"loss\""), "{:?}", imported.notes);
        let kwargs = kwargs.to_string().replace("true", "True").replace("false", "False");
        let call = format!("get_scheduler(\"greedy\", optimizer, scheduler_specific_kwargs={kwargs})");
        assert_rule("transformers", &call, &imported.plan, Closeness::Exact);
    }
    Ok(())
}

#[test]
fn plateau_of_timm_with_noise() -> Result<()> {
    if !are_here() {
        return Ok(());
    }
    for (warmup, noise) in [(0, vec![0.1]), (3, vec![0.0, 0.3])] {
        let given = TimmArguments {
            num_epochs: 40,
            warmup_epochs: warmup,
            warmup_lr: 0.05,
            noise: noise.clone(),
            noise_pct: 0.2,
            ..Default::default()
        };
        let call = format!(
            "create_scheduler_v2(optimizer, 'plateau', 40, warmup_epochs={warmup}, warmup_lr=0.05, noise={noise:?}, noise_pct=0.2)[0]"
        );
        assert_rule("timm", &call, &timm("plateau", 0.1, &given)?, Closeness::Rounding);
        let with_limit = timm("plateau", 0.1, &TimmArguments { min_lr: 0.01, ..given });
        assert!(with_limit.is_err_and(|error| error.to_string().contains("noise must be empty for plateau")));
    }
    Ok(())
}

#[test]
fn plateau_of_timm_behind_its_warmup() -> Result<()> {
    if !are_here() {
        return Ok(());
    }
    for (warmup, mode) in [(0, Mode::Max), (3, Mode::Min)] {
        let arguments = TimmArguments {
            warmup_epochs: warmup,
            warmup_lr: 0.05,
            patience_epochs: 1,
            min_lr: 1e-4,
            plateau_mode: mode,
            ..Default::default()
        };
        let word = if mode == Mode::Max { "max" } else { "min" };
        let call =
            format!("PlateauLRScheduler(optimizer, 0.1, 1, warmup_t={warmup}, warmup_lr_init=0.05, lr_min=1e-4, mode={word:?})");
        assert_rule(
            "timm",
            &call,
            &timm("plateau", 0.1, &arguments)?,
            if warmup == 0 { Closeness::Exact } else { Closeness::Rounding },
        );
    }
    Ok(())
}
