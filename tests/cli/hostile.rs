//! Plans that would take for ever, or all memory, and names that would control the terminal.

use crate::program::{Folder, Ran};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const COMMANDS: [&[&str]; 4] = [&["describe"], &["check"], &["plot"], &["trace"]];

fn ran(plan: &Value, arguments: &[&str]) -> Result<Ran> {
    Folder::new()?.with("plan.json", plan.to_string())?.run(arguments.iter().chain(&["plan.json"]))
}

#[test]
fn a_run_that_is_too_long_for_a_schedule_without_a_closed_form_is_refused_by_every_command() -> Result<()> {
    let multiplied = json!({"type": "MultiplicativeLR", "lr_lambda": {"constant": 0.999}});
    let chain =
        json!({"type": "ChainedScheduler", "schedulers": [{"type": "CosineAnnealingLR", "T_max": 10}, {"type": "Constant"}]});
    let repeated = json!({"type": "Cycle", "period": 1_000_000, "schedule": multiplied});
    for schedule in [multiplied, chain, repeated] {
        let plan = json!({"total_steps": 1_000_000_000_000_u64, "lr": {"base": 0.1, "schedule": schedule}});
        // A trace of a schedule that repeats goes on for ever, row by row.
        for command in COMMANDS.iter().filter(|command| command[0] != "trace" || schedule["type"] != "Cycle") {
            let refused = ran(&plan, command)?;
            assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""), "{command:?} {schedule}: {refused:?}");
            assert!(refused.err.contains("a schedule without a closed form"), "{}", refused.err);
        }
    }
    Ok(())
}

#[test]
fn a_chain_of_many_members_reaches_fewer_steps() -> Result<()> {
    let chain = |members: usize| json!({"type": "ChainedScheduler", "schedulers": vec![json!({"type": "CosineAnnealingLR", "T_max": 10}); members]});
    let steps = ["trace", "--steps", "5000001", "--every", "5e6"];
    let plan = |members| json!({"lr": {"base": 0.1, "schedule": chain(members)}});
    assert_eq!(ran(&plan(1), &steps)?.code, Some(0));
    assert!(ran(&plan(100), &steps)?.err.contains("step must be no farther than about 2,6"));
    Ok(())
}

#[test]
fn a_trace_without_an_end_prints_its_rows_at_once() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", json!({"total_steps": u64::MAX, "lr": {"base": 0.1}}).to_string())?;
    for format in ["csv", "jsonl"] {
        let mut command = folder.command();
        let mut process = command.args(["trace", "plan.json", "--format", format]).stdout(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(process.stdout.take().context("no output")?).lines();
        assert!(lines.nth(1_000).context("no row")??.contains("0.1"));
        drop(lines);
        assert_eq!(process.wait()?.code(), Some(0));
    }
    let refused = folder.run(["trace", "plan.json", "--format", "table"])?;
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.err.contains("--format table is for at most 2097152 rows of this plan"), "{}", refused.err);
    Ok(())
}

#[test]
fn a_file_that_cannot_be_read_is_named_once() -> Result<()> {
    let folder = Folder::new()?.with("binary.toml", [0x80, 0x81])?;
    std::fs::create_dir(folder.path().join("folder"))?;
    for command in ["check", "describe", "plot"] {
        for (file, problem) in
            [("folder", "found a directory"), ("missing.toml", "No such file"), ("binary.toml", "not text in UTF-8")]
        {
            let ran = folder.run([command, file])?;
            assert_eq!((ran.code, ran.err.matches(problem).count()), (Some(1), 1), "{command} {file}: {}", ran.err);
        }
    }
    Ok(())
}

#[test]
fn nested_schedules_with_a_momentum_are_not_evaluated_twice_a_level() -> Result<()> {
    let cyclic = json!({"type": "CyclicLR", "base_lr": 0.01, "max_lr": 0.1});
    for (class, rest) in [("SequentialLR", json!([])), ("ChainedScheduler", Value::Null)] {
        let nest = |inner, _| match rest {
            Value::Null => json!({"type": class, "schedulers": [inner]}),
            _ => json!({"type": class, "schedulers": [inner], "milestones": []}),
        };
        let plan = json!({"total_steps": 100, "lr": {"base": 0.1, "schedule": (0..55).fold(cyclic.clone(), nest)}});
        for command in COMMANDS {
            assert_eq!(ran(&plan, command)?.code, Some(0), "{command:?} {class}");
        }
    }
    Ok(())
}

#[test]
fn many_groups_and_members_take_linear_time() -> Result<()> {
    let cosine = json!({"type": "CosineAnnealingLR", "T_max": 10});
    let factors: serde_json::Map<_, _> =
        (1..3_000).map(|group| (group.to_string(), json!({"factor": 1.0 / f64::from(group)}))).collect();
    let grouped = json!({"base": 0.1, "schedule": cosine, "groups": factors});
    let long = json!({"base": 0.1, "schedule": {"type": "SequentialLR", "schedulers": vec![cosine; 10_000], "milestones": (1..10_000).collect::<Vec<_>>()}});
    for lr in [grouped, long] {
        for command in COMMANDS {
            assert_eq!(ran(&json!({"total_steps": 20, "lr": lr}), command)?.code, Some(0), "{command:?}");
        }
    }
    let announced = json!({"total_steps": 1000, "expect_groups": 1 << 20, "lr": {"base": 0.1}});
    assert_eq!(ran(&announced, &["describe"])?.code, Some(0));
    assert!(
        ran(&json!({"total_steps": 9, "expect_groups": u64::MAX, "lr": {"base": 0.1}}), &["plot"])?
            .err
            .contains("groups must be from 1 to 1048576")
    );
    Ok(())
}

#[test]
fn control_characters_are_escaped() -> Result<()> {
    let name = "\u{1b}[31mred\u{9b}\u{202e}\r";
    let plan = json!({"total_steps": 2, "lr": {"base": 0.1}, "scalars": {name: {"base": 1}}});
    let mut outputs = vec![];
    for arguments in [
        &["describe"][..],
        &["check"],
        &["plot", "--setting", name],
        &["plot", "--title", name],
        &["trace"],
        &["trace", "--format", "jsonl"],
        &["trace", "--format", "table"],
    ] {
        let ran = ran(&plan, arguments)?;
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
        outputs.push(ran.out);
    }
    let row: Value = serde_json::from_str(outputs[5].lines().next().context("no row")?)?;
    assert_eq!(row[name], json!(1.0), "JSON keeps the name");
    let wrong = [
        json!({"total_steps": 2, "lr": {"base": 0.1}, name: 1}),
        json!({"total_steps": 2, "lr": {"base": 0.1, "schedule": {"type": name}}}),
        json!({"total_steps": 2, "lr": {"base": 0.1}, "scalars": {name: {"base": -1}}}),
        json!({"total_steps": 2, "lr": {"base": 0.1, "schedule": {"type": "LambdaLR", "lr_lambda": name}}}),
    ];
    for plan in wrong {
        let ran = ran(&plan, &["check"])?;
        assert_eq!(ran.code, Some(1));
        outputs.push(ran.err);
    }
    for output in outputs {
        assert!(!output.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\r']), "{output:?}");
    }
    Ok(())
}

#[test]
fn whole_numbers_of_the_command_line_may_have_exponents_and_separators() -> Result<()> {
    let plan = json!({"lr": {"base": 0.1}});
    let rows = |arguments: &[&str]| -> Result<_> { Ok(ran(&plan, &[&["trace"], arguments].concat())?.out.lines().count()) };
    assert_eq!((rows(&["--steps", "1e2"])?, rows(&["--steps", "1_00.0", "--every", "1e1"])?), (101, 11));
    for (value, found) in [("-5", "found -5"), ("2.5", "found 2.5"), ("many", "found many")] {
        let refused = ran(&plan, &["trace", "--steps", value])?;
        let expected = format!("expected a whole number, at least 0, such as 10000, 10_000 or 1e4, {found}");
        assert!(refused.code == Some(2) && refused.err.contains(&expected) && !refused.err.contains("tip:"), "{}", refused.err);
    }
    Ok(())
}
