//! `tch-lr predict`.

use crate::program::{Folder, Ran};
use anyhow::{Context, Result};
use serde_json::Value;
use tch_lr_scheduler::predict::{LossLaw, MultiPowerLaw, RateCurve};

const STEPS: u64 = 200;
const COSINE: &str = "total_steps = 200\n[lr]\nbase = 1e-3\nschedule = { type = \"CosineAnnealingLR\", T_max = 200 }\n";
const CONSTANT: &str = "total_steps = 200\n[lr]\nbase = 1e-3\n";

/// A log with the losses of a law, as a training loop of torch writes it.
fn log(rates: &[(u64, f64)]) -> Result<String> {
    let law = LossLaw::from(MultiPowerLaw { l0: 2.0, a: 0.5, alpha: 0.5, b: 200.0, c: 50.0, beta: 0.5, gamma: 0.3 });
    let curve = RateCurve::held(rates.iter().copied(), STEPS)?;
    let row = |step: u64| format!("{step},{},{:.5}\n", curve.rate(step), law.loss(&curve, step));
    Ok(std::iter::once(format!("step,lr,val_loss\n0,{},\n", curve.rate(0))).chain((1..=20).map(|part| row(10 * part))).collect())
}

fn folder() -> Result<Folder> {
    let folder = Folder::new()?.with("constant.csv", log(&[(0, 1e-3)])?)?.with("step.csv", log(&[(0, 1e-3), (120, 2e-4)])?)?;
    folder.with("cosine.toml", COSINE)?.with("held.toml", CONSTANT)
}

const FIT: [&str; 5] = ["predict", "--loss", "val_loss", "--fit", "constant.csv"];

fn predict(folder: &Folder, more: &[&str]) -> Result<Ran> {
    folder.run(FIT.iter().chain(&["step.csv"]).chain(more))
}

#[test]
fn plans_are_ranked_and_the_law_can_be_saved() -> Result<()> {
    let folder = folder()?;
    let ran = predict(&folder, &["cosine.toml", "held.toml", "--save", "law.json", "--plot", "fit.svg"])?;
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.err);
    let lines: Vec<_> = ran.out.lines().collect();
    assert!(lines[0].starts_with("multi-power law, fitted to 2 runs with a mean error of "), "{}", ran.out);
    let ranked: Vec<_> = lines.iter().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert!(ranked.ends_with(&["plan", "held", "cosine"]), "{}", ran.out);
    let picture = std::fs::read_to_string(folder.path().join("fit.svg"))?;
    for label in ["constant, observed", "step, fitted", "cosine, predicted", "learning rate"] {
        assert!(picture.contains(label), "{label}");
    }

    let again = folder.run(["predict", "--law", "law.json", "cosine.toml", "held.toml", "--plot", "predicted.html"])?;
    assert_eq!((again.code, again.out), (Some(0), ran.out));
    assert!(std::fs::metadata(folder.path().join("predicted.html"))?.len() > 1_000);
    Ok(())
}

#[test]
fn json_has_the_numbers_and_the_warnings() -> Result<()> {
    let folder = folder()?;
    let ran = predict(&folder, &["cosine.toml", "--steps", "1000", "--set", "lr.base=0.01", "--format", "json"])?;
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let found: Value = serde_json::from_str(&ran.out)?;
    let plan = &found["predictions"][0];
    assert_eq!((plan["plan"].as_str(), plan["steps"].as_u64()), (Some("cosine"), Some(1_000)));
    let [low, loss, high] = ["low", "loss", "high"].map(|name| plan[name].as_f64());
    assert!(low < loss && loss < high);
    assert_eq!(plan["warnings"].as_array().context("a list")?.len(), 2);
    assert_eq!(found["law"]["runs"].as_array().context("a list")?.len(), 2);

    let ran = predict(&folder, &["cosine.toml", "--steps", "1000"])?;
    let warning = "cosine.toml: warning: the run has 1000 steps, more than 3 times the 200 steps that the law has seen\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), warning));
    Ok(())
}

#[test]
fn a_search_writes_a_plan() -> Result<()> {
    let folder = folder()?;
    let ran = predict(&folder, &["--search", "wsd", "--steps", "200", "-o", "best.toml", "--save", "law.json"])?;
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("best: decay over ") && ran.out.contains(" in the interval of the best"), "{}", ran.out);
    assert_eq!(folder.run(["check", "best.toml"])?.code, Some(0));

    let printed = folder.run(["predict", "--law", "law.json", "--search", "wsd", "--steps", "200"])?;
    let plan: String = printed.out.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    assert_eq!(plan, std::fs::read_to_string(folder.path().join("best.toml"))?);

    let json = folder.run(["predict", "--law", "law.json", "--search", "cosine", "--steps", "200", "--format", "json"])?;
    let found: Value = serde_json::from_str(&json.out)?;
    assert!(found["plan"]["lr"]["schedule"].is_object() && found["within_noise"].is_boolean(), "{}", json.out);
    Ok(())
}

#[test]
fn errors_have_the_exit_codes_of_the_other_commands() -> Result<()> {
    let folder = folder()?.with("open.toml", "[lr]\nbase = 1e-3\n")?;
    let usage: [(&[&str], &str); 5] = [
        (&["predict", "cosine.toml"], "--fit <LOG>..."),
        (&["predict", "--fit", "constant.csv", "--law", "law.json"], "cannot be used with"),
        (&["predict", "--loss", "val_loss", "--fit", "constant.csv", "step.csv", "open.toml"], "--steps is needed"),
        (&["predict", "--loss", "val_loss", "--fit", "constant.csv", "step.csv", "--search", "wsd"], "--steps is needed"),
        (
            &["predict", "--loss", "val_loss", "--fit", "constant.csv", "step.csv", "held.toml", "--search", "wsd"],
            "--search finds a plan",
        ),
    ];
    for (arguments, message) in usage {
        let ran = folder.run(arguments)?;
        assert!(ran.code == Some(2) && ran.err.contains(message) && ran.out.is_empty(), "{arguments:?}: {} {}", ran.err, ran.out);
    }
    let errors: [(&[&str], &str); 5] = [
        (
            &["predict", "--fit", "constant.csv", "step.csv"],
            "name the column of the loss with `--loss`: found no column loss, but step, lr, val_loss",
        ),
        (&["predict", "--loss", "val_loss", "--fit", "constant.csv"], "fit at least two runs under different schedules, found 1"),
        (&["predict", "--loss", "val_loss", "--fit", "constant.csv", "missing.csv"], "missing.csv"),
        (&["predict", "--law", "cosine.toml"], "cosine.toml"),
        (
            &["predict", "--loss", "val_loss", "--fit", "constant.csv", "constant.csv", "held.toml"],
            "add a run under another schedule",
        ),
    ];
    for (arguments, message) in errors {
        let ran = folder.run(arguments)?;
        assert!(ran.code == Some(1) && ran.err.contains(message) && ran.out.is_empty(), "{arguments:?}: {} {}", ran.err, ran.out);
    }
    Ok(())
}
