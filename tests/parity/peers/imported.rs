//! Published configurations: the plan that is imported from the file has the rates of the library at every step.

use super::{Closeness, are_here, assert_close, ours};
use crate::common::python::{self, packed, unpacked};
use serde_json::{Value, json};
use tch_lr_scheduler::recipes::{ConfigSource, ImportOptions, Imported, import_file};

fn imported(file: &str, source: ConfigSource, steps_per_epoch: u64) -> Imported {
    let path = format!("{}/tests/imported/{file}", env!("CARGO_MANIFEST_DIR"));
    let options = ImportOptions { steps_per_epoch: Some(steps_per_epoch), ..Default::default() };
    let imported = import_file(path, &options).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(imported.source, source, "{file}");
    // A plan file that is read back is the same plan.
    let text = imported.to_toml().unwrap_or_else(|error| panic!("{file}: {error}"));
    let read = tch_lr_scheduler::PlanSpec::from_toml(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(read, imported.plan.spec(), "{file}");
    imported
}

#[track_caller]
fn assert_rates(test: &str, imported: &Imported, request: Value, closeness: Closeness) {
    let Some(answer) = python::ask(test, request) else { return };
    let theirs = unpacked(&answer["lr"]);
    let steps: Vec<u64> = (0..theirs.len() as u64).collect();
    assert_eq!(imported.plan.run_length(), Some(steps.len() as u64), "{test}");
    let base = theirs.iter().copied().fold(0.0, f64::max);
    assert_close(&ours(&imported.plan, &steps), &theirs, &steps, base, closeness, test);
}

#[test]
fn runs_of_transformers() {
    let runs = [
        ("bert_mrpc.json", 115, "linear", json!({})),
        ("zephyr_sft.yaml", 1_090, "cosine", json!({})),
        ("smollm3_mid.yaml", 400, "cosine_with_min_lr", json!({"min_lr_rate": 0.1})),
        ("llama3_orpo.yaml", 300, "inverse_sqrt", json!({})),
    ];
    for (file, updates, name, kwargs) in runs {
        let imported = imported(&format!("transformers/{file}"), ConfigSource::Transformers, updates);
        if !are_here() {
            continue;
        }
        let (ratio, epochs) = match file {
            "bert_mrpc.json" => (0.0, 3.0),
            "zephyr_sft.yaml" => (0.1, 1.0),
            "llama3_orpo.yaml" => (0.1, 3.0),
            _ => (0.03, 5.0),
        };
        let arguments = json!({"warmup_ratio": ratio, "num_train_epochs": epochs, "max_steps": -1});
        let request = json!({"do": "transformers_run", "arguments": arguments, "updates_per_epoch": updates});
        let Some(run) = python::ask(file, request) else { return };
        let steps: Vec<u64> = (0..run["steps"].as_u64().unwrap_or(0)).collect();
        assert_eq!(imported.plan.run_length(), Some(steps.len() as u64), "{file}");
        let lr = if file == "llama3_orpo.yaml" { 1e-5 } else { 2e-5 };
        let expression =
            format!("get_scheduler({name:?}, optimizer, {}, {}, scheduler_specific_kwargs={kwargs})", run["warmup"], run["steps"]);
        let Some(theirs) = super::rates(file, "transformers", &expression, lr, &steps) else { return };
        assert_close(&ours(&imported.plan, &steps), &theirs, &steps, lr, Closeness::Rounding, file);
    }
}

#[test]
fn runs_of_timm() {
    let runs = [
        (
            "resnet50_a2",
            0.005,
            json!({"sched": "cosine", "epochs": 300, "decay_epochs": 90, "warmup_epochs": 5, "warmup_lr": 1e-4,
            "min_lr": 1e-6, "lr_cycle_decay": 0.5}),
        ),
        (
            "deit_base",
            0.001,
            json!({"sched": "cosine", "epochs": 300, "decay_epochs": 30, "warmup_epochs": 5, "warmup_lr": 1e-6,
            "min_lr": 1e-5, "cooldown_epochs": 10}),
        ),
        (
            "efficientnet_b0",
            0.048,
            json!({"sched": "step", "epochs": 450, "decay_epochs": 2.4, "decay_rate": 0.97, "warmup_epochs": 5,
            "warmup_lr": 1e-6, "min_lr": 0}),
        ),
    ];
    for (name, lr, arguments) in runs {
        let imported = imported(&format!("timm/{name}.yaml"), ConfigSource::Timm, 1);
        if are_here() {
            let request =
                json!({"do": "timm_args", "arguments": arguments, "base": packed(&[lr]), "updates_per_epoch": 1, "at": []});
            assert_rates(name, &imported, request, Closeness::Rounding);
        }
    }
}

#[test]
fn runs_of_mmengine() {
    let one_x = json!([{"type": "LinearLR", "start_factor": 0.001, "by_epoch": false, "begin": 0, "end": 500},
        {"type": "MultiStepLR", "begin": 0, "end": 12, "by_epoch": true, "milestones": [8, 11], "gamma": 0.1}]);
    let swin = json!([{"type": "LinearLR", "start_factor": 1e-3, "by_epoch": true, "end": 20, "convert_to_iter_based": true},
        {"type": "CosineAnnealingLR", "eta_min": 1e-5, "by_epoch": true, "begin": 20}]);
    let rtmdet = json!([{"type": "LinearLR", "start_factor": 1e-5, "by_epoch": false, "begin": 0, "end": 1_000},
        {"type": "CosineAnnealingLR", "eta_min": 0.004 * 0.05, "begin": 150, "end": 300, "T_max": 150, "by_epoch": true,
            "convert_to_iter_based": true}]);
    for (name, lr, updates, epochs, schedulers) in
        [("schedule_1x", 0.02, 100, 12, one_x), ("swin", 0.001, 7, 300, swin), ("rtmdet_l", 0.004, 11, 300, rtmdet)]
    {
        let imported = imported(&format!("mmengine/{name}.py"), ConfigSource::Mmengine, updates);
        if are_here() {
            let request = json!({
                "do": "mmengine", "schedulers": schedulers, "base": packed(&[lr]), "epoch_length": updates, "epochs": epochs,
            });
            assert_rates(name, &imported, request, Closeness::Recursion);
        }
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
