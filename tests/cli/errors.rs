//! Errors of the command line: the message and the documented exit code, and no output is written.

use crate::program::{Folder, PLAN};
use anyhow::Result;

#[test]
fn an_error_in_a_plan_names_the_file_the_place_and_what_was_expected() -> Result<()> {
    let schedule = |schedule: &str| format!(r#"{{"total_steps": 9, "lr": {{"base": 0.1, "schedule": {schedule}}}}}"#);
    let cosine = r#"{"type": "CosineAnnealingLR", "T_max": 5}"#;
    let wrong = [
        (
            "a.json",
            schedule(&cosine.replace("Anneal", "Aneal")),
            r#"lr.schedule: did you mean CosineAnnealingLR? (found "CosineAnealingLR", expected a type of schedule"#,
            "Offset, Plus, Within, PastEnd, Noise)",
        ),
        (
            "b.json",
            schedule(&cosine.replace("T_max", "Tmax")),
            "lr.schedule.Tmax: did you mean T_max?",
            "expected one of type, T_max, eta_min)",
        ),
        ("c.json", schedule(&cosine.replace('5', "0")), "lr.schedule.T_max: expected at least 1", "found 0"),
        (
            "d.json",
            schedule(&cosine.replace('5', "\"5\"")),
            "lr.schedule.T_max: write 5, without quotes (found \"5\"",
            "a whole number, at least 0)",
        ),
        (
            "e.json",
            schedule(&format!(r#"{{"type": "SequentialLR", "schedulers": [{cosine}, {{"type": "StepLR"}}], "milestones": [5]}}"#)),
            "lr.schedule.schedulers[1]: StepLR needs step_size",
            "step_size",
        ),
        ("f.json", "{\"lr\": {\"base\": 0.1,}}".into(), "expected JSON, found trailing comma", "at line 1 column 21"),
        ("g.toml", "[lr]\nbase = \n".into(), "expected TOML, found string values must be quoted", "at line 2 column 8"),
        (
            "unquoted.toml",
            "total_steps = 30ep\n[lr]\nbase = 1\n".into(),
            "write \"30ep\", in quotes (found invalid exponent",
            "expected TOML)",
        ),
        ("h.toml", "[lr]\nbase = 1\nbase = 2\n".into(), "expected TOML, found duplicate key", "at line 3 column 1"),
        (
            "i.toml",
            "[lr]\nbas = 1\n".into(),
            "lr.bas: did you mean base? (found an unknown field",
            "expected one of base, schedule, groups, each, layer_wise)",
        ),
        (
            "j.json",
            schedule(cosine).replace("0.1", "-0.1"),
            "lr.base: expected a base that is finite and not negative",
            "found -0.1",
        ),
        ("k.json", "[]".into(), "expected an object", "found []"),
    ];
    for (file, plan, expected, found) in wrong {
        let folder = Folder::new()?.with(file, &plan)?;
        for command in [&["trace"][..], &["describe"], &["check"], &["plot"], &["plot", "-o", "picture.svg"]] {
            let ran = folder.run(command.iter().chain([&file]))?;
            assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{command:?} {plan}: {ran:?}");
            assert!(ran.err.starts_with(&format!("error: {file}: {expected}")), "{plan}: {}", ran.err);
            let (message, excerpt) = ran.err.split_once('\n').unwrap_or_default();
            assert!(message.ends_with(found), "{plan}: {}", ran.err);
            let is_excerpt =
                excerpt.starts_with(&format!(" --> {file}:")) && excerpt.trim_end().ends_with('^') && excerpt.lines().count() == 4;
            assert!(is_excerpt || plan == "[]", "{plan}: {}", ran.err);
            assert_eq!(folder.files()?, [std::path::PathBuf::from(file)], "{command:?} {plan}");
        }
        let ran = folder.run_with(&plan, ["check", "-"])?;
        assert!(ran.err.starts_with("error: standard input: "), "{}", ran.err);
    }
    Ok(())
}

#[test]
fn a_file_that_cannot_be_read_is_named() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("binary.json", [0xff, 0xfe])?.with("words", "0.5\n\nhigh\n")?;
    let wrong: [(&[&str], &str); 4] = [
        (&["check", "absent.json"], "error: cannot read absent.json: "),
        (&["check", "binary.json"], "error: cannot read binary.json: "),
        (&["trace", "plan.json", "--metrics", "absent"], "error: cannot read absent: "),
        (&["trace", "plan.json", "--metrics", "words"], "error: words: line 3: expected a number or an empty line, found \"high\""),
    ];
    for (arguments, expected) in wrong {
        let ran = folder.run(arguments)?;
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{arguments:?}");
        assert!(ran.err.starts_with(expected), "{}", ran.err);
    }
    Ok(())
}

#[test]
fn metrics_for_a_plan_without_feedback_are_an_error_before_anything_is_written() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("metrics", "\n\n\n\n0.5\n")?;
    let ran = folder.run(["trace", "plan.json", "--metrics", "metrics"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.starts_with("error: plan.json: add feedback = { type = \"ReduceLROnPlateau\" } to the plan"), "{}", ran.err);
    Ok(())
}

#[test]
fn an_unreachable_step_is_an_error_before_anything_is_written() -> Result<()> {
    let walks = r#"{"type": "MultiplicativeLR", "lr_lambda": {"constant": 0.9}}"#;
    let folder = Folder::new()?.with("plan.json", format!(r#"{{"lr": {{"base": 100, "schedule": {walks}}}}}"#))?;
    let ran = folder.run(["trace", "plan.json", "--steps", "10000000000", "--every", "9999999999"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    assert!(ran.err.contains("step must be no farther than about 268,435,456 steps"), "{}", ran.err);
    assert_eq!(folder.run(["trace", "plan.json", "--steps", "10"])?.code, Some(0));
    Ok(())
}

#[test]
fn a_wrong_command_line_has_its_own_exit_code() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("endless.json", r#"{"lr": {"base": 0.1}}"#)?;
    let wrong: [(&[&str], &str); 12] = [
        (&[], "Usage: tch-lr <COMMAND>"),
        (&["tracee", "plan.json"], "'trace'"),
        (&["trace"], "<PLAN>"),
        (&["trace", "plan.json", "--step", "3"], "'--steps'"),
        (&["trace", "plan.json", "--every", "0"], "expected at least 1, found 0"),
        (&["trace", "plan.json", "--groups", "0"], "expected from 1 to 1048576, found 0"),
        (&["trace", "plan.json", "--format", "xml"], "csv, jsonl, table"),
        (&["trace", "-", "--metrics", "-"], "standard input can be the plan or the metrics, not both"),
        (&["trace", "endless.json"], "--steps is needed: endless.json has no total_steps"),
        (&["plot", "endless.json", "-o", "a.svg"], "--steps is needed: endless.json has no total_steps"),
        (&["plot", "-", "-"], "standard input can be one plan or the metrics, not several of them"),
        (&["plot", "plan.json", "-o", "picture.jpeg"], "the name must end in .svg or .png, or in .html"),
    ];
    for (arguments, expected) in wrong {
        let ran = folder.run(arguments)?;
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}: {ran:?}");
        assert!(ran.err.contains(expected), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(folder.files()?.len(), 2);
    Ok(())
}
