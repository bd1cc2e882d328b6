use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use tch_lr_scheduler::observe::History;
use tch_lr_scheduler::{DryRun, Plan, Scheduler, State};

/// Compares the rates in the log, which may come from several interrupted runs, with those of an uninterrupted run.
pub fn verdict(plan: &Plan, end: &State, log: &Path) -> Result<String> {
    let logged: BTreeMap<_, _> = History::read(log)?.points("lr[0]").iter().map(|(step, rate)| (*step as u64, *rate)).collect();
    let mut uninterrupted = Scheduler::start(plan, end.lr.len(), &mut DryRun)?;
    let mut different = vec![];
    for step in 0..end.step {
        uninterrupted.seek(step, &mut DryRun)?;
        if let Some(cooldown) = end.cooldown.as_ref().filter(|cooldown| cooldown.step == step) {
            uninterrupted.cool_down(cooldown.cooldown.clone(), &mut DryRun)?;
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
