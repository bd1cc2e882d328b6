//! Trains with six of PyTorch's schedulers, one experiment each, and plots the rate over the epochs.
//!
//! ```text
//! cargo run -p notes
//! cargo run -p notes -- --out pictures
//! ```

mod experiment;

use anyhow::{Context, Result};
use clap::Parser;
use experiment::{Experiment, LR, Run};
use std::fs;
use std::path::{Path, PathBuf};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, ExponentialLr, LambdaLr, Mode, MultiStepLr, Plan, ReduceLrOnPlateau, Schedule, StepLr,
};

/// Trains with six schedules, one after the other, and plots the learning rates
#[derive(Parser)]
struct Args {
    /// Folder for the plots; created if it is missing
    #[arg(long, default_value = "target/notes")]
    out: PathBuf,
}

fn main() -> Result<()> {
    let Args { out } = Args::parse();
    fs::create_dir_all(&out).with_context(|| format!("cannot create the folder {}", out.display()))?;
    tch::manual_seed(0);
    for (file, experiment) in experiments()? {
        println!("{}", experiment.name);
        let run = experiment.train()?;
        print_summary(&run);
        save(&experiment.draw(&run), &out.join(file))?;
    }
    Ok(())
}

fn experiments() -> Result<[(&'static str, Experiment); 6]> {
    let step = Experiment::of_one_weight("StepLr", "step_size = 50, gamma = 0.1", StepLr::new(50, 0.1)?);
    let multi_step = Experiment::of_one_weight(
        "MultiStepLr",
        "milestones = [50, 125, 160], gamma = 0.1",
        MultiStepLr::new([50, 125, 160], 0.1)?,
    );
    let exponential = Experiment::of_one_weight("ExponentialLr", "gamma = 0.95", ExponentialLr::new(0.95)?);
    let cosine =
        Experiment::of_one_weight("CosineAnnealingLr", "t_max = 50, eta_min = 0", CosineAnnealingLr::new(50)?.eta_min(0.0)?);
    Ok([
        ("step_lr", Experiment { powers_of_ten: true, ..step }),
        ("multi_step_lr", Experiment { powers_of_ten: true, ..multi_step }),
        ("exponential_lr", exponential),
        ("cosine_annealing_lr", cosine),
        ("reduce_lr_on_plateau", plateau()?),
        ("lambda_lr", one_lambda_per_group()),
    ])
}

fn plateau() -> Result<Experiment> {
    let rule = ReduceLrOnPlateau::new().mode(Mode::Min).factor(0.1)?.patience(10).cooldown(10).min_lr(1e-4)?.verbose(true);
    Ok(Experiment {
        name: "ReduceLrOnPlateau",
        labels: vec!["mode = min, factor = 0.1, patience = 10, cooldown = 10, min_lr = 1e-4"],
        powers_of_ten: true,
        plan: Plan::lr(LR, Constant).reduce_lr_on_plateau(rule),
        weights: vec![vec![1]],
        metric: Some(|epoch| if epoch < 5 { 0.5 } else { 0.4 }),
    })
}

fn one_lambda_per_group() -> Experiment {
    let stairs = LambdaLr::new(|epoch| 0.1f64.powf((epoch / 20) as f64));
    let slope = LambdaLr::new(|epoch| 0.95f64.powf(epoch as f64));
    Experiment {
        name: "LambdaLr",
        labels: vec!["group 0: 0.1 ^ (epoch div 20)", "group 1: 0.95 ^ epoch"],
        powers_of_ten: true,
        plan: Plan::lr_groups([(LR, stairs.boxed()), (LR, slope.boxed())]),
        weights: vec![vec![6, 3, 5, 5], vec![5, 5]],
        metric: None,
    }
}

fn print_summary(run: &Run) {
    for (group, rates) in run.rates_of_groups.iter().enumerate() {
        let shown: Vec<String> =
            (0..rates.len()).step_by(50).map(|epoch| format!("{:.1e} at epoch {epoch}", rates[epoch])).collect();
        println!("  lr of group {group}: {}", shown.join(", "));
    }
    println!("  loss {:.1e} before training, {:.1e} after", run.first_loss, run.last_loss);
}

fn save(plot: &Plot, path: &Path) -> Result<()> {
    for extension in ["svg", "png"] {
        let path = path.with_extension(extension);
        plot.save(&path)?;
        println!("  {}", path.display());
    }
    Ok(())
}
