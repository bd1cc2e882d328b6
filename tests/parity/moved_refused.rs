//! Python runs in which torch's scheduler and optimizer disagree, so that they would continue differently here.

use super::moved::lines;
use crate::common::python::{self, packed};
use serde_json::json;
use tch_lr_scheduler::pytorch;

/// A scheduler, its number of steps, and the start of our error, up to digits that depend on the machine.
const RUNS: [(&str, usize, &str); 8] = [
    // The optimizer's own state was not loaded.
    (
        "(lambda s: s.load_state_dict({**s.state_dict(), 'last_epoch': 4, '_last_lr': [0.025]}) or s)(StepLR(optimizer, 2, 0.5))",
        0,
        "param_groups[0].lr: expected about 0.025, the rate of this scheduler at step 4, found 0.1",
    ),
    // Another scheduler sets the same rate.
    (
        "(lambda other, s: [(other.step(), s.step()) for _ in range(3)] and s)(ExponentialLR(optimizer, 0.5), StepLR(optimizer, 2, 0.5))",
        0,
        "param_groups[0].lr: expected about 0.05, the rate of this scheduler at step 3, found 0.00625",
    ),
    // Composites within a sequence, for which torch's values are wrong (pytorch#196243).
    (
        "SequentialLR(optimizer, [ChainedScheduler([ConstantLR(optimizer, 0.5, 2), ExponentialLR(optimizer, 0.9)])], [])",
        1,
        "param_groups[0].lr: expected about 0.045000000000000005, the rate of this scheduler at step 1, found 0.0405",
    ),
    (
        "SequentialLR(optimizer, [SequentialLR(optimizer, [ConstantLR(optimizer, 0.5, 2), ConstantLR(optimizer, 0.2, 10)], [2])], [])",
        0,
        "state_dict._schedulers[0]._schedulers[0]: expected last_epoch 1 to agree with its SequentialLR, found 0",
    ),
    // Resumed by last_epoch, which subtracts one restart only.
    (
        "[group.setdefault('initial_lr', 0.1) for group in optimizer.param_groups] and CosineAnnealingWarmRestarts(optimizer, 2, 2, last_epoch=9)",
        0,
        "state_dict.T_cur: expected 4.0, the steps since the last restart at last_epoch 10, found 0.0",
    ),
    // Past the end, when torch's rate rises.
    (
        "OneCycleLR(optimizer, 0.1, 10)",
        10,
        "param_groups[0].lr: expected about 4e-7, the rate of this scheduler at step 10, found 0.00",
    ),
    // A user-defined class.
    (
        "type('Warmup', (LRScheduler,), {'get_lr': lambda self: [0.1]})(optimizer)",
        3,
        "scheduler.class: expected one of \"LambdaLR\", \"MultiplicativeLR\", \"StepLR\", \"MultiStepLR\", \"ConstantLR\", \"LinearLR\", \
         \"ExponentialLR\", \"PolynomialLR\", \"CosineAnnealingLR\", \"CosineAnnealingWarmRestarts\", \"CyclicLR\", \"OneCycleLR\", \"SWALR\", \
         \"SequentialLR\", \"ChainedScheduler\", \"ReduceLROnPlateau\", found \"Warmup\"",
    ),
    // A Python function that is not registered here.
    (
        "CyclicLR(optimizer, 0.01, 0.1, scale_fn=lambda cycle: 1 / cycle)",
        3,
        "scheduler.scale_fn: expected a Rust function named \"scale_fn\" in the Functions of pytorch::read_with; ",
    ),
];

#[test]
fn a_run_that_would_continue_differently_is_refused_with_the_reason() {
    let test = "a_run_that_would_continue_differently_is_refused_with_the_reason";
    for (torch, steps, message) in RUNS {
        let request = json!({
            "do": "write_runs", "scheduler": torch, "bases": packed(&[0.1]), "steps": [steps], "lines": lines()[0],
            "metrics": packed(&vec![0.0; steps]), "optimizer": "SGD(groups)",
        });
        let Some(answer) = python::ask(test, request) else { return };
        let read = pytorch::read(answer["runs"][0].as_str().expect("a text"));
        let error = read.map(drop).expect_err(torch).to_string();
        assert!(error.starts_with(&format!("torch run: {message}")), "{torch}: {error}");
    }
}
