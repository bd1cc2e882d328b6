//! Missing fields and values of the wrong kind.

use super::{refuses, step_lr, with, without, written};
use crate::common::cases::{self, Case};
use crate::common::moving::functions_of;
use serde_json::{Value, json};
use tch_lr_scheduler::*;

const BASES: [f64; 2] = [0.1, 1.0];

/// The rows of classes that hold no other schedulers.
fn of_one() -> impl Iterator<Item = (&'static str, Case)> {
    cases::of_torch().into_iter().filter(|(_, case)| !["SequentialLR", "ChainedScheduler"].contains(&case.class()))
}

/// Whether the reader ignores the field: only Python needs it, or its value is read from another field.
fn is_unread(torch: &str, field: &str) -> bool {
    let is = |class| torch.starts_with(class);
    match field {
        "_last_lr" | "_is_initial" | "_get_lr_called_within_step" | "_scale_fn_custom" | "mode_worse" | "momentum" => true,
        "_step_count" => !is("SWALR"),
        "last_epoch" => is("SWALR"),
        "mode" => torch.contains("scale_fn"),
        "scale_mode" => !torch.contains("scale_fn"),
        "initial_lr" => !is("OneCycleLR"),
        _ => false,
    }
}

#[test]
fn a_missing_field_is_named_for_every_class() -> Result<()> {
    for (torch, case) in of_one() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        let run = written(&plan, 0)?;
        let functions = functions_of(torch, &case);
        for name in run["state_dict"].as_object().expect("a state").keys() {
            let result = pytorch::read_with(&without(&run, "/state_dict", name).to_string(), &functions).map(drop);
            if is_unread(torch, name) {
                assert_eq!(result, Ok(()), "{torch} without {name}");
                continue;
            }
            let message = result.expect_err("a field is missing").to_string();
            let expected = format!("torch run: state_dict: expected a field {name}, ");
            assert!(message.starts_with(&expected), "{torch} without {name}: {message}");
        }
    }
    Ok(())
}

#[test]
fn a_value_of_the_wrong_kind_is_named_with_what_was_expected() -> Result<()> {
    let good = step_lr()?;
    let damaged = [
        (
            "/state_dict/gamma",
            json!("0.5"),
            "state_dict.gamma: write 0.5, without quotes (found \"0.5\", expected a finite number)",
        ),
        ("/state_dict/gamma", json!(-0.5), "state_dict.gamma: expected finite and not negative, found -0.5"),
        ("/state_dict/step_size", json!(2.5), "state_dict.step_size: expected a whole number, at least 0, found 2.5"),
        ("/state_dict/step_size", json!(0), "state_dict.step_size: expected at least 1, found 0"),
        ("/state_dict/last_epoch", json!(-1), "state_dict.last_epoch: expected a whole number, at least 0, found -1"),
        ("/state_dict/base_lrs", json!(0.1), "state_dict.base_lrs: write it in brackets: [0.1] (found 0.1, expected a list)"),
        (
            "/state_dict/base_lrs",
            json!([0.1]),
            "state_dict.base_lrs: expected one entry for each group of the optimizer, 2 in all, found 1",
        ),
        ("/state_dict/base_lrs/1", Value::Null, "state_dict.base_lrs[1]: expected a finite number, found null"),
        ("/param_groups/1/lr", json!("fast"), "param_groups[1].lr: expected a finite number, found \"fast\""),
        ("/state_dict", json!([]), "state_dict: expected an object, found []"),
    ];
    for (pointer, value, message) in damaged {
        refuses(&with(&good, pointer, value), message);
    }
    let multi_step = written(&Plan::lr(0.1, MultiStepLr::new([10, 20], 0.5)?), 15)?;
    let expected = "state_dict.milestones: expected whole steps with counts of at most 1048576 in all, found";
    refuses(
        &with(&multi_step, "/state_dict/milestones", json!({"10": 1, "20.5": 1})),
        &format!("{expected} \"20.5\": 18446744073709551615"),
    );
    let huge = u64::MAX;
    refuses(&with(&multi_step, "/state_dict/milestones", json!({"10": huge})), &format!("{expected} \"10\": {huge}"));
    let one_cycle = written(&Plan::lr(0.1, OneCycleLr::new(0.1, 70)?), 15)?;
    refuses(
        &with(&one_cycle, "/state_dict/_schedule_phases", json!([])),
        "state_dict._schedule_phases: expected 2 or 3 phases, found 0",
    );
    refuses(
        &without(&one_cycle, "/param_groups/1", "max_lr"),
        "param_groups[1]: expected a field max_lr, found an object with base_momentum, initial_lr, lr, max_momentum, ...",
    );
    let cyclic = written(&Plan::lr(0.1, CyclicLr::new(0.01, 0.1)?.step_size_up(7)?), 3)?;
    refuses(
        &with(&cyclic, "/state_dict/step_ratio", json!(0.3)),
        "state_dict.step_ratio: expected step_size_up / total_size with a whole step_size_up and a total_size of 14, found 0.3",
    );
    Ok(())
}

#[test]
fn nan_is_refused_in_every_field_of_every_class() -> Result<()> {
    let rule = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    let runs = of_one().map(|(torch, case)| (torch, Plan::lr(0.1, case.schedule()), functions_of(torch, &case)));
    for (torch, plan, functions) in runs.chain([("ReduceLROnPlateau", rule, Functions::new())]) {
        let text = pytorch::write(&plan, &plan.preview(1, 0)?)?;
        let is_number =
            |start: usize| text[start + 2..].starts_with(|letter: char| letter.is_ascii_digit() || "I-".contains(letter));
        for (start, _) in text.match_indices(": ").filter(|(start, _)| is_number(*start)) {
            let end = text[start..].find([',', '\n']).map_or(text.len(), |end| start + end);
            let name = text[..start].rsplit('"').nth(1).expect("a name before its value");
            let damaged = format!("{}: NaN{}", &text[..start], &text[end..]);
            let result = pytorch::read_with(&damaged, &functions).map(drop).map_err(|error| error.to_string());
            let refused = result.as_ref().is_err_and(|error| error.contains(name) && error.ends_with("found \"NaN\""));
            assert!(if is_unread(torch, name) { result == Ok(()) } else { refused }, "{torch}: {name}: {result:?}");
        }
    }
    Ok(())
}
