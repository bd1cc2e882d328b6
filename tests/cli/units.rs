//! A plan file with a table `[run]`: what the program shows, and the options that override its unit.

use crate::program::{Folder, PLAN};
use anyhow::Result;

const IN_EPOCHS: &str = "run = { total = '5ep', steps_per_epoch = 4, tokens_per_step = 1000 }\n[lr]\nbase = 0.1\n\
    schedule = { type = 'Warmup', steps = '1ep', schedule = { type = 'CosineAnnealingLR', T_max = 'rest' } }\n";

#[test]
fn a_plan_is_shown_in_the_unit_of_its_run() -> Result<()> {
    let folder = Folder::new()?.with("plan.toml", IN_EPOCHS)?;
    let described = folder.run(["describe", "plan.toml"])?.out;
    assert!(described.contains("cosine to 0 at epoch 5") && described.contains(" at epoch 4.75, area"), "{described}");
    let drawn = folder.run(["plot", "plan.toml"])?.out;
    assert!(drawn.contains("lr by epoch"), "{drawn}");
    let traced = folder.run(["trace", "plan.toml"])?;
    assert_eq!((traced.code, traced.out.lines().count()), (Some(0), 21), "{}", traced.err);
    Ok(())
}

#[test]
fn options_override_the_unit_of_the_run() -> Result<()> {
    let folder = Folder::new()?.with("plan.toml", IN_EPOCHS)?.with("plan.json", PLAN)?;
    let described = |arguments: &[&str]| -> Result<String> { Ok(folder.run([&["describe"][..], arguments].concat())?.out) };
    assert!(described(&["plan.toml", "--steps-per-epoch", "10"])?.contains("cosine to 0 at epoch 2"));
    assert!(described(&["plan.toml", "--tokens-per-step", "1_000_000"])?.contains("cosine to 0 at 20M tokens"));
    assert!(described(&["plan.json"])?.contains("cosine to 0 at 20"));
    assert!(described(&["plan.json", "--steps-per-epoch", "4"])?.contains("cosine to 0 at epoch 5"));
    assert!(folder.run(["plot", "plan.toml", "--tokens-per-step", "10"])?.out.contains("lr by tokens"));
    assert_eq!(folder.run(["describe", "plan.toml", "--steps-per-epoch", "0"])?.code, Some(2));
    Ok(())
}

#[test]
fn a_length_can_be_set_on_the_command_line_and_its_error_has_a_place() -> Result<()> {
    let folder = Folder::new()?.with("plan.toml", IN_EPOCHS)?;
    let set = folder.run(["describe", "plan.toml", "--set", "lr.schedule.steps=40%"])?.out;
    assert!(set.contains("linear warm-up from 0.0125 to 0.1 at epoch 1.75"), "{set}");
    let wrong = folder.with("wrong.toml", IN_EPOCHS.replace("'1ep'", "'1 epcoh'"))?;
    let error = wrong.run(["check", "wrong.toml"])?.err;
    assert!(error.contains("lr.schedule.steps: write 1 epoch") && error.contains("wrong.toml:4:"), "{error}");
    Ok(())
}
