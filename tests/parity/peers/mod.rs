//! Parity with transformers, timm and mmengine, whose own code computes the expected rates in Python. The tests skip the
//! comparison if Python has no transformers: `PYTHONPATH=$(python3 .setup/packages.py) cargo test -p long-tests --test parity`.

mod imported;
mod mmengine;
mod plateaus;
mod random;
mod sheets;

use crate::common::python::{self, packed, unpacked};
use crate::common::python_packages::python_with;
use serde_json::json;
use std::sync::OnceLock;
use tch_lr_scheduler::{DryRun, Plan, Scheduler};

/// Whether Python has the peers.
pub fn are_here() -> bool {
    static HERE: OnceLock<bool> = OnceLock::new();
    *HERE.get_or_init(|| python_with(&["transformers"], "nothing was compared with transformers, timm and mmengine").is_some())
}

/// How close our rates are to those of a peer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Closeness {
    /// Equal to the bit, with the same libm.
    Exact,
    /// Within 1e-12 of the peer's rate, or within 1e-15 of the base where the peer subtracts almost equal numbers.
    Rounding,
    /// Within 1e-9, for peers that multiply the current rate at every step.
    Recursion,
}

impl Closeness {
    /// The words of the documentation.
    pub fn of(claim: &str) -> Self {
        match claim {
            "exact" => Self::Exact,
            "within 1e-12" => Self::Rounding,
            "within 1e-9" => Self::Recursion,
            _ => panic!("{claim:?} is a claim that no test asserts"),
        }
    }
}

/// The boundaries of a schedule of a hundred steps, its end, and steps behind the end.
pub fn steps() -> Vec<u64> {
    let near = 0..=260;
    near.chain([299, 300, 301, 329, 330, 331, 599, 600, 1_000, 4_999, 5_000, 99_998, 99_999, 100_000]).collect()
}

/// The peer's rates at some steps; `None` if there is no Python.
pub fn rates(test: &str, library: &str, expression: &str, base: f64, at: &[u64]) -> Option<Vec<f64>> {
    let request = json!({"do": "peer_rates", "library": library, "expression": expression, "base": packed(&[base]), "at": at});
    python::ask(test, request).map(|answer| unpacked(&answer["lr"]))
}

/// The rates of group 0 of a plan at some steps.
pub fn ours(plan: &Plan, at: &[u64]) -> Vec<f64> {
    at.iter().map(|&step| plan.preview(1, step).unwrap_or_else(|error| panic!("step {step}: {error}")).lr[0]).collect()
}

#[track_caller]
pub fn assert_close(ours: &[f64], theirs: &[f64], at: &[u64], base: f64, closeness: Closeness, what: &str) {
    assert_eq!((ours.len(), theirs.len()), (at.len(), at.len()), "{what}");
    for ((ours, theirs), step) in ours.iter().zip(theirs).zip(at) {
        let apart = (ours - theirs).abs();
        let equal = match closeness {
            Closeness::Exact => ours.to_bits() == theirs.to_bits(),
            Closeness::Rounding => apart <= 1e-12 * theirs.abs() || apart <= 1e-15 * base,
            Closeness::Recursion => apart <= 1e-9 * theirs.abs() || apart <= 1e-12 * base,
        };
        assert!(equal, "{what} at step {step}: ours is {ours:?}, theirs {theirs:?}, for {closeness:?}");
    }
}

/// The rates before the first metric and after each, of a plan with a feedback rule.
pub fn after_metrics(plan: &Plan, metrics: &[f64]) -> Vec<f64> {
    let mut scheduler = Scheduler::start(plan, 1, &mut DryRun).unwrap_or_else(|error| panic!("{error}"));
    let mut rates = vec![scheduler.lr()];
    for &metric in metrics {
        scheduler.metric(metric, &mut DryRun).unwrap_or_else(|error| panic!("{error}"));
        scheduler.step(&mut DryRun).unwrap_or_else(|error| panic!("{error}"));
        rates.push(scheduler.lr());
    }
    rates
}
