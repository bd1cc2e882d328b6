//! Runs whose fields are valid alone and do not agree.

use super::{refuses, step_lr, with, written};
use serde_json::json;
use tch_lr_scheduler::*;

#[test]
fn a_rate_that_differs_from_the_schedulers_is_refused() -> Result<()> {
    let good = step_lr()?;
    for stale in [0.1, 0.0, -0.05, 0.0501] {
        let message = format!("param_groups[1].lr: expected about 0.05, the rate of this scheduler at step 40, found {stale:?}");
        refuses(&with(&good, "/param_groups/1/lr", json!(stale)), &message);
    }
    for drifted in [0.05 * (1.0 + 1e-9), f64::from(0.05f32 * 1.001)] {
        let (_, state) = pytorch::read(&with(&good, "/param_groups/1/lr", json!(drifted)).to_string())?;
        assert_eq!(state.lr, [0.05, 0.05]);
    }
    let ended = written(&Plan::lr(0.1, OneCycleLr::new(0.1, 20)?), 19)?;
    let risen = with(&with(&ended, "/state_dict/last_epoch", json!(20)), "/param_groups/0/lr", json!(0.0495));
    refuses(&risen, "param_groups[0].lr: expected about 4e-7, the rate of this scheduler at step 20, found 0.0495");
    Ok(())
}

#[test]
fn counters_that_do_not_agree_are_refused() -> Result<()> {
    let sequence = written(&Plan::lr(0.1, ConstantLr::new(0.5, 5)?.then(10, StepLr::new(3, 0.5)?)), 14)?;
    let (place, other) = ("/state_dict/_schedulers/1/last_epoch", "/state_dict/_schedulers/0/last_epoch");
    refuses(
        &with(&sequence, place, json!(14)),
        "state_dict._schedulers[1]: expected last_epoch 4 to agree with its SequentialLR, found 14",
    );
    assert!(pytorch::read(&with(&sequence, other, json!(3)).to_string()).is_ok(), "one whose turn is over counts no more");
    let other_base = with(&sequence, "/state_dict/_schedulers/1/base_lrs", json!([0.1, 0.3]));
    refuses(
        &other_base,
        "state_dict._schedulers[1].base_lrs: expected 0.1 for group 1, the base rate of the schedulers before it, found 0.3",
    );

    let chain = ChainedScheduler::new([ConstantLr::new(0.5, 5)?.boxed(), SwaLr::new(0.01)?.boxed()])?;
    let chain = written(&Plan::lr(0.1, chain), 4)?;
    refuses(
        &with(&chain, "/state_dict/_schedulers/1/_step_count", json!(9)),
        "state_dict._schedulers[1]: expected _step_count 5 to agree with the members before it in its ChainedScheduler, found 9",
    );

    let restarts = written(&Plan::lr(0.1, CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?), 35)?;
    refuses(
        &with(&restarts, "/state_dict/T_i", json!(20)),
        "state_dict.T_i: expected 40.0, the length of the cycle at last_epoch 35, found 20.0",
    );
    refuses(
        &with(&restarts, "/state_dict/T_cur", json!(6)),
        "state_dict.T_cur: expected 5.0, the steps since the last restart at last_epoch 35, found 6.0",
    );
    Ok(())
}

#[test]
fn a_plateau_rule_within_a_composite_is_refused_as_in_torch() -> Result<()> {
    let chain = written(&Plan::lr(0.1, ChainedScheduler::new([StepLr::new(3, 0.5)?])?), 4)?;
    refuses(
        &with(&chain, "/scheduler/schedulers/0/class", json!("ReduceLROnPlateau")),
        "scheduler.schedulers[0]: expected a class that torch allows in a composite, found ReduceLROnPlateau",
    );
    Ok(())
}
