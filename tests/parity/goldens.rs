//! Torch's values, checked in for machines without Python. `UPDATE_GOLDENS=1 cargo test -p long-tests --test parity goldens`
//! regenerates them.

use crate::common::bits::{assert_torch, relative_difference};
use crate::common::cases::{self, Case};
use crate::common::plateaus::{self, BASES, PlateauCase};
use crate::common::python::{self, packed, unpacked};
use serde_json::{Map, Value, json};
use std::sync::OnceLock;
use std::{env, fs};
use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../goldens/torch-2.13.0.json");
const REMEDY: &str = "`UPDATE_GOLDENS=1 cargo test -p long-tests --test parity goldens` writes them anew";
const STEPS: [u64; 28] =
    [0, 1, 2, 3, 6, 7, 8, 10, 11, 14, 19, 20, 29, 30, 49, 50, 51, 99, 100, 101, 124, 125, 160, 500, 1_000, 1_313, 5_000, 100_000];

/// Decimals that parse to the same bits, as a string, so that no JSON parser rounds them.
fn written(values: &[f64]) -> Value {
    json!(values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(" "))
}

fn parsed(text: &Value) -> Vec<f64> {
    let words = text.as_str().unwrap_or_else(|| panic!("not a golden: {text}")).split_whitespace();
    words.map(|word| word.parse().unwrap_or_else(|error| panic!("{word}: {error}"))).collect()
}

/// A part of the matrix, each rule with its own metrics, so that all arguments and all sequences occur.
fn plateau_cases() -> impl Iterator<Item = (PlateauCase, (&'static str, Vec<f64>))> {
    plateaus::matrix().into_iter().step_by(4).zip(plateaus::sequences())
}

/// The steps of a golden: fewer if torch cannot jump and has to be stepped.
fn steps(case: &Case) -> impl Iterator<Item = u64> {
    let last = if case.jumps { case.last } else { case.last.min(200) };
    STEPS.into_iter().filter(move |&step| step <= last)
}

fn golden(test: &str, torch: &str, case: &Case) -> Option<Value> {
    let of_all = if case.jumps {
        let times: Vec<f64> = steps(case).map(|step| step as f64).collect();
        let request = json!({"do": "jump", "scheduler": torch, "bases": packed(&BASES), "times": packed(&times)});
        unpacked(&python::ask(test, request)?["lr"])
    } else {
        let request = json!({"do": "drive", "scheduler": torch, "bases": packed(&BASES), "steps": steps(case).max()});
        let rates = unpacked(&python::ask(test, request)?["lr"]);
        let at = |step: u64| rates[step as usize * BASES.len()..][..BASES.len()].to_vec();
        steps(case).flat_map(at).collect()
    };
    Some(written(&of_all))
}

/// The content of the file, from a live torch.
fn generated(test: &str) -> Option<Value> {
    let mut schedules = Map::new();
    for (torch, case) in cases::of_torch() {
        schedules.insert(torch.into(), golden(test, torch, &case)?);
    }
    let mut plateaus = Map::new();
    for (case, (name, metrics)) in plateau_cases() {
        let request = json!({"do": "plateau", "scheduler": case.torch, "bases": packed(&BASES), "metrics": packed(&metrics)});
        let lr = written(&unpacked(&python::ask(test, request)?["lr"]));
        plateaus.insert(case.torch, json!({"metrics": name, "lr": lr}));
    }
    Some(json!({"bases": BASES, "steps": STEPS, "schedules": schedules, "plateaus": plateaus}))
}

/// The checked-in file. With `UPDATE_GOLDENS=1` it is regenerated first.
fn goldens() -> &'static Value {
    static GOLDENS: OnceLock<Value> = OnceLock::new();
    GOLDENS.get_or_init(|| {
        if env::var("UPDATE_GOLDENS").is_ok_and(|value| value == "1") {
            let generated = generated("UPDATE_GOLDENS").expect("goldens come from a live torch");
            fs::write(FILE, format!("{generated:#}\n")).unwrap_or_else(|error| panic!("{FILE}: {error}"));
        }
        let text = fs::read_to_string(FILE).unwrap_or_else(|error| panic!("{FILE}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{FILE}: {error}"))
    })
}

#[test]
fn the_checked_in_goldens_equal_torchs_values() {
    let Some(generated) = generated("the_checked_in_goldens_equal_torchs_values") else { return };
    let same = *goldens() == generated;
    assert!(same, "{FILE} is not what torch gives: {REMEDY}");
}

#[test]
fn schedules_equal_the_goldens() {
    let goldens = goldens();
    assert_eq!((&goldens["bases"], &goldens["steps"]), (&json!(BASES), &json!(STEPS)), "goldens of other steps");
    for (torch, case) in cases::of_torch() {
        let golden = parsed(goldens["schedules"].get(torch).unwrap_or_else(|| panic!("{torch} has no golden: {REMEDY}")));
        let schedule = case.schedule();
        let places: Vec<_> = steps(&case).flat_map(|step| BASES.map(|base| (base, step))).collect();
        assert_eq!(golden.len(), places.len(), "{torch}");
        for ((base, step), golden) in places.into_iter().zip(golden) {
            let ours = schedule.at(base, step);
            let near = !case.jumps && relative_difference(ours, golden) <= case.drift;
            if !near {
                assert_torch(ours, golden, format_args!("{torch} from {base} at step {step}"));
            }
        }
    }
}

#[test]
fn plateau_rules_equal_the_goldens() -> tch_lr_scheduler::Result<()> {
    let goldens = goldens();
    for (case, (name, metrics)) in plateau_cases() {
        let golden = &goldens["plateaus"][&case.torch];
        assert_eq!(golden["metrics"], name, "{}", case.torch);
        let rates = parsed(&golden["lr"]);
        assert_eq!(rates.len(), metrics.len() * BASES.len(), "{}", case.torch);
        let plan = Plan::lr_groups(BASES.map(|base| (base, Constant))).reduce_lr_on_plateau(case.rule);
        let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
        for (epoch, (metric, rates)) in metrics.iter().zip(rates.chunks(BASES.len())).enumerate() {
            scheduler.metric(*metric, &mut DryRun)?;
            for (ours, golden) in scheduler.lrs().iter().zip(rates) {
                assert_torch(*ours, *golden, format_args!("{} at metric {epoch}", case.torch));
            }
        }
    }
    Ok(())
}
