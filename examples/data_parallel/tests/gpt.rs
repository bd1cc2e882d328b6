//! `gpt` on 1, 2 and 4 ranks: the rates are equal on all ranks to the bit, and the losses are those of one process with the whole
//! batch.

mod common;

use anyhow::{Result, ensure};
use common::{GPT, logs, output};
use tempfile::tempdir;

/// The batch, the steps and the warm-up of all ranks together.
const BATCH: u64 = 8;
const STEPS: u64 = 40;
const WARMUP: u64 = 6;

const NETWORK: &str =
    "--threads 1 --layers 2 --heads 2 --width 32 --context 32 --accumulate 2 --val-every 20 --log-every 1 --check-every 7";

/// The rates and losses of a run on this number of ranks, which must be the same on every rank.
fn steps(ranks: u64, precision: &str) -> Result<Vec<(f64, f64)>> {
    let folder = tempdir()?;
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/../../LICENSE-APACHE");
    let (batch, steps, warmup, lr) = (BATCH / ranks, STEPS * ranks, WARMUP * ranks, 4e-3 / ranks as f64);
    let flags = format!(
        "{NETWORK} --text {text} --precision {precision} --batch {batch} --steps {steps} --warmup {warmup} --lr {lr} --out run \
        --log-ranks logs"
    );
    let said = output(ranks, GPT, &flags, folder.path())?;
    ensure!(said.contains("The network writes:"), "{said}");
    ensure!(folder.path().join("run/log.csv").is_file(), "rank 0 writes the log");
    let logs = logs(&folder.path().join("logs"), ranks)?;
    for (rank, log) in logs.iter().enumerate() {
        ensure!(*log == logs[0], "rank {rank} of {ranks} and rank 0 differ: {log:?}\n{:?}", logs[0]);
    }
    Ok(logs.into_iter().next().unwrap_or_default())
}

fn compare(precision: &str, most: f64) -> Result<()> {
    let one = steps(1, precision)?;
    ensure!(one.len() as u64 == STEPS && one[0].1 > 1.2 * one[one.len() - 1].1, "the loss has fallen: {one:?}");
    for ranks in [2, 4] {
        let many = steps(ranks, precision)?;
        ensure!(one.len() == many.len(), "{} and {} steps", one.len(), many.len());
        for (step, (one, many)) in one.iter().zip(&many).enumerate() {
            ensure!(one.0.to_bits() == many.0.to_bits(), "the rate of step {step} is {}, and {} on {ranks} ranks", one.0, many.0);
        }
        let worst = one.iter().zip(&many).map(|(one, many)| (one.1 - many.1).abs()).fold(0.0, f64::max);
        println!("gpt, {precision}, {ranks} ranks: {} rates equal, losses within {worst:.1e}", one.len());
        ensure!(worst < most, "losses within {worst:e}");
    }
    Ok(())
}

#[test]
fn losses_on_2_and_4_ranks_are_those_of_one_process() -> Result<()> {
    compare("double", 1e-6)
}
