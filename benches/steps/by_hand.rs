//! The same steps without a scheduler: a loop that computes each value and sets it on the optimizer.

use crate::workload::{Groups, STEPS};
use tch::nn::Optimizer;
use tch_lr_scheduler::{Result, Schedule};

pub type Steps<'a> = Box<dyn FnMut() + 'a>;

pub fn steps<'a, S: Schedule + 'static>(
    groups: Groups,
    optimizer: &'a mut Optimizer,
    schedule: impl Fn(f64) -> Result<S>,
) -> Result<Steps<'a>> {
    let schedules = groups.schedules(schedule)?;
    Ok(Box::new(move || {
        for step in 1..=STEPS {
            for (group, (base, schedule)) in schedules.iter().enumerate() {
                let value = schedule.at(*base, step);
                if groups.differ { optimizer.set_lr_group(group, value) } else { optimizer.set_lr(value) }
            }
            if let Some(momentum) = schedules[0].1.momentum().and_then(|momentum| momentum.momentum_at(step as f64)) {
                optimizer.set_momentum(momentum);
            }
        }
    }))
}
