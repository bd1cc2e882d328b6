//! `plot --log`: the log of a run over its plan.

use crate::program::{Folder, PLAN};
use anyhow::Result;
use std::fs;

/// A log of the plan with the given column of losses, and the rates of its own from step 7 to 9.
fn log(folder: &Folder, changed: bool) -> Result<String> {
    let mut log = String::new();
    for line in folder.run(["trace", "plan.json"])?.out.lines() {
        let mut fields: Vec<&str> = line.split(',').collect();
        let step = fields[0].parse::<u64>();
        if changed && step.as_ref().is_ok_and(|step| (7..=9).contains(step)) {
            fields[2] = "0.125";
        }
        let loss = step.map_or("loss".into(), |step| format!("{}", 1.0 / (1 + step) as f64));
        log.push_str(&format!("{},{loss}\n", fields.join(",")));
    }
    Ok(log)
}

#[test]
fn a_log_of_the_plan_equals_it() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let log = log(&folder, false)?;
    let folder = folder.with("rates.csv", log)?;
    let ran = folder.run(["plot", "plan.json", "--log", "rates.csv", "-o", "p.svg"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "rates.csv: all 80 recorded values equal the plan\n"), "{}", ran.err);
    let svg = fs::read_to_string(folder.path().join("p.svg"))?;
    for text in ["lr[0]", "recorded lr[0]", "recorded lr[1]", "loss"] {
        assert!(svg.lines().any(|line| line == text), "{text}");
    }
    Ok(())
}

#[test]
fn the_steps_at_which_a_log_differs_are_named() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let log = log(&folder, true)?;
    let lines: Vec<_> = log.lines().map(str::to_owned).collect();
    let folder = folder.with("rates.csv", &log)?;
    let expected =
        "rates.csv: lr[1] differs from the plan at 3 of 20 steps (7 to 9), most at step 7: the log has 0.125, the plan 0.5\n";
    let drawn = folder.run(["plot", "plan.json", "--log", "rates.csv"])?;
    assert!(drawn.out.ends_with(expected), "{}", drawn.out);
    assert!(drawn.out.contains("plan, loss by step") && drawn.out.contains("── recorded lr[1]"), "{}", drawn.out);
    let chosen = folder.run(["plot", "plan.json", "--log", "rates.csv", "--setting", "loss"])?;
    assert!(chosen.out.starts_with("plan, loss by step") && !chosen.out.contains("lr by step"), "{}", chosen.out);

    let page = folder.run(["plot", "plan.json", "--log", "rates.csv", "--html"])?;
    assert!(page.out.ends_with("</html>\n") && page.err == expected, "{}", page.err);

    let objects: String = lines[1..]
        .iter()
        .map(|line| {
            let fields: Vec<_> = line.split(',').collect();
            format!("{{\"step\": {}, \"lr[1]\": {}}}\n", fields[0], fields[2])
        })
        .collect();
    let folder = folder.with("rates.jsonl", objects)?;
    let ran = folder.run(["plot", "plan.json", "--log", "rates.jsonl", "-o", "p.svg"])?;
    assert_eq!(ran.out, expected.replace("csv", "jsonl"), "{}", ran.err);
    Ok(())
}

#[test]
fn a_log_gives_the_groups_and_the_length_that_a_plan_leaves_open() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", r#"{"lr": {"base": 0.5}}"#)?;
    let folder = folder.with("rates.csv", "step,lr[0],lr[1]\n0,0.5,0.5\n1,0.5,0.5\n7,0.5,0.25\n")?;
    let ran = folder.run(["plot", "plan.json", "--log", "rates.csv"])?;
    let expected = "rates.csv: lr[1] differs from the plan at 1 of 3 steps (7): the log has 0.25, the plan 0.5\n";
    assert!(ran.out.ends_with(expected), "{ran:?}");
    Ok(())
}

#[test]
fn reductions_are_planned_if_their_metrics_are_given() -> Result<()> {
    let plan =
        r#"{"total_steps": 4, "lr": {"base": 0.5}, "feedback": {"type": "ReduceLROnPlateau", "patience": 0, "factor": 0.5}}"#;
    let folder = Folder::new()?.with("plan.json", plan)?.with("losses", "1\n1\n")?;
    let folder = folder.with("rates.csv", "step,lr[0]\n0,0.5\n1,0.5\n2,0.25\n3,0.25\n")?;
    let compared =
        |arguments: &[&str]| folder.run([&["plot", "plan.json", "--log", "rates.csv", "-o", "p.svg"], arguments].concat());
    assert!(compared(&[])?.out.contains("at 2 of 4 steps (2 to 3)"));
    assert_eq!(compared(&["--metrics", "losses"])?.out, "rates.csv: all 4 recorded values equal the plan\n");
    Ok(())
}

#[test]
fn a_log_that_cannot_be_compared_is_an_error_or_said() -> Result<()> {
    let folder =
        Folder::new()?.with("plan.json", PLAN)?.with("loss.csv", "step,loss\n0,1\n1,0.5\n")?.with("no.csv", "a,b\n1,2\n")?;
    let ran = folder.run(["plot", "plan.json", "--log", "loss.csv", "-o", "p.svg"])?;
    assert_eq!(ran.out, "loss.csv: the log has no value of the plan to compare\n");
    for (log, expected) in [("no.csv", "no.csv: line 1"), ("absent.csv", "absent.csv")] {
        let ran = folder.run(["plot", "plan.json", "--log", log])?;
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{log}");
        assert!(ran.err.contains(expected), "{}", ran.err);
    }
    let several = folder.run(["plot", "plan.json", "plan.json", "--log", "loss.csv"])?;
    assert_eq!(several.code, Some(2));
    assert!(several.err.contains("one plan"), "{}", several.err);
    Ok(())
}
