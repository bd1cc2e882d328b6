//! `describe` and `check`.

use crate::program::{Folder, PLAN};
use anyhow::Result;

#[test]
fn a_plan_is_described_in_sentences_with_its_numbers() -> Result<()> {
    let ran = Folder::new()?.with("plan.json", PLAN)?.run(["describe", "plan.json"])?;
    let expected = "\
lr[0]: linear warm-up from 0.025 to 0.1 at 3, cosine to 0 at 20
    peak 0.1 at step 3, end 9.60736e-4 at 19, area 0.55 of a constant 0.1
lr[1]: 0.5, times 0.1 every 10 steps
    peak 0.5 at step 0, end 0.05 at 19, area 0.55 of a constant 0.5
momentum: constant 0.9
    peak 0.9 at step 0, end 0.9 at 19, area 1 of a constant 0.9
";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), expected, ""));
    Ok(())
}

#[test]
fn a_description_without_a_length_says_what_is_missing() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN.replace("\"total_steps\": 20,", ""))?;
    let ran = folder.run(["describe", "plan.json"])?;
    assert!(ran.out.contains("cosine to 0 at 20, cosine to 0.1 at 36, repeated every 32 steps\nlr[1]"), "{}", ran.out);
    assert!(ran.out.ends_with("Peak, end and area need --steps, because the plan has no total_steps.\n"), "{}", ran.out);
    assert!(folder.run(["describe", "plan.json", "--steps", "20"])?.out.contains("peak 0.1 at step 3"));
    Ok(())
}

/// The cosine of `PLAN` rises again in 30 steps.
const RISES: &str = "lr.schedule.schedule.T_max is 16, so the cosine rises again after step 20, to its first value at step 36, but the run \
     ends at step 30. Write T_max = 26, or hold the value from step 16 on";

/// The column of `T_max` in the fifth line of `PLAN`.
fn column() -> usize {
    PLAN.lines().nth(4).and_then(|line| line.find("\"T_max\"")).map_or(0, |before| before + 1)
}

#[test]
fn warnings_are_printed_and_change_the_exit_code_if_denied() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let fine = folder.run(["check", "plan.json", "--deny-warnings"])?;
    assert_eq!((fine.code, fine.out.as_str()), (Some(0), "plan.json: no warnings\n"));
    let doubtful = folder.run(["check", "plan.json", "--steps", "30"])?;
    let expected = format!("plan.json:5:{}: warning: {RISES}\n", column());
    assert_eq!((doubtful.code, doubtful.out.as_str(), doubtful.err.as_str()), (Some(0), expected.as_str(), ""));
    let denied = folder.run(["check", "plan.json", "--steps", "30", "--deny-warnings"])?;
    assert_eq!((denied.code, denied.out), (Some(3), doubtful.out));
    Ok(())
}

#[test]
fn a_check_without_a_length_says_what_it_needs() -> Result<()> {
    let ran = Folder::new()?.with("plan.toml", "[lr]\nbase = 0.1")?.run(["check", "plan.toml"])?;
    let expected = "plan.toml: no warnings; add total_steps or --steps, because most checks need the length of the run\n";
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), expected));
    Ok(())
}

/// A value that is out of its range is found by a dry run, and not when the file is read.
#[test]
fn an_error_of_a_dry_run_has_the_line_of_its_hyperparameter() -> Result<()> {
    let folder = Folder::new()?.with("plan.toml", "[lr]\nbase = 0.1\n[momentum]\nbase = 1.0")?;
    let ran = folder.run(["check", "plan.toml", "--format", "github"])?;
    assert!(ran.out.starts_with("::error file=plan.toml,line=3,"), "{}", ran.out);
    Ok(())
}

#[test]
fn several_plans_are_checked_in_one_call_and_an_error_does_not_hide_the_others() -> Result<()> {
    let folder = Folder::new()?.with("a.json", PLAN)?.with("b.toml", "[lr]\nbase = 'high'")?.with("c.json", PLAN)?;
    let ran = folder.run(["check", "a.json", "b.toml", "c.json", "--steps", "30", "--deny-warnings"])?;
    let expected = format!("a.json:5:{0}: warning: {RISES}\nc.json:5:{0}: warning: {RISES}\n", column());
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), expected.as_str()));
    let error = "error: b.toml: lr.base: expected a finite number, found \"high\"\n --> b.toml:2:1\n";
    assert!(ran.err.starts_with(error) && ran.err.matches("error").count() == 1, "{}", ran.err);
    let fine = folder.run(["check", "a.json", "c.json"])?;
    assert_eq!((fine.code, fine.out.as_str()), (Some(0), "a.json: no warnings\nc.json: no warnings\n"));
    assert_eq!(folder.run(["check", "-", "-"])?.code, Some(2));
    Ok(())
}

#[test]
fn problems_are_printed_as_json() -> Result<()> {
    let folder = Folder::new()?.with("a.json", PLAN)?.with("b.toml", "[lr]\nbase = 'high'")?;
    let ran = folder.run(["check", "a.json", "b.toml", "missing.json", "--steps", "30", "--format", "json"])?;
    let problems: Vec<serde_json::Value> = serde_json::from_str(&ran.out)?;
    let expected = serde_json::json!({
        "file": "a.json", "line": 5, "column": column(), "path": "lr.schedule.schedule.T_max", "level": "warning", "kind": "rises-again",
        "message": RISES,
    });
    assert_eq!((problems.len(), &problems[0]), (3, &expected));
    assert_eq!((&problems[1]["line"], &problems[1]["path"], &problems[1]["kind"]), (&2.into(), &"lr.base".into(), &"error".into()));
    assert_eq!(problems[2]["line"], serde_json::Value::Null);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let fine = folder.run(["check", "a.json", "--format", "json"])?;
    assert_eq!((fine.code, fine.out.as_str()), (Some(0), "[]\n"));
    Ok(())
}

#[test]
fn problems_are_printed_as_commands_of_github() -> Result<()> {
    let folder = Folder::new()?.with("a,b:c%.json", PLAN)?.with("b.toml", "[lr]\nbase = 'hi\\ngh%'")?;
    let ran = folder.run(["check", "a,b:c%.json", "b.toml", "--steps", "30", "--format", "github"])?;
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines[0], format!("::warning file=a%2Cb%3Ac%25.json,line=5,col={},title=rises-again::{RISES}", column()));
    assert!(lines[1].starts_with("::error file=b.toml,line=2,col=1,title=error::b.toml: lr.base: "), "{}", lines[1]);
    assert!(lines[1].contains("gh%25"), "{}", lines[1]);
    assert_eq!((lines.len(), ran.code), (2, Some(1)));
    let input = folder.run_with(PLAN, ["check", "-", "--steps", "30", "--format", "github"])?;
    assert_eq!(input.out, format!("::warning line=5,col={},title=rises-again::{RISES}\n", column()));
    Ok(())
}
