//! `diff` and `inspect`.

use crate::program::{Folder, PLAN};
use anyhow::Result;
use std::path::PathBuf;
use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, ReduceLrOnPlateau};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(name)
}

/// A copy of a saved checkpoint as `run/save-000001-step-3`.
fn copy(folder: &Folder, golden_name: &str) -> Result<PathBuf> {
    let copy = folder.path().join("run/save-000001-step-3");
    std::fs::create_dir_all(&copy)?;
    for entry in std::fs::read_dir(golden(golden_name))? {
        let entry = entry?;
        std::fs::copy(entry.path(), copy.join(entry.file_name()))?;
    }
    Ok(copy)
}

#[test]
fn plans_are_compared_field_by_field_and_by_their_values() -> Result<()> {
    let folder = Folder::new()?.with("old.json", PLAN)?.with("new.json", PLAN.replace("\"T_max\": 16", "\"T_max\": 8"))?;
    let ran = folder.run(["diff", "old.json", "new.json"])?;
    let [field, values] = ran.out.lines().collect::<Vec<_>>()[..] else { panic!("{}", ran.out) };
    assert_eq!(field, "lr.schedule.schedule.T_max: 16 -> 8");
    assert!(values.starts_with("values first differ at step 5: lr[0] is 0.09"), "{values}");
    assert_eq!((ran.code, ran.err.as_str()), (Some(3), ""));
    Ok(())
}

#[test]
fn a_default_that_is_written_out_is_no_difference() -> Result<()> {
    let written = PLAN.replace("\"T_max\": 16", "\"T_max\": 16, \"eta_min\": 0");
    let folder = Folder::new()?.with("old.json", PLAN)?.with("new.json", written)?;
    let ran = folder.run(["diff", "old.json", "new.json"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "values are equal at all 20 steps\nno differences\n"));
    Ok(())
}

#[test]
fn a_plan_without_a_length_is_compared_by_its_fields_only() -> Result<()> {
    let plan = |base: &str| format!("[lr]\nbase = {base}\n");
    let folder = Folder::new()?.with("a.toml", plan("0.1"))?.with("b.toml", plan("0.2"))?;
    let ran = folder.run(["diff", "a.toml", "b.toml"])?;
    let expected = "lr.base: 0.1 -> 0.2\nvalues not compared: --steps is needed, because the plans have no total_steps\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), expected));
    let ran = folder.run(["diff", "a.toml", "b.toml", "--steps", "10"])?;
    assert!(ran.out.ends_with("values first differ at step 0: lr[0] is 0.1 and 0.2\n"), "{}", ran.out);
    Ok(())
}

#[test]
fn a_value_that_only_one_plan_sets_is_a_difference() -> Result<()> {
    let plan = "total_steps = 5\n[lr]\nbase = 0.1\n";
    let folder = Folder::new()?.with("a.toml", plan)?.with("b.toml", format!("{plan}[momentum]\nbase = 0.9\n"))?;
    let ran = folder.run(["diff", "a.toml", "b.toml"])?;
    assert!(ran.out.ends_with("values first differ at step 0: momentum[0] is absent and 0.9\n"), "{}", ran.out);
    let ran = folder.run(["diff", "b.toml", "a.toml"])?;
    assert!(ran.out.ends_with("values first differ at step 0: momentum[0] is 0.9 and absent\n"), "{}", ran.out);
    Ok(())
}

#[test]
fn states_are_compared_field_by_field() -> Result<()> {
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(100)?);
    let (a, b) = (plan.preview(2, 0)?.to_json()?, plan.preview(2, 50)?.to_json()?);
    let folder = Folder::new()?.with("a.json", &a)?.with("b.json", b)?.with("same.json", a)?;
    let ran = folder.run(["diff", "a.json", "b.json"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), "step: 0 -> 50\nlr[0]: 0.1 -> 0.05\nlr[1]: 0.1 -> 0.05\n"));
    let ran = folder.run(["diff", "a.json", "same.json"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "no differences\n"));
    Ok(())
}

#[test]
fn different_kinds_are_not_compared() -> Result<()> {
    let state = Plan::lr(0.1, Constant).preview(1, 0)?.to_json()?;
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("state.json", state)?;
    let ran = folder.run(["diff", "plan.json", "state.json"])?;
    let expected = "error: plan.json is a plan, and state.json is a state: expected two plans, two states, or two checkpoints\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(1), "", expected));
    Ok(())
}

#[test]
fn a_state_is_shown_with_its_plan() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().patience(2);
    let state = Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule).preview(2, 7)?.to_json()?;
    let folder = Folder::new()?.with("state.json", state)?;
    let ran = folder.run(["inspect", "state.json"])?;
    let expected = "\
state.json: state, whole
  step      7
  lr        0.5 (2 groups)
  feedback  no metric yet, 0 bad epochs, 0 metrics, reductions 0 (2 groups)
  plan
    lr: constant 0.5
";
    assert!(ran.out.starts_with(expected), "{}", ran.out);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    Ok(())
}

#[test]
fn a_damaged_state_is_an_error() -> Result<()> {
    let state = Plan::lr(0.5, Constant).preview(1, 7)?.to_json()?.replace("\"step\": 7", "\"step\": 8");
    let ran = Folder::new()?.with("state.json", state)?.run(["inspect", "state.json"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("state.json: checksum: expected "), "{}", ran.err);
    Ok(())
}

#[test]
fn a_plan_is_not_inspected() -> Result<()> {
    let ran = Folder::new()?.with("plan.json", PLAN)?.run(["inspect", "plan.json"])?;
    let expected = "error: plan.json: expected a state or a checkpoint, found a plan (use `tch-lr describe` for a plan)\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), expected));
    Ok(())
}

#[test]
fn a_checkpoint_is_shown_with_its_files_metrics_and_states() -> Result<()> {
    let folder = Folder::new()?;
    copy(&folder, "checkpoints_version_2/save-000001-step-3")?;
    let ran = folder.run(["inspect", "run/save-000001-step-3"])?;
    let expected = "\
run/save-000001-step-3: checkpoint of step 3, whole
  metric val_loss 0.25
  network.safetensors                168 B  weights
  network.optimizer.safetensors      112 B  state of the optimizer (SGD)
  network.state.json                 525 B  state of the schedule
  average.safetensors                168 B  averaged weights (3 updates)
  scaler.safetensors                  76 B  tensors of the program
  position.json                        2 B  data of the program
  random_generators.safetensors     5.1 kB  random generators

network
  step      3
  lr        0.0625
  momentum  0.873269
  plan
    lr: 0.5, times 0.5 every step
    momentum: 0.9, times 0.99 every step
";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), expected, ""));
    assert_eq!(folder.run(["inspect", "run/save-000001-step-3/checkpoint.json"])?.out, ran.out);
    let ran = folder.run(["inspect", "run"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "save-000001-step-3: whole, 6.2 kB, val_loss 0.25\n"));
    Ok(())
}

#[test]
fn a_checkpoint_of_version_1_lacks_what_it_did_not_have() -> Result<()> {
    let folder = Folder::new()?;
    copy(&folder, "checkpoints_version_1/one_network/save-000001-step-3")?;
    let ran = folder.run(["inspect", "run/save-000001-step-3"])?;
    let lacking = "  without the random generators\n  without the state of the optimizer of model\n";
    assert!(ran.code == Some(0) && ran.out.contains(lacking), "{}", ran.out);
    Ok(())
}

#[test]
fn a_damaged_file_of_a_checkpoint_is_named() -> Result<()> {
    let folder = Folder::new()?;
    let checkpoint = copy(&folder, "checkpoints_version_2/save-000001-step-3")?;
    let weights = checkpoint.join("network.safetensors");
    let mut bytes = std::fs::read(&weights)?;
    bytes[120] ^= 1;
    std::fs::write(&weights, bytes)?;
    let ran = folder.run(["inspect", "run/save-000001-step-3"])?;
    assert!(ran.code == Some(1) && ran.out.starts_with("run/save-000001-step-3: checkpoint of step 3, damaged\n"), "{}", ran.out);
    let line = ran.out.lines().find(|line| line.starts_with("    damaged: ")).unwrap_or_default();
    assert!(line.contains("network.safetensors: expected the checksum "), "{}", ran.out);
    let ran = folder.run(["inspect", "run"])?;
    assert!(ran.code == Some(1) && ran.out.starts_with("save-000001-step-3: damaged: "), "{}", ran.out);
    Ok(())
}

#[test]
fn checkpoints_are_compared_file_by_file() -> Result<()> {
    let folder = Folder::new()?;
    copy(&folder, "checkpoints_version_2/save-000001-step-3")?;
    let same = golden("checkpoints_version_2/save-000001-step-3");
    let ran = folder.run(["diff".as_ref(), "run/save-000001-step-3".as_ref(), same.as_os_str()])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "no differences\n"));
    let old = golden("checkpoints_version_1/one_network/save-000001-step-3");
    let ran = folder.run(["diff".as_ref(), "run/save-000001-step-3".as_ref(), old.as_os_str()])?;
    assert!(ran.code == Some(3) && ran.out.starts_with("metric val_loss: 0.25 -> absent\n"), "{}", ran.out);
    assert!(ran.out.contains("position.json: data of the program, 2 bytes, checksum ") && ran.out.contains(" -> absent\n"));
    Ok(())
}
