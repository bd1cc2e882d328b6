use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tch_lr_scheduler::{DryRun, Plan, Scheduler, State};

/// Compares the rates in the log, which may come from several interrupted runs, with those of an uninterrupted run.
pub fn verdict(plan: &Plan, end: &State, log: &Path) -> Result<String> {
    let logged = rates(log)?;
    let mut uninterrupted = Scheduler::start(plan, end.lr.len(), &mut DryRun)?;
    let mut different = vec![];
    for step in 0..end.step {
        uninterrupted.seek(step, &mut DryRun)?;
        if let Some(cooldown) = end.cooldown.as_ref().filter(|cooldown| cooldown.step == step) {
            uninterrupted.cool_down(cooldown.cooldown, &mut DryRun)?;
        }
        if logged.get(&step).map(|rate| rate.to_bits()) != Some(uninterrupted.lr().to_bits()) {
            different.push(step);
        }
    }
    let epochs = end.step;
    Ok(match different[..] {
        [] => format!("The rates of all {epochs} epochs equal those of an uninterrupted run of this plan to the bit."),
        [first, ..] => format!(
            "The rates of {} of {epochs} epochs (the first is epoch {first}) differ from those of an uninterrupted run\n\
            of this plan, because these epochs had another plan.",
            different.len()
        ),
    })
}

/// The last logged rate of each step.
fn rates(log: &Path) -> Result<BTreeMap<u64, f64>> {
    let text = fs::read_to_string(log)?;
    let row = |line: &str| -> Option<(u64, f64)> {
        let mut fields = line.split(',');
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    text.lines().skip(1).map(|line| row(line).with_context(|| format!("{}: {line}", log.display()))).collect()
}
