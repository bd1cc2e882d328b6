//! The tables of the schedules that were compared are those of the logs.

use super::source;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const LOGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data/schedules");

/// The last validation loss of each seed, by the name of the schedule.
fn last_losses(folder: &Path) -> Result<BTreeMap<String, Vec<f64>>> {
    let mut losses = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "csv") || path.ends_with("choices.csv") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let row = text.lines().last().context("a log without rows")?;
        let seeds = row.split(',').skip(3).map(str::parse).collect::<Result<_, _>>()?;
        losses.insert(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), seeds);
    }
    Ok(losses)
}

/// The rows of a table behind a mark, without its head, each with the texts of its cells.
fn rows(page: &str, mark: &str) -> Result<Vec<Vec<String>>> {
    let (_, rest) = page.split_once(mark).with_context(|| format!("no {mark}"))?;
    let (table, _) = rest.split_once("<!-- end of the table -->").context("no end of the table")?;
    let lines = table.lines().filter(|line| line.trim_start().starts_with('|')).skip(2);
    Ok(lines.map(|line| line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect())
}

/// Checks that the table behind a mark has the losses of a folder.
fn check_losses(mark: &str, folder: &Path) -> Result<()> {
    let losses = last_losses(folder)?;
    let page = source("src/docs/choosing_compared.md")?;
    let rows = rows(&page, mark)?;
    assert_eq!(rows.len(), losses.len());
    let mut before = f64::MIN;
    for row in rows {
        let seeds = losses.get(&row[0]).with_context(|| format!("no log of {}", row[0]))?;
        let count = seeds.len() as f64;
        let mean = seeds.iter().sum::<f64>() / count;
        let deviation = (seeds.iter().map(|loss| (loss - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt();
        let near = |cell: &str, value: f64| cell.parse::<f64>().is_ok_and(|found| (found - value).abs() < 1e-4);
        assert!(near(&row[1], mean) && near(&row[2], deviation), "{row:?}: {mean} {deviation}");
        assert_eq!(row[3], seeds.iter().map(|loss| format!("{loss:.3}")).collect::<Vec<_>>().join(", "));
        assert!(before <= mean, "the best schedule is the first one: {row:?}");
        before = mean;
    }
    Ok(())
}

#[test]
fn the_tables_of_the_compared_schedules_are_those_of_the_logs() -> Result<()> {
    check_losses("<!-- table of the logs -->", Path::new(LOGS))?;
    check_losses("<!-- table of the logs on a GPU -->", &Path::new(LOGS).join("gpu"))
}

#[test]
fn the_loss_of_one_cycle_on_a_gpu_is_that_of_the_log() -> Result<()> {
    let peaks = last_losses(&Path::new(LOGS).join("gpu/peaks"))?;
    let seeds = peaks.get("one_cycle_3e-3").context("no log of one_cycle")?;
    let mean = seeds.iter().sum::<f64>() / seeds.len() as f64;
    let page = source("src/docs/choosing_compared.md")?;
    assert!(page.contains(&format!("It reached {mean:.3}, less than every schedule of the table")), "{mean}");
    let lowest = last_losses(&Path::new(LOGS).join("gpu"))?;
    let means = lowest.values().map(|seeds| seeds.iter().sum::<f64>() / seeds.len() as f64);
    assert!(means.into_iter().all(|other| other > mean), "less than every schedule");
    Ok(())
}

#[test]
fn the_table_of_the_highest_rates_is_that_of_the_logs() -> Result<()> {
    let of_all = last_losses(Path::new(LOGS))?;
    let peaks = last_losses(&Path::new(LOGS).join("peaks"))?;
    let page = source("src/docs/choosing_compared.md")?;
    let mut cells = 0;
    for row in rows(&page, "<!-- table of the peaks -->")? {
        let peak: f64 = row[0].parse()?;
        for (name, cell) in ["wsd_linear", "cosine_to_a_tenth", "linear_to_zero"].iter().zip(&row[1..]) {
            let seeds = if peak == 0.003 { of_all.get(*name) } else { peaks.get(&format!("{name}_{peak:e}")) };
            let first = seeds.and_then(|seeds| seeds.first()).with_context(|| format!("no log of {name} at {peak}"))?;
            assert_eq!(*cell, format!("{first:.3}"), "{name} at {peak}");
            cells += 1;
        }
    }
    assert_eq!(cells, 3 + peaks.len());
    Ok(())
}
