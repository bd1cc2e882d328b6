//! Published configurations: the plan that is imported from the file has the rates of the library at every step.

use super::{Closeness, are_here, assert_close, ours};
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::recipes::{ConfigSource, ImportOptions, Imported, import_file};
use tch_lr_scheduler::{ExponentialLr, LinearLr, Plan, Result, Schedule};

fn imported(file: &str, source: ConfigSource, steps_per_epoch: u64) -> Imported {
    let path = format!("{}/../imported/{file}", env!("CARGO_MANIFEST_DIR"));
    let options = ImportOptions { steps_per_epoch: Some(steps_per_epoch), ..Default::default() };
    let imported = import_file(path, &options).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(imported.source, source, "{file}");
    // A plan file that is read back is the same plan.
    let text = imported.to_toml().unwrap_or_else(|error| panic!("{file}: {error}"));
    let read = tch_lr_scheduler::PlanSpec::from_toml(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(read, imported.plan.spec(), "{file}");
    imported
}

/// Checks that the plan of a file has the rates that the library computes from the same file, at every step of the run.
fn assert_file(library: &str, name: &str, source: ConfigSource, updates: u64, closeness: Closeness) {
    let file = format!("{library}/{name}");
    let imported = imported(&file, source, updates);
    if !are_here() {
        return;
    }
    let path = format!("{}/../imported/{file}", env!("CARGO_MANIFEST_DIR"));
    let request = json!({"do": format!("{library}_file"), "path": path, "updates_per_epoch": updates});
    let Some(answer) = python::ask(&file, request) else { return };
    let theirs = unpacked(&answer["lr"]);
    let steps: Vec<u64> = (0..theirs.len() as u64).collect();
    assert_eq!(imported.plan.run_length(), Some(steps.len() as u64), "{file}");
    let base = theirs.iter().copied().fold(0.0, f64::max);
    assert_close(&ours(&imported.plan, &steps), &theirs, &steps, base, closeness, &file);
}

#[test]
fn runs_of_transformers() {
    for (file, updates) in
        [("bert_mrpc.json", 115), ("zephyr_sft.yaml", 1_090), ("smollm3_mid.yaml", 400), ("llama3_orpo.yaml", 300)]
    {
        assert_file("transformers", file, ConfigSource::Transformers, updates, Closeness::Rounding);
    }
}

#[test]
fn runs_of_timm() {
    for file in ["seresnext26t.yaml", "efficientnet_b0.yaml", "mobilenetv3_large.yaml", "deit_base.yaml"] {
        assert_file("timm", file, ConfigSource::Timm, 1, Closeness::Rounding);
    }
}

#[test]
fn runs_of_mmengine() {
    for (file, updates) in [("schedule_1x.py", 100), ("swin.py", 7), ("rtmdet_l.py", 11), ("yolox_s.py", 5)] {
        assert_file("mmengine", file, ConfigSource::Mmengine, updates, Closeness::Recursion);
    }
}

#[test]
fn schedulers_of_mmengine_in_windows() {
    let lists = [
        json!([{"type": "StepLR", "step_size": 3, "gamma": 0.5, "begin": 4, "end": 11}]),
        json!([{"type": "ExponentialLR", "gamma": 0.9, "begin": 2, "end": 9}, {"type": "ConstantLR", "factor": 0.5, "end": 6}]),
        json!([{"type": "PolyLR", "power": 0.9, "eta_min": 1e-4, "by_epoch": false, "end": 60}]),
        json!([{"type": "PolyLR", "power": 2.0, "begin": 3, "convert_to_iter_based": true}, {"type": "LinearLR", "end": 3}]),
        json!([{"type": "CosineAnnealingLR", "T_max": 5, "eta_min_ratio": 0.1}]),
        json!([{"type": "CosineAnnealingLR", "T_max": 6, "begin": 2, "end": 8}, {"type": "MultiStepLR", "milestones": [1, 1, 9]}]),
        json!([{"type": "CosineRestartLR", "periods": [3, 5, 2], "restart_weights": [1, 0.5, 0.25], "eta_min": 1e-3}]),
        json!([{"type": "OneCycleLR", "eta_max": 0.1, "total_steps": 12, "convert_to_iter_based": true}]),
        json!([{"type": "LinearLR", "start_factor": 0.5, "end": 1}, {"type": "ExponentialLR", "gamma": 0.5, "by_epoch": false, "begin": 7,
            "end": 12}]),
        json!([{"type": "LinearLR", "start_factor": 1.0, "end_factor": 0.5, "end": 4}, {"type": "CosineAnnealingLR", "begin": 4,
            "eta_min": 1e-3}]),
    ];
    if !are_here() {
        return;
    }
    for list in lists {
        let by_update = list.to_string().contains("\"by_epoch\":false") || list.to_string().contains("convert_to_iter_based");
        let (updates, epochs) = (5, 12);
        let options = ImportOptions { steps_per_epoch: Some(updates), epochs: Some(epochs), lr: Some(0.02), ..Default::default() };
        let plan =
            tch_lr_scheduler::recipes::import(&list.to_string(), &options).unwrap_or_else(|error| panic!("{list}: {error}")).plan;
        let request =
            json!({"do": "mmengine", "schedulers": list, "base": packed(&[0.02]), "epoch_length": updates, "epochs": epochs});
        let Some(answer) = python::ask("schedulers_of_mmengine_in_windows", request) else { return };
        let theirs = unpacked(&answer["lr"]);
        let every = if by_update { 1 } else { updates as usize };
        let theirs: Vec<f64> = theirs.into_iter().step_by(every).collect();
        let at: Vec<u64> = (0..theirs.len() as u64).collect();
        assert_close(&ours(&plan, &at), &theirs, &at, 0.02, Closeness::Recursion, &list.to_string());
    }
}

#[test]
fn a_product_of_schedules_within_ranges_equals_begin_and_end_of_mmengine() -> Result<()> {
    if !are_here() {
        return Ok(());
    }
    let list = json!([{"type": "LinearLR", "start_factor": 0.1, "end": 10},
        {"type": "LinearLR", "start_factor": 1.0, "end_factor": 0.5, "begin": 20, "end": 31},
        {"type": "ExponentialLR", "gamma": 0.9, "begin": 25, "end": 40}]);
    let (first, second) = (LinearLr::new(0.1, 1.0, 9)?.within(..10)?, LinearLr::new(1.0, 0.5, 10)?.within(20..31)?);
    let schedule = first.times(second).times(ExponentialLr::new(0.9)?.within(25..40)?);
    let request = json!({"do": "mmengine", "schedulers": list, "base": packed(&[0.02]), "epoch_length": 1, "epochs": 60});
    let Some(answer) = python::ask("within", request) else { return Ok(()) };
    let at: Vec<u64> = (0..60).collect();
    assert_close(&ours(&Plan::lr(0.02, schedule), &at), &unpacked(&answer["lr"]), &at, 0.02, Closeness::Recursion, "within");
    Ok(())
}
