//! What a warning advises can be written, and mends the plan.

use tch_lr_scheduler::{PlanSpec, Result, Warning};

/// The length of a run is named as the file has it, and a plan that follows the advice has no warning.
#[test]
fn the_advice_about_the_length_of_the_run_fits_the_file() -> Result<()> {
    let schedules = [
        ("type = \"CosineAnnealingLR\", T_max = 200", 200),
        ("type = \"CosineAnnealingWarmRestarts\", T_0 = 30", 120),
        ("type = \"CosineAnnealingLR\", T_max = 39100", 39_100),
    ];
    for (schedule, fitting) in schedules {
        let lr = format!("[lr]\nbase = 0.1\nschedule = {{ {schedule} }}\n");
        for (length, with) in [("total_steps", "total_steps = LENGTH"), ("run.total", "run = { total = LENGTH }")] {
            let plan = |steps: u64| PlanSpec::from_toml(&format!("{}\n{lr}", with.replace("LENGTH", &steps.to_string())));
            let warnings = plan(100)?.check(1, None)?;
            let advised = |warning: &Warning| {
                let message = warning.message.to_lowercase();
                message.contains(&format!("set {length} to ")) && message.replace(',', "").contains(&fitting.to_string())
            };
            assert!(warnings.iter().any(advised), "{with}, {schedule}: {warnings:?}");
            assert_eq!(plan(fitting)?.check(1, None)?, [], "{with}, {schedule}");
        }
    }
    Ok(())
}

/// In a file that knows the steps of an epoch, the advice to a schedule that was written in epochs has its lengths with the unit.
#[test]
fn the_advice_to_a_schedule_in_epochs_has_its_lengths_with_the_unit() -> Result<()> {
    let plan = |schedule: &str| {
        PlanSpec::from_toml(&format!(
            "run = {{ total = \"90ep\", steps_per_epoch = 391 }}\n[lr]\nbase = 0.1\nschedule = {{ {schedule} }}\n"
        ))
    };
    let cosine = "type = \"CosineAnnealingLR\", T_max = ";
    for (schedule, advice, mended) in [
        (format!("{cosine}90"), "T_max = \"90ep\"", format!("{cosine}\"90ep\"")),
        ("type = \"StepLR\", step_size = 30".into(), "step_size = \"30ep\"", "type = \"StepLR\", step_size = \"30ep\"".into()),
        (
            "type = \"MultiStepLR\", milestones = [30, 60]".into(),
            "milestones = [\"30ep\", \"60ep\"]",
            "type = \"MultiStepLR\", milestones = [\"30ep\", \"60ep\"]".into(),
        ),
        (
            "type = \"CosineAnnealingWarmRestarts\", T_0 = 10".into(),
            "T_0 = \"10ep\"",
            "type = \"CosineAnnealingWarmRestarts\", T_0 = \"10ep\"".into(),
        ),
        (
            format!("type = \"Warmup\", steps = 3, schedule = {{ {cosine}\"rest\" }}"),
            "steps = \"3ep\"",
            format!("type = \"Warmup\", steps = \"3ep\", schedule = {{ {cosine}\"rest\" }}"),
        ),
        (
            "type = \"ExponentialLR\", gamma = 0.95".into(),
            "{ type = \"Every\", steps = \"1ep\", schedule = ... }",
            "type = \"Every\", steps = \"1ep\", schedule = { type = \"ExponentialLR\", gamma = 0.95 }".into(),
        ),
    ] {
        let warnings = plan(&schedule)?.check(1, None)?;
        assert!(warnings.iter().any(|warning| warning.message.contains(advice)), "{schedule}: {warnings:?}");
        assert_eq!(plan(&mended)?.check(1, None)?, [], "{mended}");
    }
    Ok(())
}
