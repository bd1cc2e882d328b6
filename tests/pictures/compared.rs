//! The picture of the schedules that were compared on a small network, from their logs.

use super::Picture;
use compared_schedules::{Curves, picture};
use std::fs;
use std::path::Path;
use tch_lr_scheduler::observe::History;

#[path = "../../examples/compare_schedules/picture.rs"]
mod compared_schedules;

const LOGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data/schedules");

fn curves(path: &Path) -> anyhow::Result<Curves> {
    let log = History::read(path)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Curves { name, rates: log.points("lr[0]").to_vec(), losses: log.points("val_loss").to_vec() })
}

pub(super) fn pictures() -> anyhow::Result<Vec<(&'static str, Picture)>> {
    let mut paths: Vec<_> = fs::read_dir(LOGS)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "csv") && !path.ends_with("choices.csv"));
    paths.sort();
    let all: Vec<_> = paths.iter().map(|path| curves(path)).collect::<anyhow::Result<_>>()?;
    let plot = picture(&all).ok_or_else(|| anyhow::anyhow!("no logs in {LOGS}"))?;
    Ok(vec![("choosing_11", Picture { plot, steps: 0 })])
}
