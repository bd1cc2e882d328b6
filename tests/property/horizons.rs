//! `constant_from`, `next_change` and `at` against the values of a run that is stepped, for random schedules with small numbers and
//! with the factors 0 and 1. A horizon that is too early shows only there.

use crate::common::asked::Asked;
use crate::common::generator::Generator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tch_lr_scheduler::{DryRun, Functions, Plan, Result, Schedule, ScheduleSpec, Scheduler, spec};

const STEPS: u64 = 40;
const BASES: [f64; 3] = [0.3, 1.0, 0.0];

fn built(json: &Value) -> Result<Box<dyn Schedule>> {
    let spec: ScheduleSpec = serde_json::from_value(json.clone()).expect("it is data");
    spec.schedule(&Functions::new())
}

fn pick<T: Copy>(draw: &mut Generator, choices: &[T]) -> T {
    choices[draw.whole(0, choices.len() as u64 - 1) as usize]
}

fn factor(draw: &mut Generator) -> f64 {
    pick(draw, &[0.0, 1.0, 0.5, 0.25])
}

fn few(draw: &mut Generator) -> u64 {
    draw.whole(1, 5)
}

fn leaf(draw: &mut Generator) -> Value {
    let (a, b, low, high) = (few(draw), few(draw), factor(draw), factor(draw));
    match draw.whole(0, 28) {
        27 => json!({"type": "Sin", "period": a + 1, "eta_min": low / 10.0, "peak_decay": high, "gamma": 0.5}),
        0 => json!({"type": "Constant"}),
        1 => json!({"type": "StepLR", "step_size": a, "gamma": low}),
        2 => json!({"type": "MultiStepLR", "milestones": [a, a + b], "gamma": low}),
        3 => json!({"type": "ConstantLR", "factor": low.max(0.25), "total_iters": a - 1}),
        4 => json!({"type": "LinearLR", "start_factor": low.max(0.25), "end_factor": high, "total_iters": a}),
        5 => json!({"type": "ExponentialLR", "gamma": low}),
        6 => json!({"type": "PolynomialLR", "total_iters": a, "power": high}),
        7 => json!({"type": "CosineAnnealingLR", "T_max": a, "eta_min": low / 10.0}),
        8 => json!({"type": "CosineAnnealingWarmRestarts", "T_0": a, "T_mult": b, "eta_min": low / 10.0,
            "peak_decay": high, "eta_min_decay": low, "cycle_limit": (a > 2).then_some(b)}),
        9 => json!({"type": "CyclicLR", "base_lr": low, "max_lr": high, "step_size_up": a}),
        10 => json!({"type": "OneCycleLR", "max_lr": high, "total_steps": a + b}),
        11 => json!({"type": "LambdaLR", "lr_lambda": {"table": [[0, low], [a, high]]}}),
        12 => json!({"type": "MultiplicativeLR", "lr_lambda": {"table": [[0, 1], [a, low], [a + b, 1]]}}),
        13 => json!({"type": "Piecewise", "start": low, "pieces": [{"shape": "constant", "step": a, "factor": high},
            {"shape": pick(draw, &["linear", "1-sqrt", "half-life"]), "step": a + b, "factor": 0.5}]}),
        14 => json!({"type": "RangeRamp", "low": 0.1, "high": 0.2, "steps": a + 1, "linear": true}),
        15 => {
            json!({"type": "Table", "points": [[b, low], [a + b, high]], "relative": a > 2, "between": pick(draw, &["step", "linear"])})
        }
        17 => json!({"type": "Rex", "T_max": a, "eta_min": low / 10.0}),
        18 => json!({"type": "Tanh", "T_max": a, "eta_min": low / 10.0}),
        19 => json!({"type": "CosineDecay", "T_max": a, "alpha": low, "exponent": b, "k_decay": a}),
        20 => json!({"type": "PolynomialDecay", "total_iters": a, "power": high, "alpha": low, "cycle": b > 2}),
        16 => json!({"type": "Wsd", "warmup_steps": a - 1, "stable_steps": b - 1, "decay_steps": a, "floor": low,
            "stable_power": if a > 1 && b > 2 { high } else { 0.0 }, "decay_shape": pick(draw, &["1-sqrt", "linear", "constant"])}),
        21 => json!({"type": "InverseSqrt", "timescale": a, "floor": low}),
        22 => json!({"type": "Noam", "d_model": (a > 2).then_some(b), "warmup_steps": a, "factor": high}),
        23 => json!({"type": "InverseTime", "decay_steps": a, "decay_rate": low, "staircase": b > 2, "power": high}),
        24 => json!({"type": "Power", "amplitude": (a > 2).then_some(0.25), "exponent": -low, "after": b}),
        25 => json!({"type": "Eden", "lr_batches": a, "lr_epochs": (a > 2).then_some(b), "steps_per_epoch": (a > 2).then_some(b),
            "warmup_batches": b, "warmup_start": low}),
        26 => {
            json!({"type": "InfiniteLR", "warmup_steps": a - 1, "cooldown_steps": b - 1, "constant": 0.5, "tau": (a > 2).then_some(10),
            "anneal_start": (b > 2).then_some(a + b + 3), "anneal_steps": (b > 2).then_some(a - 1), "anneal_end": (b > 2).then_some(0.25)})
        }
        _ => json!({"type": "SWALR", "swa_lr": high, "anneal_epochs": a - 1}),
    }
}

fn drawn(draw: &mut Generator, depth: u64) -> Value {
    if depth == 0 || draw.whole(0, 5) == 0 {
        return leaf(draw);
    }
    let (a, b) = (few(draw), few(draw));
    let (number, inner) = (factor(draw), drawn(draw, depth - 1));
    match draw.whole(0, 22) {
        18 => json!({"type": "Plus", "schedule": inner, "other": drawn(draw, depth - 1)}),
        19 => json!({"type": "Within", "schedule": inner, "from": a - 1, "until": (b > 2).then_some(a + b)}),
        20 => json!({"type": "PastEnd", "schedule": inner, "end": a + b, "policy": pick(draw, &["hold", "follow", "repeat"])}),
        21 => json!({"type": "Noise", "schedule": inner, "percent": 0.5, "during": {"from": a, "until": a + b}}),
        22 => json!({"type": "PastEnd", "schedule": inner, "end": STEPS + 1000, "policy": "error"}),
        0 => json!({"type": "Warmup", "schedule": inner, "steps": a}),
        1 => json!({"type": "WarmupBeside", "schedule": inner, "steps": a, "start": 0.25}),
        2 => json!({"type": "Hold", "schedule": inner, "step": a}),
        3 => json!({"type": "Delay", "schedule": inner, "steps": a}),
        4 => json!({"type": "Frozen", "schedule": inner, "until": a}),
        5 => json!({"type": "Cycle", "schedule": inner, "period": a + b, "decay": number}),
        6 => json!({"type": "Every", "schedule": inner, "steps": a}),
        7 => json!({"type": "Stretch", "schedule": inner, "steps": a}),
        8 => json!({"type": "Times", "schedule": inner, "factor": drawn(draw, depth - 1)}),
        9 => json!({"type": "Min", "schedule": inner, "other": drawn(draw, depth - 1)}),
        10 => json!({"type": "Max", "schedule": inner, "other": drawn(draw, depth - 1)}),
        11 => json!({"type": "Clamp", "schedule": inner, "low": 0.02, "high": 0.02 + number}),
        12 => json!({"type": "Scale", "schedule": inner, "factor": number}),
        13 => json!({"type": "Offset", "schedule": inner, "amount": number}),
        14 | 15 => json!({"type": "SequentialLR", "schedulers": [inner, drawn(draw, depth - 1), drawn(draw, depth - 1)],
            "milestones": [a - 1, a + b]}),
        _ => {
            let mut members = vec![inner];
            members.extend((0..draw.whole(0, 2)).map(|_| drawn(draw, depth - 1)));
            json!({"type": "ChainedScheduler", "schedulers": members})
        }
    }
}

fn types_in(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| types_in(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("type").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| types_in(field, found));
        }
        _ => {}
    }
}

fn draws(count: u64) -> impl Iterator<Item = (Value, Box<dyn Schedule>)> {
    (0..count).map(|seed| {
        let json = drawn(&mut Generator::new(seed), 3);
        let schedule = built(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
        (json, schedule)
    })
}

#[test]
fn every_type_of_schedule_is_drawn() {
    let schema: Value = serde_json::from_str(&spec::json_schema().expect("there is a schema")).expect("it is JSON");
    let types = schema["$defs"]["schedule"]["oneOf"].as_array().expect("it is a list");
    let all: BTreeSet<_> = types.iter().filter_map(|entry| entry["properties"]["type"]["const"].as_str()).collect();
    let mut found = BTreeSet::new();
    draws(2_000).for_each(|(json, _)| types_in(&json, &mut found));
    let missing: Vec<_> = all.into_iter().filter(|name| !found.contains(*name)).collect();
    assert!(missing.is_empty(), "add {missing:?} to `leaf` or `drawn`");
}

#[test]
fn values_hold_from_the_horizon_on_and_until_the_next_change() {
    for (json, schedule) in draws(30_000) {
        for base in BASES {
            let curve: Vec<_> = (0..STEPS)
                .map(|step| (schedule.at(base, step).to_bits(), schedule.companion(step as f64).map(f64::to_bits)))
                .collect();
            let constant_from = schedule.constant_from().unwrap_or(STEPS) as usize;
            for step in constant_from..curve.len() {
                assert_eq!(curve[step], curve[constant_from], "constant from {constant_from}, base {base}, step {step}: {json}");
            }
            for step in 0..curve.len() {
                let next = (schedule.next_change(step as u64) as usize).min(curve.len());
                assert!(next > step, "after {step} comes {next}: {json}");
                let held = (step..next).all(|later| curve[later] == curve[step]);
                assert!(held, "the change after {step} is said to be at {next}, base {base}: {json}");
            }
        }
    }
}

/// A chain may raise a value above that of its members. A member of a sequence may continue from the value before it only in a
/// part. No other schedule exceeds its peak.
#[test]
fn no_value_is_above_the_peak() {
    let mut reached = 0;
    let continues = |json: &str| json.contains("SequentialLR") && (json.contains("SWALR") || json.contains("MultiplicativeLR"));
    // A peak does not contain the noise.
    let is_plain = |json: &str| !["ChainedScheduler", "Noise"].iter().any(|name| json.contains(name)) && !continues(json);
    for (json, schedule) in draws(10_000).filter(|(json, _)| is_plain(&json.to_string())) {
        for base in BASES {
            let (peak, highest) = (schedule.peak(base), (0..STEPS).map(|step| schedule.at(base, step)).fold(0.0, f64::max));
            assert!(highest <= peak * (1.0 + 1e-12), "{highest} is above the peak {peak}, base {base}: {json}");
            reached += u64::from(highest >= peak * (1.0 - 1e-12));
        }
    }
    assert!(reached > 5_000, "only {reached} reach their peak");
}

#[test]
fn a_stepped_run_has_the_values_of_a_fresh_schedule_at_each_step() -> Result<()> {
    for (json, schedule) in draws(2_000) {
        let plan = Plan::lr(0.3, schedule).lr_group(1, 1.0, built(&json)?);
        let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
        for step in 1..STEPS {
            let driven = scheduler.step(&mut DryRun)?.lr.iter().map(|lr| lr.to_bits()).collect::<Vec<_>>();
            if step % 7 == 0 || step < 6 {
                let fresh = built(&json)?;
                let direct = [0.3, 1.0].map(|base| fresh.at(base, step).to_bits());
                assert_eq!(driven, direct, "at step {step}: {json}");
                let saved = scheduler.state().clone();
                Scheduler::start(&plan, 2, &mut DryRun)?.load(saved, &mut DryRun)?;
            }
        }
    }
    Ok(())
}

#[test]
fn a_chain_whose_members_go_on_moving_it_has_no_horizon() -> Result<()> {
    let chain = json!({"type": "ChainedScheduler", "schedulers": [{"type": "SWALR", "swa_lr": 0.5, "anneal_epochs": 2},
        {"type": "StepLR", "step_size": 2, "gamma": 0}]});
    let mut scheduler = Scheduler::start(&Plan::lr(0.3, built(&chain)?), 1, &mut DryRun)?;
    let driven = (1..9).map(|_| Ok(scheduler.step(&mut DryRun)?.lr[0])).collect::<Result<Vec<_>>>()?;
    assert_eq!(driven[2..], [0.5, 0.0, 0.5, 0.0, 0.5, 0.0]);
    Ok(())
}
