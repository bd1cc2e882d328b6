//! Damaged state files: each is refused with a typed error that names the place, and the run is unchanged.

mod contents;
mod fields;
mod files;

use serde_json::Value;
use tch_lr_scheduler::*;

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.1, CosineAnnealingLr::new(90)?)
        .lr_group(1, 0.2, StepLr::new(10, 0.5)?)
        .momentum(0.9, Constant)
        .weight_decay(0.01, ExponentialLr::new(0.9)?)
        .scalar("temperature", 2.0, ExponentialLr::new(0.97)?)
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new()))
}

/// A state with every field.
fn state() -> Result<State> {
    let mut run = Scheduler::start(&plan()?, 2, &mut DryRun)?;
    run.seek(12, &mut DryRun)?;
    run.metric(0.7, &mut DryRun)?;
    run.cool_down(Cooldown::to(1e-5, 20)?.shape(Shape::cosine())?, &mut DryRun)?;
    run.seek_time(17.25, &mut DryRun)?;
    Ok(run.state().clone())
}

fn text() -> Result<String> {
    state()?.to_json()
}

#[track_caller]
fn place(result: Result<State>, what: &str) -> String {
    match result {
        Err(Error::Data { file: Some(file), path, .. }) if file == "state" => path,
        other => panic!("{what}: {other:?}"),
    }
}

fn parsed() -> Result<Value> {
    Ok(serde_json::from_str(&text()?).expect("it is JSON"))
}
