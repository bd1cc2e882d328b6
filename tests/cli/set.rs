//! `--set`: values of a plan that are changed before it is read.

use crate::program::{Folder, PLAN};
use anyhow::Result;

#[test]
fn a_changed_value_is_that_of_a_changed_file() -> Result<()> {
    let changes: [(&[&str], &str, &str); 6] = [
        (&["lr.base=0.2"], "\"base\": 0.1", "\"base\": 0.2"),
        (&["lr.schedule.schedule.T_max=8"], "\"T_max\": 16", "\"T_max\": 8"),
        (&["lr.schedule.schedule.t_max = 8"], "\"T_max\": 16", "\"T_max\": 8"),
        (&["lr.groups.1.schedule.gamma=0.5"], "\"step_size\": 10", "\"step_size\": 10, \"gamma\": 0.5"),
        (
            &["momentum.schedule={\"type\": \"StepLR\", \"step_size\": 3}"],
            "0.9",
            "0.9, \"schedule\": {\"type\": \"StepLR\", \"step_size\": 3}",
        ),
        (
            &["lr.schedule.schedule.type=StepLR", "lr.schedule.schedule={type=\"StepLR\", step_size=3}"],
            "{\"type\": \"CosineAnnealingLR\", \"T_max\": 16}",
            "{\"type\": \"StepLR\", \"step_size\": 3}",
        ),
    ];
    for (changes, from, to) in changes {
        assert!(PLAN.contains(from));
        let folder = Folder::new()?.with("plan.json", PLAN)?.with("changed.json", PLAN.replacen(from, to, 1))?;
        let set: Vec<_> = changes.iter().flat_map(|change| ["--set", change]).collect();
        let expected = folder.run(["trace", "changed.json"])?;
        assert_eq!(expected.code, Some(0), "{expected:?}");
        assert_eq!(folder.run([&["trace", "plan.json"], &set[..]].concat())?.out, expected.out, "{changes:?}");
        assert_eq!(folder.run_with(PLAN, [&["trace", "-"], &set[..]].concat())?.out, expected.out, "{changes:?}");
        assert_ne!(folder.run(["trace", "plan.json"])?.out, expected.out, "{changes:?}");
    }
    Ok(())
}

#[test]
fn every_command_that_reads_a_plan_has_it() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    for command in ["trace", "plot", "describe", "check"] {
        let ran = folder.run([command, "plan.json", "--set", "lr.base=high"])?;
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{command}");
        assert!(ran.err.starts_with("error: plan.json: lr.base: expected a finite number"), "{}", ran.err);
    }
    Ok(())
}

#[test]
fn an_error_names_the_place_and_what_was_expected() -> Result<()> {
    let list = r#"{"lr": {"base": 0.1, "schedule": {"type": "MultiStepLR", "milestones": [3, 6]}}, "total_steps": 9}"#;
    let folder = Folder::new()?.with("plan.json", list)?;
    let wrong = [
        ("lr.bsae=0.1", "plan.json: lr.bsae: did you mean base? (found an unknown field, expected one of base"),
        ("lr.schedule.milestones[2]=8", "plan.json: lr.schedule.milestones: expected a list with an item [2], found a list of 2"),
        ("lr.schedule.milestones.first=8", "plan.json: lr.schedule.milestones: expected an index, such as 0, and not first"),
        ("lr.base.x=8", "plan.json: lr.base: expected an object, because the next name of the path is x, found 0.1"),
        ("lr[0]=8", "plan.json: lr: expected a list, because the path continues with [0]"),
        ("lr.base=[1", "plan.json: expected JSON"),
        ("lr.schedule.milestones[1]=x", "plan.json: lr.schedule.milestones[1]: write a number and a unit, such as 5ep"),
    ];
    for (change, expected) in wrong {
        let ran = folder.run(["check", "plan.json", "--set", change])?;
        assert_eq!(ran.code, Some(1), "{change}");
        assert!(ran.err.starts_with(&format!("error: {expected}")), "{change}: {}", ran.err);
    }
    for malformed in ["=1", ".lr=1", "lr..base=1", "lr.=1", "lr[x]=1", "lr[1=1", "\"lr=1"] {
        let ran = folder.run(["check", "plan.json", "--set", malformed])?;
        assert!(ran.err.contains("expected a path, such as lr.base"), "{malformed}: {}", ran.err);
    }
    let deep = format!("{}x=1", "a.".repeat(10_000));
    assert!(folder.run(["check", "plan.json", "--set", &deep])?.err.contains("at most 128 parts"));
    assert_eq!(folder.run(["check", "plan.json", "--set", "lr.base"])?.code, Some(2));
    Ok(())
}
