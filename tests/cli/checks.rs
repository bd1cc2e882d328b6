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

#[test]
fn warnings_are_printed_and_change_the_exit_code_if_denied() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let fine = folder.run(["check", "plan.json", "--deny-warnings"])?;
    assert_eq!((fine.code, fine.out.as_str()), (Some(0), "plan.json: no warnings\n"));
    let doubtful = folder.run(["check", "plan.json", "--steps", "30"])?;
    let expected = "plan.json: warning: lr[0]: the cosine rises again after step 20, to 0.1 at 36\n";
    assert_eq!((doubtful.code, doubtful.out.as_str(), doubtful.err.as_str()), (Some(0), expected, ""));
    let denied = folder.run(["check", "plan.json", "--steps", "30", "--deny-warnings"])?;
    assert_eq!((denied.code, denied.out), (Some(3), doubtful.out));
    Ok(())
}
