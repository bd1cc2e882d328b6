use crate::picture::{Curve, Curves, picture};
use anyhow::Result;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use tch_lr_scheduler::observe::History;

/// The runs of one schedule.
pub struct Runs {
    pub name: String,
    /// The log of each seed.
    pub logs: Vec<History>,
}

impl Runs {
    /// The learning rates, which are the same for all seeds.
    pub fn rates(&self) -> Curve {
        self.logs.first().map(|log| log.points("lr[0]").to_vec()).unwrap_or_default()
    }

    /// The validation losses of each seed.
    pub fn each(&self) -> Vec<Curve> {
        self.logs.iter().map(|log| log.points("val_loss").to_vec()).collect()
    }

    /// The mean validation loss of all seeds.
    pub fn losses(&self) -> Curve {
        let curves = self.each();
        let mean = |index: usize| {
            let values = curves.iter().filter_map(|curve| curve.get(index));
            values.map(|point| point.1).sum::<f64>() / curves.len() as f64
        };
        curves.first().map(|curve| (0..curve.len()).map(|index| (curve[index].0, mean(index))).collect()).unwrap_or_default()
    }

    /// The last validation loss of each seed.
    fn last(&self) -> Vec<f64> {
        self.logs.iter().filter_map(|log| log.points("val_loss").last().map(|point| point.1)).collect()
    }
}

/// The mean of the values, and their standard deviation as a sample, which one value alone does not have.
fn mean_and_deviation(values: &[f64]) -> (f64, Option<f64>) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (values.len() > 1).then(|| (squares / (count - 1.0)).sqrt()))
}

/// A table in Markdown, with the best schedule first.
pub fn table(all: &[Runs]) -> Result<String> {
    let mut rows: Vec<_> = all.iter().map(|runs| (runs, mean_and_deviation(&runs.last()))).collect();
    rows.sort_by(|(_, (mean, _)), (_, (other, _))| mean.total_cmp(other));
    let mut table = "| schedule | validation loss | standard deviation | seeds |\n|---|---|---|---|\n".to_owned();
    for (runs, (mean, deviation)) in rows {
        let seeds: Vec<String> = runs.last().iter().map(|loss| format!("{loss:.3}")).collect();
        let deviation = deviation.map_or("-".to_owned(), |deviation| format!("{deviation:.4}"));
        writeln!(table, "| {} | {mean:.4} | {deviation} | {} |", runs.name, seeds.join(", "))?;
    }
    Ok(table)
}

/// Writes the picture and the table to the folder, and returns the table.
pub fn write(all: &[Runs], folder: &Path) -> Result<String> {
    let table = table(all)?;
    fs::write(folder.join("table.md"), &table)?;
    let curves = |runs: &Runs| Curves { name: runs.name.clone(), rates: runs.rates(), losses: runs.losses() };
    if let Some(picture) = picture(&all.iter().map(curves).collect::<Vec<_>>()) {
        picture.save(folder.join("schedules.svg"))?;
    }
    Ok(table)
}
