//! `digits` on 1, 2 and 4 ranks: the rates are equal on all ranks to the bit, and the losses are those of one process with the whole
//! batch.

mod common;

use anyhow::{Result, ensure};
use common::{DIGITS, logs, output};
use tempfile::tempdir;

/// The batch of all ranks together.
const BATCH: u64 = 40;

/// The largest difference of the losses from those of one process.
const BOUND: f64 = 1e-6;

/// The rates and losses of a run on this number of ranks, which must be the same on every rank, and its output.
fn steps(ranks: u64, flags: &str) -> Result<(Vec<(f64, f64)>, String)> {
    let folder = tempdir()?;
    let flags = format!("{flags} --batch-size {} --folder checkpoints --log-ranks logs --check-every 7", BATCH / ranks);
    let said = output(ranks, DIGITS, &flags, folder.path())?;
    let logs = logs(&folder.path().join("logs"), ranks)?;
    for (rank, log) in logs.iter().enumerate() {
        // The log has the shortest decimals that read back as the same bits.
        ensure!(*log == logs[0], "rank {rank} of {ranks} and rank 0 differ: {log:?}\n{:?}", logs[0]);
    }
    Ok((logs.into_iter().next().unwrap_or_default(), said))
}

/// Compares with one process, the losses in the first `compared` steps.
fn compare(ranks: u64, flags: &str, flags_of_one: &str, compared: usize) -> Result<()> {
    let ((one, said), (many, said_by_many)) = (steps(1, flags_of_one)?, steps(ranks, flags)?);
    ensure!(one.len() == many.len() && !one.is_empty(), "{} and {} steps", one.len(), many.len());
    for (step, (one, many)) in one.iter().zip(&many).enumerate() {
        ensure!(one.0.to_bits() == many.0.to_bits(), "the rate of step {step} is {}, and {} on {ranks} ranks", one.0, many.0);
    }
    ensure!(one[0].1 > 1.5 * one[one.len() - 1].1, "the loss has fallen: {one:?}");
    let differences = one.iter().zip(&many).take(compared).map(|(one, many)| (one.1 - many.1).abs());
    let worst = differences.fold(0.0, f64::max);
    println!("digits, {ranks} ranks, {flags}: {} rates equal, losses within {worst:.1e}", one.len());
    ensure!(worst < BOUND, "losses within {worst:e}");
    ensure!(compared < one.len() || said == said_by_many, "{said}\n{said_by_many}");
    Ok(())
}

#[test]
fn losses_on_2_and_4_ranks_are_those_of_one_process() -> Result<()> {
    for ranks in [2, 4] {
        let linear = format!("--double --epochs 2 --lr {}", 0.1 / ranks as f64);
        compare(ranks, &linear, "--double --epochs 2 --lr 0.1", usize::MAX)?;
    }
    Ok(())
}

/// In single precision, training multiplies the differences of the roundings.
#[test]
fn the_first_losses_are_those_of_one_process_in_single_precision_too() -> Result<()> {
    compare(2, "--epochs 1 --lr 0.05", "--epochs 1 --lr 0.1", 5)
}

#[test]
fn the_plateau_rule_reduces_the_rate_on_all_ranks_as_on_one() -> Result<()> {
    let flags = "--double --epochs 6 --plateau --lr 0.3 --lr-scaling none";
    compare(2, flags, flags, usize::MAX)
}
