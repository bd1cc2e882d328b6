//! Advancing a schedule allocates nothing in Rust.

use allocation_counter::measure;
use tch::nn::{Sgd, VarStore};
use tch::{Device, Kind};
use tch_lr_scheduler::{CosineAnnealingLr, OneCycleLr, Plan, Result, ScheduledOptimizer, StepLr};

fn advance(opt: &mut ScheduledOptimizer) -> Result<()> {
    for step in 0..200 {
        opt.advance()?;
        if step % 50 == 0 {
            opt.seek(step / 2)?;
        }
    }
    Ok(())
}

#[test]
fn advancing_allocates_nothing_in_rust() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let variables: Vec<_> = (0..3).map(|group| vs.root().set_group(group).zeros(&format!("group{group}"), &[1])).collect();
    let mut opt = Plan::lr(0.1, OneCycleLr::new(0.1, 300)?)
        .lr_group(1, 0.2, CosineAnnealingLr::new(100)?)
        .lr_group(2, 0.3, StepLr::new(30, 0.5)?)
        .weight_decay_at_lr(0.01, 0.1)
        .build(&vs, Sgd { momentum: 0.9, ..Default::default() })?;
    opt.backward_step(&variables.iter().map(|variable| variable.sum(Kind::Float)).sum());
    let mut done = Ok(());
    let counted = measure(|| done = advance(&mut opt));
    assert_eq!(counted.count_total, 0, "{counted:?}");
    done
}
