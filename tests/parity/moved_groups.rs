//! Runs whose groups differ in more than their bases, and values that are not plain floats in Python.

use super::moved::{Moved, lines};
use crate::common::python::{self, packed};
use serde_json::json;
use tch_lr_scheduler::*;

const BASES: [f64; 2] = [0.1, 1.0];

fn moved<'a>(test: &'a str, torch: &'a str, optimizer: &'a str, metrics: &'a [f64]) -> Moved<'a> {
    Moved { test, torch, optimizer, bases: &BASES, metrics, drift: 1e-9, residue: 0.0 }
}

#[test]
fn lists_with_one_entry_per_group_move_both_ways() -> Result<()> {
    let test = "lists_with_one_entry_per_group_move_both_ways";
    let cyclic = |base, max, low, high| -> Result<Box<dyn Schedule>> {
        Ok(CyclicLr::new(base, max)?.step_size_up(4)?.base_momentum(low)?.max_momentum(high)?.boxed())
    };
    let one_cycle = |max, low, high| -> Result<Box<dyn Schedule>> {
        Ok(OneCycleLr::new(max, 70)?.base_momentum(low)?.max_momentum(high)?.boxed())
    };
    let halves = |time: u64| 0.5f64.powf(time as f64 / 8.0);
    let rows: [(&str, [Box<dyn Schedule>; 2]); 4] = [
        (
            "CyclicLR(optimizer, [0.1, 0.2], [0.5, 0.7], 4, base_momentum=[0.8, 0.5], max_momentum=[0.9, 0.95])",
            [cyclic(0.1, 0.5, 0.8, 0.9)?, cyclic(0.2, 0.7, 0.5, 0.95)?],
        ),
        (
            "OneCycleLR(optimizer, [0.1, 3.0], 70, base_momentum=[0.8, 0.5], max_momentum=[0.9, 0.95])",
            [one_cycle(0.1, 0.8, 0.9)?, one_cycle(3.0, 0.5, 0.95)?],
        ),
        (
            "SWALR(optimizer, [0.05, 0.7], 20)",
            [SwaLr::new(0.05)?.anneal_epochs(20).boxed(), SwaLr::new(0.7)?.anneal_epochs(20).boxed()],
        ),
        (
            "LambdaLR(optimizer, [lambda t: 0.9 ** t, lambda t: 0.5 ** (t / 8)])",
            [LambdaLr::new(|time| 0.9f64.powf(time as f64)).boxed(), LambdaLr::new(halves).boxed()],
        ),
    ];
    let functions =
        Functions::new().with("lr_lambdas[0]", |time| 0.9f64.powf(time)).with("lr_lambdas[1]", move |time| halves(time as u64));
    for (torch, schedules) in rows {
        let plan = Plan::lr_groups(BASES.into_iter().zip(schedules));
        for optimizer in ["SGD(groups, momentum=0.7)", "RMSprop(groups)", "Adam(groups)"] {
            let moved = moved(test, torch, optimizer, &[0.0; 60]);
            if moved.to_rust(&[0, 3, 20, 21], &functions).is_none() {
                return Ok(());
            }
            for step in [0, 3, 20, 21] {
                moved.to_python(&plan, &plan.preview(2, step)?, &[0.0; 39]);
            }
        }
    }
    Ok(())
}

#[test]
fn a_sequence_whose_later_member_has_moved_its_start_moves_both_ways() -> Result<()> {
    let test = "a_sequence_whose_later_member_has_moved_its_start_moves_both_ways";
    // OneCycleLR overwrites the initial rate from which the LinearLR before it starts.
    let torch = "SequentialLR(optimizer, [LinearLR(optimizer, 0.2, 1.0, 20), OneCycleLR(optimizer, 0.5, 60)], [20])";
    let plan = Plan::lr(0.02, LinearLr::new(0.2, 1.0, 20)?.then(20, OneCycleLr::new(0.5, 60)?));
    let moved = moved(test, torch, "SGD(groups, momentum=0.7)", &[0.0; 50]);
    if moved.to_rust(&[0, 7, 19, 20, 21, 40], &Functions::new()).is_some() {
        for step in [0, 7, 19, 20, 21, 40] {
            moved.to_python(&plan, &plan.preview(2, step)?, &[0.0; 39]);
        }
    }
    Ok(())
}

#[test]
fn a_constant_schedule_and_a_groups_factor_are_written_in_torchs_terms() -> Result<()> {
    let test = "a_constant_schedule_and_a_groups_factor_are_written_in_torchs_terms";
    let torch = "SequentialLR(optimizer, [LinearLR(optimizer, 0.2, 1.0, 8), ConstantLR(optimizer)], [8])";
    let plan = Plan::lr(2.0, LinearLr::new(0.2, 1.0, 8)?.then(8, Constant)).lr_factor(0, 0.25);
    for step in [0, 5, 8, 12] {
        moved(test, torch, "SGD(groups)", &[]).to_python(&plan, &plan.preview(2, step)?, &[0.0; 20]);
    }
    Ok(())
}

#[test]
fn rates_that_are_tensors_and_steps_that_are_floats_are_read() -> Result<()> {
    let test = "rates_that_are_tensors_and_steps_that_are_floats_are_read";
    let rows = [
        ("ExponentialLR(optimizer, 0.99)", "Adam([{**group, 'lr': torch.tensor(group['lr'])} for group in groups])"),
        ("StepLR(optimizer, 30.0, 0.5)", "SGD(groups)"),
        ("MultiStepLR(optimizer, [10.0, 10, 20], 0.5)", "SGD(groups)"),
        ("CosineAnnealingLR(optimizer, 50.0, 0)", "SGD(groups)"),
    ];
    for (torch, optimizer) in rows {
        let optimizer = optimizer.replace("torch.", "__import__('torch').");
        let request = json!({
            "do": "write_runs", "scheduler": torch, "bases": packed(&BASES), "steps": [40], "lines": lines()[0],
            "metrics": packed(&[0.0; 40]), "optimizer": optimizer,
        });
        let Some(answer) = python::ask(test, request) else { return Ok(()) };
        let (_, state) = pytorch::read(answer["runs"][0].as_str().expect("a text"))?;
        assert_eq!(state.step, 40, "{torch}");
    }
    Ok(())
}
