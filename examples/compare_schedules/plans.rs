use crate::args::Args;
use crate::model::NO_DECAY;
use crate::schedule::planned;
use crate::schedules;
use crate::settings::Settings;
use anyhow::{Context, Result, ensure};
use tch_lr_scheduler::{Constant, Plan};

/// The plans to train, each with its name: the built-in schedules that `--only` chooses, and the files of `--plan`.
pub fn all(args: &Args) -> Result<Vec<(String, Plan)>> {
    let settings = args.settings(0)?;
    let schedules = schedules::all(args.lr, args.steps)?;
    let names: Vec<_> = schedules.iter().map(|(name, _)| *name).collect();
    let mut plans = vec![];
    for (name, schedule) in schedules.into_iter().filter(|(name, _)| name.contains(&args.only)) {
        let plan =
            Plan::lr(args.lr, schedule).weight_decay(settings.weight_decay, Constant).weight_decay_group(NO_DECAY, 0.0, Constant);
        plans.push((name.to_owned(), plan.total_steps(args.steps)));
    }
    for file in &args.plan {
        let name = file.file_stem().with_context(|| format!("--plan {}: expected a file", file.display()))?;
        let name = name.to_string_lossy().into_owned();
        ensure!(
            plans.iter().all(|(other, _)| *other != name),
            "--plan {}: rename the file: another schedule has the name {name}",
            file.display()
        );
        let plan = planned(&Settings { schedule: Some(file.clone()), ..settings.clone() })?.plan;
        plans.push((name, plan));
    }
    ensure!(!plans.is_empty(), "--only {}: expected a part of one of {}", args.only, names.join(", "));
    Ok(plans)
}
