use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use tch_lr_scheduler::PlanSpec;
use tch_lr_scheduler::predict::{LogColumns, ObservedRun, RateCurve};

/// The folder of the logs.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data/schedules");
/// The runs that are fitted first, as the page advises.
pub const FITTED: [&str; 3] = ["constant", "cosine_to_a_tenth", "steps"];
/// The folders with shorter runs of these schedules, and their numbers of steps.
pub const SHORTER: [(&str, u64); 2] = [("short_750", 750), ("short_375", 375)];
/// The folder with runs of the plans that a search has found.
const SEARCHED: &str = "searched";
/// The folder with runs whose peaks differ from that of the fitted runs.
const PEAKS: &str = "peaks";
/// The folder with runs of a larger network.
const GPU: &str = "gpu";

/// The runs of one schedule.
pub struct Run {
    pub name: String,
    /// The rates of the plan file.
    pub curve: RateCurve,
    /// The mean losses of all seeds.
    pub mean: ObservedRun,
    /// The losses of each seed.
    pub seeds: Vec<ObservedRun>,
}

/// All runs.
pub struct Data {
    /// The schedules of `compare_schedules`, in the order of their names.
    pub runs: Vec<Run>,
    /// The shorter runs, with their number of steps.
    pub shorter: Vec<(u64, Vec<Run>)>,
    /// The plans that a search has found.
    pub searched: Vec<Run>,
    /// Runs with other peaks.
    pub peaks: Vec<Run>,
    /// The schedules of a larger network, which was trained on a GPU.
    pub gpu: Vec<Run>,
}

impl Data {
    pub fn read(folder: &Path) -> Result<Self> {
        let shorter = SHORTER.iter().map(|(name, steps)| Ok((*steps, read(&folder.join(name))?)));
        Ok(Self {
            runs: read(folder)?,
            shorter: shorter.collect::<Result<_>>()?,
            searched: read(&folder.join(SEARCHED))?,
            peaks: read(&folder.join(PEAKS))?,
            gpu: read(&folder.join(GPU))?,
        })
    }
}

/// The runs whose plan files are in a folder.
fn read(folder: &Path) -> Result<Vec<Run>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut names = vec![];
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    names.iter().map(|name| run(folder, name)).collect()
}

fn run(folder: &Path, name: &str) -> Result<Run> {
    let plan = PlanSpec::read(folder.join(format!("{name}.toml")))?.plan()?;
    // The second group of parameters has no weight decay, and the same rates.
    let curve = RateCurve::of_plan(&plan, 2, 0, None)?;
    let log = folder.join(format!("{name}.csv"));
    let header = fs::read_to_string(&log).with_context(|| format!("cannot read {}", log.display()))?;
    let seeds = header.lines().next().unwrap_or_default().matches("val_loss_").count();
    ensure!(seeds > 0, "{}: expected columns val_loss_0, val_loss_1, ...", log.display());
    let column = |column: String| ObservedRun::read(&log, &LogColumns::default().loss(column));
    let seeds = (0..seeds).map(|seed| column(format!("val_loss_{seed}"))).collect::<Result<_, _>>()?;
    Ok(Run { name: name.into(), curve, mean: column("val_loss".into())?, seeds })
}

/// The last loss of a run.
pub fn last(run: &ObservedRun) -> f64 {
    run.points().last().map_or(f64::NAN, |point| point.1)
}

impl Run {
    /// The mean of the last losses of all seeds.
    pub fn observed(&self) -> f64 {
        last(&self.mean)
    }

    /// The standard deviation of the last losses of the seeds, as a sample.
    pub fn deviation(&self) -> f64 {
        let losses: Vec<f64> = self.seeds.iter().map(last).collect();
        let mean = losses.iter().sum::<f64>() / losses.len() as f64;
        let squares: f64 = losses.iter().map(|loss| (loss - mean).powi(2)).sum();
        (squares / (losses.len() as f64 - 1.0).max(1.0)).sqrt()
    }
}
