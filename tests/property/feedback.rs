//! Laws of the feedback rules, on random rules with random windows and groups, and on random metrics.

use crate::property::runner::runner;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use std::ops::Range;
use tch_lr_scheduler::{DryRun, Plan, PlanSpec, Response, Scheduler, State};

const GROUPS: usize = 3;
const BASE: f64 = 0.1;
const NAMES: [&str; 4] = ["first", "second", "third", "fourth"];

fn failed(error: impl ToString) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// One rule with its parameters. Beside it: the steps at which it gets metrics, and the groups on which it acts.
#[derive(Debug, Clone)]
struct Rule {
    json: Value,
    during: Option<Range<u64>>,
    groups: Option<Vec<usize>>,
}

impl Rule {
    /// The rule with its window and its groups.
    fn planned(&self) -> Value {
        let mut json = self.json.clone();
        if let Some(during) = &self.during {
            json["during"] = json!({"from": during.start, "until": during.end});
        }
        if let Some(groups) = &self.groups {
            json["groups"] = json!(groups);
        }
        json
    }

    fn acts_at(&self, step: u64) -> bool {
        self.during.as_ref().is_none_or(|during| during.contains(&step))
    }

    fn acts_on(&self, group: usize) -> bool {
        self.groups.as_ref().is_none_or(|groups| groups.contains(&group))
    }

    fn number(&self, name: &str) -> f64 {
        self.json[name].as_f64().unwrap_or_else(|| panic!("{name} of {}", self.json))
    }

    /// A parameter that is a number, or a list with one number for each group.
    fn of_group(&self, name: &str, group: usize) -> f64 {
        let value = &self.json[name];
        value.get(group).unwrap_or(value).as_f64().unwrap_or_else(|| panic!("{name} of {}", self.json))
    }
}

/// A number, or a list with one for each group.
fn limits(numbers: &'static [f64]) -> impl Strategy<Value = Value> {
    let number = || select(numbers);
    prop_oneof![3 => number().prop_map(|one| json!(one)), 1 => vec(number(), GROUPS).prop_map(|each| json!(each))]
}

fn comparison() -> impl Strategy<Value = (&'static str, &'static str, f64)> {
    (select(&["min", "max"][..]), select(&["rel", "abs", "magnitude"][..]), select(&[0.0, 1e-4, 0.1][..]))
}

fn plateaus() -> impl Strategy<Value = Value> {
    let counts = (0..4u64, 0..4u64, 0..4u64, any::<bool>());
    let numbers = (select(&[0.0, 0.1, 0.5, 0.9][..]), limits(&[0.0, 1e-3, 0.03]), select(&[0.0, 1e-8, 0.02][..]));
    (comparison(), counts, numbers).prop_map(
        |((mode, threshold_mode, threshold), (patience, cooldown, extra, restore_best), (factor, min_lr, eps))| {
            json!({"type": "ReduceLROnPlateau", "mode": mode, "threshold_mode": threshold_mode, "threshold": threshold,
                "patience": patience, "cooldown": cooldown, "initial_extra_patience": extra, "restore_best": restore_best,
                "factor": factor, "min_lr": min_lr, "eps": eps})
        },
    )
}

fn greedy() -> impl Strategy<Value = Value> {
    let counts = (0..4u64, 0..3u64, 0..3u64, 1..4u64, 0..4u64, any::<bool>());
    let numbers = (select(&[0.5, 0.9][..]), limits(&[0.0, 1e-3]), limits(&[0.1, 0.2, 1.0]), select(&[0.0, 1e-8, 0.02][..]));
    (comparison(), counts, numbers).prop_map(
        |(
            (mode, threshold_mode, threshold),
            (patience, cooldown, warmup, window, reset, smooth),
            (factor, min_lr, max_lr, eps),
        )| {
            json!({"type": "GreedyLR", "mode": mode, "threshold_mode": threshold_mode, "threshold": threshold, "patience": patience,
                "cooldown": cooldown, "warmup": warmup, "window_size": window, "reset_start": reset, "smooth": smooth,
                "factor": factor, "min_lr": min_lr, "max_lr": max_lr, "eps": eps})
        },
    )
}

fn others() -> impl Strategy<Value = Value> {
    let scale = (1..4u64, 0..3u64, 1..4u64, select(&[0.0, 0.1][..]), select(&[0.0, 0.25][..]));
    let scale = scale.prop_map(|(patience, cooldown, size, tolerance, low)| {
        json!({"type": "ScaleOnPlateau", "factor": 0.5, "patience": patience, "cooldown": cooldown, "accumulation_size": size,
            "rtol": tolerance, "atol": tolerance, "min_scale": low})
    });
    let new_bob = (select(&[0.0, 0.5, 0.9][..]), select(&[-0.1, 0.0, 0.0025][..]), 0..3u64);
    let new_bob = new_bob.prop_map(|(factor, threshold, patient)| {
        json!({"type": "NewBob", "annealing_factor": factor, "improvement_threshold": threshold, "patient": patient})
    });
    let guard =
        (select(&[1.0, 1.5][..]), select(&[0.0, 0.5, 0.98][..]), select(&[0.0, 0.1, 0.5][..]), 0..4u64, 0..4u64, 0..4u64, 0..3u64);
    let guard = guard.prop_map(|(above, beta, factor, after, hold, ramp, restore)| {
        json!({"type": "SpikeGuard", "above": above, "beta": beta, "factor": factor, "after": after, "hold": hold, "ramp": ramp,
            "restore_after": restore})
    });
    let stopping = (comparison(), 1..5u64, option::of(select(&[0.1, 1.0][..])));
    let stopping = stopping.prop_map(|((mode, threshold_mode, threshold), patience, baseline)| {
        json!({"type": "EarlyStopping", "patience": patience, "mode": mode, "threshold_mode": threshold_mode, "threshold": threshold,
            "baseline": baseline})
    });
    prop_oneof![scale, new_bob, guard, stopping]
}

fn rules() -> impl Strategy<Value = Rule> {
    let windows = option::of((0..12u64, 1..20u64)).prop_map(|window| window.map(|(from, length)| from..from + length));
    let groups = option::of(subsequence(vec![0, 1, 2], 1..GROUPS));
    let json = prop_oneof![plateaus(), greedy(), others()];
    (json, windows, groups).prop_map(|(json, during, groups)| Rule { json, during, groups })
}

/// Metrics that are constant, improve, grow, jump, or are not finite, one kind after the other.
fn metrics() -> impl Strategy<Value = Vec<f64>> {
    let part = (0..9usize, 1..9i32, select(&[1.0, 0.3, -2.0][..])).prop_map(|(kind, length, level)| {
        let metric = |index: i32| match kind {
            0 => f64::NAN,
            1 => f64::INFINITY,
            2 => f64::NEG_INFINITY,
            3 => level,
            4 => level * 0.9f64.powi(index),
            5 => level * 1.3f64.powi(index),
            6 => level * 1e100f64.powi(index),
            7 => 0.0,
            _ => level * f64::from(1 + index % 2),
        };
        (0..length).map(metric).collect::<Vec<_>>()
    });
    vec(part, 1..5).prop_map(|parts| parts.concat())
}

fn schedules() -> impl Strategy<Value = Value> {
    select(vec![
        json!({"type": "Constant"}),
        json!({"type": "ExponentialLR", "gamma": 0.97}),
        json!({"type": "Warmup", "steps": 4, "schedule": {"type": "CosineAnnealingLR", "T_max": 30}}),
        json!({"type": "OneCycleLR", "max_lr": 0.3, "total_steps": 40}),
    ])
}

/// The plan with these rules, by the names in `NAMES`.
fn plan(schedule: &Value, rules: &[Rule]) -> Result<Plan, TestCaseError> {
    let named: serde_json::Map<_, _> = NAMES.iter().zip(rules).map(|(name, rule)| ((*name).to_owned(), rule.planned())).collect();
    let mut file = json!({
        "lr": {"base": BASE, "schedule": schedule, "groups": {"1": {"factor": 0.5}}},
        "weight_decay": {"proportional_to_lr": {"weight_decay": 0.01}},
    });
    if !rules.is_empty() {
        file["feedback"] = Value::Object(named);
    }
    PlanSpec::from_json(&file.to_string()).and_then(|spec| spec.plan()).map_err(failed)
}

fn start(plan: &Plan) -> Result<Scheduler, TestCaseError> {
    Scheduler::start(plan, GROUPS, &mut DryRun).map_err(failed)
}

/// Gives a metric to all rules, or to one of them, and steps.
fn go_on(scheduler: &mut Scheduler, metric: f64, only: Option<&str>) -> Result<Response, TestCaseError> {
    let response = match only {
        Some(name) => scheduler.metric_for(name, metric, &mut DryRun),
        None => scheduler.metric(metric, &mut DryRun),
    };
    scheduler.step(&mut DryRun).map_err(failed)?;
    response.map_err(failed)
}

fn checked<T: std::fmt::Debug>(drawn: impl Strategy<Value = T>, law: impl Fn(T) -> Result<(), TestCaseError>) {
    runner(200).run(&drawn, law).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn a_run_killed_at_every_step_equals_the_uninterrupted_one() {
    checked((schedules(), vec(rules(), 1..=4), metrics(), any::<[Index; 3]>()), |(schedule, rules, metrics, alone)| {
        let plan = plan(&schedule, &rules)?;
        let mut uninterrupted = start(&plan)?;
        let mut text = uninterrupted.state().to_json().map_err(failed)?;
        // At some steps, only one rule gets the metric.
        let alone = alone.map(|index| index.index(metrics.len()));
        for (step, metric) in metrics.iter().enumerate() {
            let only = alone.iter().position(|of_one| *of_one == step).and_then(|index| NAMES[..rules.len()].get(index)).copied();
            let read = State::from_json(&text).map_err(failed)?;
            prop_assert_eq!(read.to_json().map_err(failed)?, text.clone(), "read and written at step {}", step);
            let mut resumed = start(&plan)?;
            resumed.load(read, &mut DryRun).map_err(failed)?;
            let expected = go_on(&mut uninterrupted, *metric, only)?;
            let found = go_on(&mut resumed, *metric, only)?;
            prop_assert_eq!(format!("{found:?}"), format!("{expected:?}"), "after step {}", step);
            text = resumed.state().to_json().map_err(failed)?;
            prop_assert_eq!(text.clone(), uninterrupted.state().to_json().map_err(failed)?, "after step {}", step);
        }
        Ok(())
    });
}

#[test]
fn rates_stay_finite_and_groups_without_a_rule_keep_their_rates() {
    checked((schedules(), vec(rules(), 1..=4), metrics()), |(schedule, rules, metrics)| {
        let (without, mut scheduler) = (plan(&schedule, &[])?, start(&plan(&schedule, &rules)?)?);
        for metric in metrics {
            go_on(&mut scheduler, metric, None)?;
            let (state, scheduled) = (scheduler.state(), without.preview(GROUPS, scheduler.state().step).map_err(failed)?);
            for (group, lr) in state.lr.iter().enumerate() {
                prop_assert!(lr.is_finite() && *lr >= 0.0, "after step {}: {:?}", state.step, state.lr);
                let is_free = rules.iter().all(|rule| !rule.acts_on(group));
                prop_assert!(!is_free || lr.to_bits() == scheduled.lr[group].to_bits(), "group {group} at {}", state.step);
            }
        }
        Ok(())
    });
}

#[test]
fn a_metric_outside_of_a_window_changes_nothing_of_its_rule() {
    checked((schedules(), vec(rules(), 1..=4), metrics()), |(schedule, rules, metrics)| {
        let mut scheduler = start(&plan(&schedule, &rules)?)?;
        for metric in metrics {
            let before = scheduler.state().clone();
            scheduler.metric(metric, &mut DryRun).map_err(failed)?;
            for (rule, name) in rules.iter().zip(NAMES).filter(|(rule, _)| !rule.acts_at(before.step)) {
                prop_assert_eq!(scheduler.state().rule(name), before.rule(name), "{:?} at step {}", rule, before.step);
            }
            scheduler.step(&mut DryRun).map_err(failed)?;
        }
        Ok(())
    });
}

/// The lowest and the highest rate of a group under a rule, if its scheduled rate is constant.
fn allowed(rule: &Rule, group: usize, scheduled: f64) -> (f64, f64) {
    match rule.json["type"].as_str().unwrap_or_default() {
        "ReduceLROnPlateau" => (rule.of_group("min_lr", group).min(scheduled), scheduled),
        "GreedyLR" => (rule.of_group("min_lr", group).min(scheduled), rule.of_group("max_lr", group).max(scheduled)),
        "ScaleOnPlateau" => (rule.number("min_scale") * scheduled, scheduled),
        "NewBob" => (0.0, scheduled),
        "SpikeGuard" => (rule.number("factor") * scheduled, scheduled),
        "EarlyStopping" => (scheduled, scheduled),
        other => panic!("add the limits of {other}"),
    }
}

#[test]
fn every_rule_keeps_its_limits() {
    checked((rules(), metrics()), |(rule, metrics)| {
        let mut scheduler = start(&plan(&json!({"type": "Constant"}), std::slice::from_ref(&rule))?)?;
        let scheduled = scheduler.lrs().to_vec();
        for metric in metrics {
            go_on(&mut scheduler, metric, None)?;
            for (group, (lr, scheduled)) in scheduler.lrs().iter().zip(&scheduled).enumerate() {
                let (low, high) = allowed(&rule, group, *scheduled);
                let is_within = *lr >= low * (1.0 - 1e-12) && *lr <= high * (1.0 + 1e-12);
                prop_assert!(is_within, "{lr} of group {group} is not from {low} to {high}: {}", rule.json);
            }
        }
        Ok(())
    });
}

/// A rule of each type of the schema is drawn, so that the laws hold for all of them.
#[test]
fn every_type_of_rule_is_drawn() {
    let schema: Value =
        serde_json::from_str(&tch_lr_scheduler::spec::json_schema().expect("there is a schema")).expect("it is JSON");
    let entries = schema["properties"]["feedback"]["anyOf"].as_array().expect("it is a list");
    let types: Vec<_> = entries.iter().filter_map(|entry| entry["properties"]["type"]["enum"][0].as_str()).collect();
    let drawn = std::cell::RefCell::new(std::collections::BTreeSet::new());
    checked(rules(), |rule| {
        drawn.borrow_mut().insert(rule.json["type"].as_str().unwrap_or_default().to_owned());
        Ok(())
    });
    assert!(types.len() > 5, "the schema has no rules");
    let missing: Vec<_> = types.iter().filter(|name| !drawn.borrow().contains(**name)).collect();
    assert!(missing.is_empty(), "add {missing:?} to `rules`");
}
