//! The plan files of the example contain the plans that its flags give.

use super::schedule::planned;
use super::settings;
use anyhow::Result;

#[test]
fn the_plan_files_are_the_plans_of_the_shapes() -> Result<()> {
    for shape in ["wsd", "cosine"] {
        let file = format!("{}/../../examples/plans/gpt_{shape}.toml", env!("CARGO_MANIFEST_DIR"));
        let [of_shape, of_file] =
            [["--shape", shape], ["--schedule", &file]].map(|flags| planned(&settings(&flags.map(str::to_owned))?));
        let (of_shape, of_file) = (of_shape?, of_file?);
        assert_eq!(of_shape.steps, of_file.steps, "{shape}");
        assert_eq!(of_file.plan.spec().differences(&of_shape.plan.spec()), [], "{shape}");
    }
    Ok(())
}

#[test]
fn the_length_of_the_run_is_that_of_the_flag_then_of_the_file() -> Result<()> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/plans/warmup_cosine.toml");
    let steps = |flags: &[&str]| {
        Ok::<_, anyhow::Error>(planned(&settings(&flags.iter().map(|flag| (*flag).to_owned()).collect::<Vec<_>>())?)?.steps)
    };
    assert_eq!(steps(&["--schedule", file])?, 10_000);
    assert_eq!(steps(&["--schedule", file, "--steps", "70"])?, 70);
    assert!(steps(&["--steps", "50", "--warmup", "50"]).is_err());
    Ok(())
}
