//! Plots as files.

use crate::program::{Folder, PLAN};
use anyhow::Result;
use std::fs;

fn drawn(folder: &Folder, arguments: &[&str]) -> Result<String> {
    let ran = folder.run([&["plot"], arguments, &["-o", "picture.svg"]].concat())?;
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""), "{arguments:?}");
    Ok(fs::read_to_string(folder.path().join("picture.svg"))?)
}

fn has_text(svg: &str, text: &str) -> bool {
    svg.lines().any(|line| line.trim() == text) || svg.contains(&format!("<title>{text}</title>"))
}

#[test]
fn several_plans_and_groups_are_in_one_picture_with_their_phases() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("other.json", r#"{"total_steps": 40, "lr": {"base": 0.3}}"#)?;
    let svg = drawn(&folder, &["plan.json", "other.json"])?;
    for text in ["plan, other", "plan: lr[0]", "plan: lr[1]", "other: lr", "step", "learning rate", "4", "10"] {
        assert!(has_text(&svg, text), "{text}: {svg}");
    }
    let svg = drawn(&folder, &["plan.json", "--title", "Mine", "--setting", "momentum", "--log-y"])?;
    for text in ["Mine", "momentum", "step"] {
        assert!(has_text(&svg, text), "{text}: {svg}");
    }
    Ok(())
}

#[test]
fn groups_that_have_the_same_rate_share_a_curve() -> Result<()> {
    let plan = r#"{"total_steps": 9, "groups": 4, "lr": {"base": 0.1, "groups": {"1": {"factor": 0.5}}}}"#;
    let folder = Folder::new()?.with("plan.json", plan)?;
    let svg = drawn(&folder, &["plan.json"])?;
    assert!(has_text(&svg, "lr[0], lr[2], lr[3]") && has_text(&svg, "lr[1]"), "{svg}");
    Ok(())
}

#[test]
fn a_picture_has_the_format_of_its_file_name() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    assert_eq!(folder.run(["plot", "plan.json", "-o", "picture.PNG"])?.code, Some(0));
    assert!(fs::read(folder.path().join("picture.PNG"))?.starts_with(b"\x89PNG"));
    let ran = folder.run(["plot", "plan.json", "-o", "absent/picture.svg"])?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("absent/picture.svg"), "{}", ran.err);
    Ok(())
}

#[test]
fn one_point_and_a_million_can_be_drawn_and_a_single_spike_stays_visible() -> Result<()> {
    let table = r#"{"type": "LambdaLR", "lr_lambda": {"table": [[0, 1], [777777, 9], [777778, 1]]}}"#;
    let plan = format!(r#"{{"total_steps": 1000000, "lr": {{"base": 0.1, "schedule": {table}}}}}"#);
    let folder = Folder::new()?.with("plan.json", plan)?;
    let svg = drawn(&folder, &["plan.json"])?;
    assert!(svg.len() < 200_000, "{}", svg.len());
    assert!(has_text(&svg, "0.8"), "the axis reaches to the spike: {svg}");
    assert!(drawn(&folder, &["plan.json", "--steps", "1"])?.contains("<circle"));
    Ok(())
}
