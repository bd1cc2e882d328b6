//! Steps of a schedule that changes the rate at every step: by a scheduler, and by hand.

use tch::Device;
use tch::nn::{Optimizer, OptimizerConfig, Sgd, VarStore};
use tch_lr_scheduler::{CosineAnnealingLr, Plan, Result, Schedule, Scheduler};

const BASE: f64 = 0.1;

/// Takes `steps` steps with an optimizer of `groups` parameter groups, which all have the same schedule.
pub fn run(by_scheduler: bool, steps: u64, groups: usize) -> anyhow::Result<()> {
    let vs = VarStore::new(Device::Cpu);
    for group in 0..groups {
        let _ = vs.root().set_group(group).zeros(&format!("group{group}"), &[1]);
    }
    let mut optimizer = Sgd { momentum: 0.9, ..Default::default() }.build(&vs, BASE)?;
    let schedule = CosineAnnealingLr::new(steps)?;
    if by_scheduler {
        let mut scheduler = Plan::lr(BASE, schedule).start(&vs, &mut optimizer)?;
        step_scheduler(&mut scheduler, &mut optimizer, steps)?;
    } else {
        step_by_hand(&schedule, &mut optimizer, steps);
    }
    Ok(())
}

/// A function that is never inlined, like the next one, so that callgrind can count its instructions alone.
#[inline(never)]
fn step_scheduler(scheduler: &mut Scheduler, optimizer: &mut Optimizer, steps: u64) -> Result<()> {
    for _ in 0..steps {
        scheduler.step(optimizer)?;
    }
    Ok(())
}

#[inline(never)]
fn step_by_hand(schedule: &CosineAnnealingLr, optimizer: &mut Optimizer, steps: u64) {
    for step in 1..=steps {
        optimizer.set_lr(schedule.at(BASE, step));
    }
}
