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
