//! The rates of each rule equal those of the library that the rule comes from, bit for bit, in thousands of random runs.

use crate::runs::{self, Run, start};
use std::collections::BTreeMap;
use std::fs;
use tch_lr_scheduler::{Action, DryRun, Response, Result, State};

/// The FNV-1a checksums of the values of the peers' runs, which `tests/python/feedback_peers.py` has written.
const GOLDENS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../goldens/feedback.json");

fn checksum(values: &[f64]) -> String {
    let bytes = values.iter().flat_map(|value| value.to_bits().to_be_bytes());
    let hash = bytes.fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    format!("{hash:016x}")
}

fn assert_equal_to_peer(name: &str, fewest: usize, run: fn(u64) -> Result<Run>, value: fn(&Response, &State) -> f64) -> Result<()> {
    let goldens: BTreeMap<String, Vec<String>> =
        serde_json::from_str(&fs::read_to_string(GOLDENS).expect("the goldens")).expect("the goldens are JSON");
    let goldens = &goldens[name];
    assert!(goldens.len() >= fewest, "{} runs of {name}", goldens.len());
    for (seed, golden) in goldens.iter().enumerate() {
        let (plan, metrics) = run(seed as u64)?;
        let mut scheduler = start(&plan)?;
        let mut values = vec![];
        for metric in metrics {
            let response = scheduler.metric(metric, &mut DryRun)?;
            values.push(value(&response, scheduler.state()));
        }
        assert_eq!(checksum(&values), *golden, "run {seed} of {name}: {plan:?} gives {values:?}");
    }
    Ok(())
}

fn lr(_: &Response, state: &State) -> f64 {
    state.lr[0]
}

#[test]
fn greedy_lr_equals_transformers() -> Result<()> {
    assert_equal_to_peer("greedy_lr", 2_000, runs::greedy_lr, lr)
}

#[test]
fn new_bob_equals_speechbrain() -> Result<()> {
    assert_equal_to_peer("new_bob", 2_000, runs::new_bob, lr)
}

#[test]
fn scale_on_plateau_equals_optax() -> Result<()> {
    assert_equal_to_peer("scale_on_plateau", 500, runs::scale_on_plateau, lr)
}

#[test]
fn early_stopping_equals_keras() -> Result<()> {
    let stops = |response: &Response, _: &State| f64::from(u8::from(response.action == Action::Stop));
    assert_equal_to_peer("early_stopping", 500, runs::early_stopping, stops)
}
