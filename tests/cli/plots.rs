//! The options of `plot`: what is plotted, on which axes, and in which size.

use crate::program::{Folder, PLAN, ran};
use anyhow::{Context, Result};
use std::fs;
use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};

/// The lines of an SVG, each text on a line of its own.
fn texts(folder: &Folder, arguments: &[&str]) -> Result<Vec<String>> {
    let ran = folder.run([&["plot"], arguments, &["-o", "picture.svg"]].concat())?;
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    let svg = fs::read_to_string(folder.path().join("picture.svg"))?;
    Ok(svg.lines().map(str::to_owned).collect())
}

#[test]
fn plans_of_one_name_have_distinct_labels() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("plan.toml", "total_steps = 9\nlr = { base = 0.3 }")?;
    for name in ["a", "b"] {
        fs::create_dir(folder.path().join(name))?;
        fs::write(folder.path().join(name).join("plan.json"), PLAN)?;
    }
    let cases: [(&[&str], &[&str]); 4] = [
        (&["plan.json", "plan.toml"], &["plan.json: lr[0]", "plan.toml: lr"]),
        (&["a/plan.json", "b/plan.json"], &["a/plan: lr[0]", "b/plan: lr[0]"]),
        (&["plan.json", "plan.json"], &["plan: lr[0]", "plan (2): lr[0]"]),
        (&["plan.toml", "a/plan.json", "b/plan.json"], &["plan.toml: lr", "a/plan: lr[0]", "b/plan: lr[0]"]),
    ];
    for (plans, expected) in cases {
        let texts = texts(&folder, plans)?;
        for label in expected {
            assert_eq!(texts.iter().filter(|text| text == label).count(), 1, "{plans:?}: {label}");
        }
    }
    Ok(())
}

#[test]
fn several_settings_are_in_one_picture() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let repeated = texts(&folder, &["plan.json", "--setting", "lr", "--setting", "momentum"])?;
    assert!(["learning rate", "momentum", "step"].iter().all(|name| repeated.contains(&(*name).to_owned())));
    assert_eq!(texts(&folder, &["plan.json", "--setting", "lr, momentum"])?, repeated);
    let drawn = folder.run(["plot", "plan.json", "--setting", "lr,momentum"])?.out;
    assert!(drawn.contains("plan, lr by step") && drawn.contains("plan, momentum by step"), "{drawn}");
    Ok(())
}

#[test]
fn a_size_is_in_pixels_or_in_columns_and_rows() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    assert!(texts(&folder, &["plan.json", "--size", "1200x600"])?[0].contains(r#"width="1200" height="600""#));
    let drawn = folder.run(["plot", "plan.json", "--setting", "momentum", "--size", "60x10"])?.out;
    assert_eq!((drawn.lines().count(), drawn.lines().map(|line| line.chars().count()).max()), (11, Some(60)), "{drawn}");
    for wrong in ["1200", "1200x", "0x10", "-1x4", "9999x9999"] {
        assert_eq!(folder.run(["plot", "plan.json", &format!("--size={wrong}")])?.code, Some(2), "{wrong}");
    }
    let low = folder.run(["plot", "plan.json", "--size", "800x300", "--setting", "lr,momentum", "-o", "low.svg"])?;
    assert!(low.err.contains("height from 400 to 4096"), "{}", low.err);
    Ok(())
}

#[test]
fn an_axis_can_be_in_epochs_or_tokens() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let epochs = texts(&folder, &["plan.json", "--steps-per-epoch", "4"])?;
    assert!(["epoch", "5", "2.5"].iter().all(|text| epochs.contains(&(*text).to_owned())), "{epochs:?}");
    let tokens = texts(&folder, &["plan.json", "--tokens-per-step", "100_000"])?;
    assert!(["tokens", "2M", "0.4M", "1M"].iter().all(|text| tokens.contains(&(*text).to_owned())), "{tokens:?}");
    let drawn = folder.run(["plot", "plan.json", "--steps-per-epoch", "4"])?.out;
    let last: Vec<_> = drawn.lines().last().unwrap_or_default().split_whitespace().collect();
    assert!(drawn.contains("lr by epoch") && last == ["0", "2.38", "4.75"], "{drawn}");
    for wrong in ["0", "-1", "inf", "NaN", "1e-320", "many"] {
        assert_eq!(folder.run(["plot", "plan.json", &format!("--steps-per-epoch={wrong}")])?.code, Some(2), "{wrong}");
    }
    assert_eq!(folder.run(["plot", "plan.json", "--steps-per-epoch=1", "--tokens-per-step=1"])?.code, Some(2));
    Ok(())
}

#[test]
fn a_run_without_steps_is_refused() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    for arguments in [&["--steps", "0"][..], &["--steps", "0", "--html"], &["--set", "total_steps=0"]] {
        let ran = folder.run([&["plot", "plan.json"], arguments].concat())?;
        let expected = "error: plan.json: a run of 0 steps has nothing to plot, give --steps 1 or more\n";
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(1), "", expected), "{arguments:?}");
    }
    Ok(())
}

#[test]
fn metrics_reduce_the_plotted_rates() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().patience(0).factor(0.25)?;
    let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule).total_steps(12).spec().to_json()?;
    let folder = Folder::new()?.with("plan.json", plan)?.with("losses.txt", "1\n1\n")?.with("other.json", PLAN)?;
    let lowest = |arguments: &[&str]| -> Result<String> {
        let out = folder.run([&["plot", "plan.json", "--log-y"], arguments].concat())?.out;
        out.lines()
            .filter_map(|line| line.split_once('│'))
            .map(|(label, _)| label.trim().to_owned())
            .rfind(|label| !label.is_empty())
            .context("no label")
    };
    assert_eq!(lowest(&["--metrics", "losses.txt"])?, "0.01");
    assert_ne!(lowest(&[])?, "0.01");
    let refused = folder.run(["plot", "other.json", "--metrics", "losses.txt"])?;
    assert!(refused.err.contains("metric 1.0 was given to a plan without feedback"), "{}", refused.err);
    assert_eq!(folder.run(["plot", "-", "--metrics", "-"])?.code, Some(2));
    Ok(())
}

#[test]
fn a_logarithmic_axis_starts_at_the_first_step_although_its_value_is_zero() -> Result<()> {
    let table = r#"{"type": "LambdaLR", "lr_lambda": {"table": [[0, 0], [50, 1], [90, 0]]}}"#;
    let folder =
        Folder::new()?.with("plan.json", format!(r#"{{"total_steps": 101, "lr": {{"base": 0.1, "schedule": {table}}}}}"#))?;
    let drawn = folder.run(["plot", "plan.json", "--log-y"])?.out;
    let last: Vec<_> = drawn.lines().last().unwrap_or_default().split_whitespace().collect();
    assert_eq!(last, ["0", "50", "100"], "{drawn}");
    let refused = folder.run(["plot", "plan.json", "--log"])?;
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("for a logarithmic axis use --log-y"), "{}", refused.err);
    Ok(())
}

#[test]
fn a_hundred_groups_have_a_short_legend_and_a_gradient() -> Result<()> {
    let factors: Vec<_> = (0..99).map(|group| format!(r#""{group}": {{"factor": {}}}"#, 0.9f64.powi(99 - group))).collect();
    let plan =
        format!(r#"{{"total_steps": 9, "expect_groups": 100, "lr": {{"base": 0.1, "groups": {{{}}}}}}}"#, factors.join(", "));
    let folder = Folder::new()?.with("plan.json", plan)?;
    let drawn = ran(folder.command().args(["plot", "plan.json"]).envs([("COLUMNS", "200"), ("CLICOLOR_FORCE", "1")]), "")?.out;
    let (legend, _): (Vec<_>, Vec<_>) = drawn.lines().skip(1).partition(|line| line.contains("── "));
    assert_eq!(legend.len(), 6, "{drawn}");
    let colors: std::collections::BTreeSet<_> =
        legend.iter().filter_map(|line| line.split_once('m')).map(|(color, _)| color).collect();
    assert_eq!(colors.len(), 6, "{colors:?}");
    assert!(drawn.contains("and 94 more"), "{drawn}");
    Ok(())
}

#[test]
fn a_page_is_saved_or_printed() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let printed = folder.run(["plot", "plan.json", "--html", "--title", "</script>"])?;
    assert!(printed.out.starts_with("<!DOCTYPE html>") && printed.out.contains("<h1>&lt;/script&gt;</h1>"), "{printed:?}");
    for arguments in [
        &["plot", "plan.json", "--title", "</script>", "-o", "p.html"][..],
        &["plot", "plan.json", "--title", "</script>", "--html", "-o", "p.HTML"],
    ] {
        assert_eq!(folder.run(arguments)?.code, Some(0));
        assert_eq!(fs::read_to_string(folder.path().join(arguments[arguments.len() - 1]))?, printed.out);
    }
    assert_eq!(folder.run(["plot", "plan.json", "--html", "-o", "p.svg"])?.code, Some(2));
    Ok(())
}
