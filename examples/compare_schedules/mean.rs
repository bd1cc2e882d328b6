use crate::report::Runs;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A rate is written if it differs from the mean of its neighbours by more than this fraction of the highest rate.
const BEND: f64 = 1e-3;

/// Writes a short log of each schedule to the folder: the mean validation loss of all seeds as `val_loss`, and that of each seed.
///
/// A log has the steps with a loss, and the steps that the rates need: between two rows, the rate changes evenly.
pub fn write(all: &[Runs], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create the folder {}", folder.display()))?;
    for runs in all {
        let file = folder.join(format!("{}.csv", runs.name));
        fs::write(&file, short(runs)?).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

fn short(runs: &Runs) -> Result<String> {
    let (rates, losses, means) = (runs.rates(), runs.each(), runs.losses());
    let mut log = "step,lr[0],val_loss".to_owned();
    (0..losses.len()).try_for_each(|seed| write!(log, ",val_loss_{seed}"))?;
    log.push('\n');
    let peak = rates.iter().map(|point| point.1).fold(0.0, f64::max);
    for (index, (step, rate)) in rates.iter().enumerate() {
        let measured = means.iter().position(|point| point.0 == *step);
        if measured.is_none() && bend(&rates, index) <= BEND * peak {
            continue;
        }
        write!(log, "{step},{rate:e}")?;
        match measured {
            Some(point) => {
                write!(log, ",{:.5}", means[point].1)?;
                losses.iter().filter_map(|curve| curve.get(point)).try_for_each(|(_, loss)| write!(log, ",{loss:.5}"))?;
            }
            None => log.push_str(&",".repeat(1 + losses.len())),
        }
        log.push('\n');
    }
    Ok(log)
}

/// How far a rate is from the mean of its neighbours.
fn bend(rates: &[(f64, f64)], index: usize) -> f64 {
    let neighbour = |index: Option<usize>| index.and_then(|index| rates.get(index)).map(|point| point.1);
    match (neighbour(index.checked_sub(1)), neighbour(Some(index)), neighbour(index.checked_add(1))) {
        (Some(before), Some(rate), Some(after)) => (rate - (before + after) / 2.0).abs(),
        _ => 0.0,
    }
}
