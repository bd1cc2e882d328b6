//! Edited texts of plans, states and torch runs, as a fuzzer would try them.

use crate::common::cases;
use crate::property::acts::{acts, perform};
use crate::property::inputs;
use crate::property::plans::plans;
use crate::property::runner::runner;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use std::cell::Cell;
use tch_lr_scheduler::{DryRun, Plan, PlanSpec, ReduceLrOnPlateau, Scheduler, State, pytorch};

const TOKENS: [&str; 24] = [
    "0",
    "1",
    "-1",
    "18446744073709551615",
    "1e300",
    "-1e300",
    "5e-324",
    "1e400",
    "NaN",
    "null",
    "true",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\u0000",
    "\"type\"",
    "\"schedule\"",
    "\"StepLR\"",
    "\"lr\"",
    "é",
];

/// A part of a text that is cut out, doubled or replaced.
#[derive(Debug, Clone)]
struct Edit {
    place: Index,
    length: usize,
    token: Option<&'static str>,
    doubles: bool,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (any::<Index>(), 0..12usize, proptest::option::of(select(&TOKENS[..])), any::<bool>());
    vec(edit.prop_map(|(place, length, token, doubles)| Edit { place, length, token, doubles }), 1..4)
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for edit in edits.iter().filter(|_| !text.is_empty()).collect::<Vec<_>>() {
        let start = edit.place.index(text.len() + 1);
        let end = (start + edit.length).min(text.len());
        let mut part: Vec<char> = edit.token.unwrap_or("").chars().collect();
        if edit.doubles {
            part.extend(text[start..end].repeat(2));
        }
        text.splice(start..end, part);
    }
    text.into_iter().collect()
}

fn anything() -> impl Strategy<Value = Value> {
    let number = select(vec![0.0, -0.0, 1.0, -1.0, 1e300, -1e300, 5e-324, 0.5]).prop_map(Value::from);
    let whole = select(vec![0, 1, 2, 1 << 53, u64::MAX]).prop_map(Value::from);
    let text = select(vec!["", "type", "StepLR", "Infinity", "first_step", "half"]).prop_map(Value::from);
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number, whole, text];
    let names = vec![
        "lr",
        "base",
        "schedule",
        "type",
        "groups",
        "0",
        "each",
        "feedback",
        "numbers",
        "schedulers",
        "milestones",
        "power",
        "table",
    ];
    leaf.prop_recursive(5, 24, 4, move |inner| {
        let fields = vec((select(names.clone()), inner.clone()), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::Array),
            fields.prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        ]
    })
}

/// Replaces one value of a JSON tree.
fn grafted(json: &mut Value, place: Index, graft: Value) {
    let places = count(json);
    let mut left = place.index(places);
    if let Some(place) = nth(json, &mut left) {
        *place = graft;
    }
}

fn count(json: &Value) -> usize {
    1 + match json {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

fn nth<'a>(json: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(json);
    }
    *left -= 1;
    match json {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(fields) => fields.values_mut().find_map(|item| nth(item, left)),
        _ => None,
    }
}

fn states() -> impl Strategy<Value = String> {
    (plans(), acts()).prop_filter_map("refused", |(file, acts)| {
        let mut scheduler = Scheduler::start(&file.plan().ok()?, file.groups, &mut DryRun).ok()?;
        acts.iter().try_for_each(|act| perform(act, &mut scheduler, &mut DryRun)).ok()?;
        scheduler.state().to_json().ok()
    })
}

fn checked<T: std::fmt::Debug>(cases: u32, drawn: impl Strategy<Value = T>, law: impl Fn(T)) {
    let law = |drawn| {
        law(drawn);
        Ok(())
    };
    runner(cases).run(&drawn, law).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn an_edited_plan_is_a_plan_or_an_error() {
    let texts = || plans().prop_map(|file| file.json.to_string()).boxed();
    tampered(1_000, texts, |text| inputs::plan(PlanSpec::from_json(text)));
}

#[test]
fn an_edited_plan_in_toml_is_a_plan_or_an_error() {
    checked(1_000, (plans(), edits()), |(file, edits)| {
        if let Ok(text) = file.spec().and_then(|spec| spec.to_toml()) {
            inputs::plan(PlanSpec::from_toml(&edited(&text, &edits)));
        }
    });
}

/// Reads texts with edited characters, and texts with one JSON value replaced. Some of both must still be valid, because most
/// checks need a valid text.
fn tampered(cases: u32, texts: impl Fn() -> BoxedStrategy<String>, read: impl Fn(&str) -> bool) {
    let (total, valid) = (Cell::new(0u32), [const { Cell::new(0u32) }; 2]);
    let count = |valid: &Cell<u32>, is_valid| {
        total.set(total.get() + 1);
        valid.set(valid.get() + u32::from(is_valid));
    };
    checked(cases, (texts(), edits()), |(text, edits)| count(&valid[0], read(&edited(&text, &edits))));
    checked(cases, (texts(), any::<Index>(), anything()), |(text, place, graft)| {
        let mut json: Value = serde_json::from_str(&text).unwrap_or(json!(null));
        grafted(&mut json, place, graft);
        count(&valid[1], read(&json.to_string()));
    });
    // `PROPTEST_CASES` may ask for too few texts.
    let is_valid_somewhere = valid.iter().all(|valid| valid.get() > 0);
    assert!(is_valid_somewhere || total.get() < 1_000, "of {} texts, {valid:?} were valid", total.get());
}

#[test]
fn an_edited_state_is_a_state_or_an_error() {
    tampered(1_000, || states().boxed(), inputs::state);
}

/// Torch runs of every class, at near and far steps.
fn torch_runs() -> impl Strategy<Value = String> {
    let run = |(row, step): (usize, u64)| {
        let rows = cases::of_torch();
        let (_, case) = &rows[row % rows.len()];
        let plan = Plan::lr(0.1, case.schedule());
        let plan = if row.is_multiple_of(5) { plan.reduce_lr_on_plateau(ReduceLrOnPlateau::new()) } else { plan };
        pytorch::write(&plan, &plan.preview(2, step.min(case.last)).ok()?).ok()
    };
    (any::<usize>(), prop_oneof![0..200u64, Just(1_000)]).prop_filter_map("not torch's", run)
}

#[test]
fn an_edited_torch_run_is_a_run_or_an_error() {
    tampered(700, || torch_runs().boxed(), inputs::torch_run);
}

#[test]
fn any_json_is_a_plan_a_state_or_an_error() {
    checked(2_000, anything(), |json| {
        let text = json.to_string();
        inputs::plan(PlanSpec::from_json(&text));
        inputs::plan(PlanSpec::from_json(&json!({"lr": {"base": 0.1, "schedule": json}}).to_string()));
        assert!(State::from_json(&text).is_err(), "{text}");
        inputs::state(&text);
        inputs::torch_run(&text);
    });
}
