//! Plots in the terminal, and colours.

use crate::program::{Folder, PLAN, ran};
use anyhow::Result;

fn widest(text: &str) -> Option<usize> {
    text.lines().map(|line| line.chars().count()).max()
}

#[test]
fn a_plot_is_as_wide_as_the_terminal() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    assert_eq!(widest(&folder.run(["plot", "plan.json"])?.out), Some(80));
    for (columns, expected) in [("60", 60), ("120", 120), ("3", 40), ("9999", 200), ("wide", 80)] {
        let drawn = ran(folder.command().args(["plot", "plan.json"]).env("COLUMNS", columns), "")?;
        assert_eq!((drawn.code, widest(&drawn.out)), (Some(0), Some(expected)), "{columns}");
    }
    Ok(())
}

#[test]
fn a_plot_names_its_curves_and_has_numbers_at_its_axes() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?.with("other.json", r#"{"total_steps": 40, "lr": {"base": 0.3}}"#)?;
    let drawn = folder.run(["plot", "plan.json", "other.json"])?.out;
    assert!(drawn.starts_with("plan, other, lr by step\n── plan: lr[0]\n── plan: lr[1]\n── other: lr\n0.5  │"), "{drawn}");
    let last: Vec<_> = drawn.lines().last().unwrap_or_default().split_whitespace().collect();
    assert_eq!(last, ["0", "20", "39"]);
    let alone = folder.run(["plot", "other.json", "--title", "A rate"])?.out;
    assert!(alone.starts_with("A rate, lr by step\n"), "{alone}");
    Ok(())
}

#[test]
fn a_logarithmic_plot_has_powers_of_ten_and_refuses_zero() -> Result<()> {
    let folder = Folder::new()?
        .with("plan.json", r#"{"total_steps": 60, "lr": {"base": 0.1, "schedule": {"type": "StepLR", "step_size": 10}}}"#)?
        .with("zero.json", r#"{"total_steps": 60, "lr": {"base": 0}}"#)?;
    let drawn = folder.run(["plot", "plan.json", "--log-y"])?.out;
    let labels: Vec<_> = drawn.lines().filter_map(|line| line.split_once('│')).map(|(label, _)| label.trim()).collect();
    let labels: Vec<_> = labels.into_iter().filter(|label| !label.is_empty()).collect();
    assert_eq!(labels, ["0.1", "0.01", "0.001", "1e-4", "1e-5", "1e-6"]);
    let refused = folder.run(["plot", "zero.json", "--log-y"])?;
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(refused.err.contains("no value is above zero"), "{}", refused.err);
    Ok(())
}

#[test]
fn one_step_and_a_constant_value_can_be_drawn() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    for arguments in [["--steps", "1"], ["--steps", "2"], ["--setting", "momentum"]] {
        let drawn = folder.run(["plot", "plan.json"].iter().chain(&arguments))?;
        assert_eq!(drawn.code, Some(0), "{drawn:?}");
        let is_drawn = |letter: char| letter == '•' || ('\u{2801}'..='\u{28ff}').contains(&letter);
        assert!(drawn.out.contains(is_drawn), "{}", drawn.out);
    }
    let refused = folder.run(["plot", "plan.json", "--setting", "weight_decay"])?;
    assert_eq!(refused.err, "error: plan.json: the plan has no weight_decay to plot, expected one of lr, momentum\n");
    Ok(())
}

#[test]
fn colours_are_printed_on_terminals_or_if_forced() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    for arguments in [["plot", "plan.json"], ["describe", "plan.json"], ["check", "plan.json"], ["check", "absent"]] {
        let run = |variables: &[(&str, &str)]| ran(folder.command().args(arguments).envs(variables.iter().copied()), "");
        let (plain, forced) = (run(&[])?, run(&[("CLICOLOR_FORCE", "1")])?);
        let is_colored = |text: &str| text.contains('\u{1b}');
        assert!(!is_colored(&plain.out) && !is_colored(&plain.err), "{arguments:?}");
        assert!(is_colored(&forced.out) || is_colored(&forced.err), "{arguments:?}");
        let refused = run(&[("NO_COLOR", "1")])?;
        assert_eq!((plain.out, plain.err), (refused.out, refused.err), "{arguments:?}");
    }
    Ok(())
}
