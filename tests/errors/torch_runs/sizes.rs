//! Short files that would expand to more than fits into the memory.

use super::{refuses, with, written};
use serde_json::{Value, json};
use tch_lr_scheduler::*;

#[test]
fn milestones_are_limited_in_all_and_not_each() -> Result<()> {
    let run = written(&Plan::lr(0.1, MultiStepLr::new([10, 20], 0.5)?), 15)?;
    let many: serde_json::Map<_, _> = (0..400).map(|step| (step.to_string(), json!(1 << 20))).collect();
    let message = "state_dict.milestones: expected whole steps with counts of at most 1048576 in all, found \"1\": 1048576";
    refuses(&with(&run, "/state_dict/milestones", Value::Object(many)), message);
    Ok(())
}

/// A run of many groups, in which the schedulers share the groups.
fn of_groups(run: &Value, groups: usize) -> Value {
    let group = run["param_groups"][0].clone();
    with(run, "/param_groups", Value::Array(vec![group; groups]))
}

#[test]
fn many_schedulers_for_many_groups_are_refused_and_many_groups_are_read() -> Result<()> {
    let (groups, members) = (3_000, 3_000);
    let swa = written(&Plan::lr(0.1, SwaLr::new(0.05)?), 0)?;
    let one = json!({"class": "SWALR", "scale_fn": false, "schedulers": []});
    let chain = json!({"class": "ChainedScheduler", "scale_fn": false, "schedulers": vec![one; members]});
    let chain_state = json!({"_schedulers": vec![swa["state_dict"].clone(); members], "_last_lr": [0.1]});
    // The first member of a sequence needs no list of bases, so that the file is short.
    let outline = json!({"class": "SequentialLR", "scale_fn": false, "schedulers": [chain]});
    let state = json!({"_milestones": [], "last_epoch": 0, "_schedulers": [chain_state], "_last_lr": [0.1]});
    let run = json!({"scheduler": outline, "state_dict": state, "param_groups": of_groups(&swa, groups)["param_groups"]});
    let message = pytorch::read(&run.to_string()).map(drop).map_err(|error| error.to_string());
    assert!(
        message.is_err_and(|message| message.contains("expected schedulers with at most 4,194,304 values for all groups together"))
    );

    let many = Plan::lr(0.1, StepLr::new(3, 0.5)?).expect_groups(20_000);
    let (plan, state) = pytorch::read(&pytorch::write(&many, &many.preview(20_000, 7)?)?)?;
    assert_eq!((state.step, state.lr.len()), (7, 20_000));
    assert_eq!(plan.spec().to_string(), Plan::lr(0.1, StepLr::new(3, 0.5)?).spec().to_string());
    Ok(())
}

#[test]
fn a_chain_at_a_very_far_step_is_written_or_refused() -> Result<()> {
    let proportional = ChainedScheduler::new([StepLr::new(3, 0.5)?.boxed(), ExponentialLr::new(0.9)?.boxed()])?;
    let plan = Plan::lr(0.1, proportional);
    assert!(pytorch::write(&plan, &plan.preview(1, 10_000_000_000)?).is_ok());

    let chain = ChainedScheduler::new([CosineAnnealingLr::new(10)?.boxed(), StepLr::new(1, 0.0)?.boxed()])?;
    let plan = Plan::lr(0.1, StepLr::new(1, 0.1)?.then(10_000_000_000, chain));
    let written = pytorch::write(&plan, &plan.preview(1, 10_000_000_002)?).map(drop).map_err(|error| error.to_string());
    assert!(written.is_err_and(|message| message.contains("lr[0]: expected a step of at most ")));
    Ok(())
}
