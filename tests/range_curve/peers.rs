//! Suggestions of fastai and Ignite for the same curves, checked in. tests/python/range_suggestions.py regenerates them.

use serde_json::{Map, Value};
use tch_lr_scheduler::{RangeCurve, Result};

const GOLDENS: &str = include_str!("../goldens/range-suggestions.json");

fn goldens() -> Map<String, Value> {
    serde_json::from_str(GOLDENS).unwrap()
}

fn parsed(text: &Value) -> Vec<f64> {
    text.as_str().unwrap().split_whitespace().map(|word| word.parse().unwrap()).collect()
}

fn curve(golden: &Value) -> RangeCurve {
    RangeCurve::new(parsed(&golden["lrs"]), parsed(&golden["losses"])).unwrap()
}

/// To the bit, because a suggestion is a rate of the curve or a tenth of one.
#[track_caller]
fn assert_suggests(curve: &RangeCurve, theirs: &Value, what: &str) {
    let ours = curve.suggestions();
    let answers = [
        ("steepest", ours.steepest),
        ("valley", ours.valley),
        ("slide", ours.slide),
        ("minimum", ours.minimum),
        ("ignite", curve.steepest_around()),
    ];
    for (name, answer) in answers {
        let theirs = parsed(&theirs[name])[0];
        let theirs = (!theirs.is_nan()).then_some(theirs);
        assert_eq!(answer, theirs, "{name} of {what}");
    }
}

#[test]
fn suggestions_equal_those_of_fastai_and_ignite() -> Result<()> {
    let goldens = goldens();
    assert!(goldens.len() >= 10);
    for (name, golden) in &goldens {
        let raw = curve(golden);
        assert_suggests(&raw, &golden["of the raw curve"], name);
        // The curve as smoothed by fastai: the average of a level stretch may fall by rounding, and fastai counts that as falling.
        let smoothed = RangeCurve::new(raw.lrs(), parsed(&golden["smoothed"]))?;
        assert_suggests(&smoothed.trimmed(10, 5), &golden["of the smoothed curve, cut"], &format!("{name}, smoothed"));
    }
    Ok(())
}

#[test]
fn smoothing_equals_that_of_fastai() -> Result<()> {
    for (name, golden) in &goldens() {
        let smoothed = curve(golden).smoothed(0.98)?;
        for (ours, theirs) in smoothed.values().iter().zip(parsed(&golden["smoothed"])) {
            assert!(approx::relative_eq!(*ours, theirs, max_relative = 1e-12), "{name}: {ours} is not {theirs}");
        }
    }
    Ok(())
}
