//! Every refusal has its message.

use tch_lr_scheduler::predict::{LawKind, ObservedRun, PredictWarning, RateCurve, Result, fit};
use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};

fn run(name: &str, rates: &[(u64, f64)], losses: u64) -> Result<ObservedRun> {
    let curve = RateCurve::held(rates.iter().copied(), 1_000)?;
    ObservedRun::new(name, curve, (1..=losses).map(|index| (index * 1_000 / losses, 2.0 + 1.0 / index as f64)))
}

#[track_caller]
fn assert_refused(runs: &[ObservedRun], message: &str) {
    let error = fit(runs, LawKind::MultiPower).expect_err("the runs are refused");
    assert_eq!(error.to_string(), message);
}

#[test]
fn a_fit_names_what_is_missing() -> Result<()> {
    let constant = run("constant", &[(0, 0.1)], 10)?;
    let step = run("step", &[(0, 0.1), (600, 0.01)], 10)?;
    assert_refused(&[], "fit at least two runs under different schedules, found 0");
    assert_refused(std::slice::from_ref(&constant), "fit at least two runs under different schedules, found 1");

    let same = "add a run under another schedule: all 2 runs have the rates of `constant` as long as they last, expected two rate curves \
                that differ after the warm-up";
    assert_refused(&[constant.clone(), constant.clone().with_name("again")], same);
    let short = RateCurve::held([(0, 0.1)], 500)?;
    let short = ObservedRun::new("short", short, (1..=10).map(|index| (50 * index, 3.0)))?;
    assert_refused(&[short, constant.clone()], same);

    assert_refused(
        &[constant.clone(), run("half", &[(0, 0.05)], 10)?],
        "add a run whose rate falls: found 2 runs whose rates are constant after the warm-up, expected one that changes",
    );
    let late = run("late", &[(0, 0.05), (50, 0.1)], 10)?;
    assert_refused(&[late, constant.clone()], &same.replace("`constant`", "`late`"));

    let few = run("few", &[(0, 0.05), (500, 0.1)], 10)?;
    assert_refused(
        &[few, step.clone()],
        "few: record the loss more often: expected at least 8 losses after the warm-up of 500 steps, found 5",
    );

    let [left, right] = [(constant.clone(), "32"), (step.clone(), "64")].map(|(run, size)| run.with_setting("batch_size", size));
    assert_refused(
        &[left, right],
        "leave out one of the runs: batch_size is 32 in constant and 64 in step, expected the same model, data and batch size in all runs",
    );
    fit(&[constant.with_setting("batch_size", "32"), step.with_setting("seed", "1")], LawKind::MultiPower).map(drop)
}

#[test]
fn losses_and_rates_that_are_not_possible_are_refused() -> Result<()> {
    for (loss, shown) in [(0.0, "0.0"), (-1.0, "-1.0"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let error = ObservedRun::new("run", RateCurve::new([0.1; 9])?, [(1, 2.0), (7, loss)]).unwrap_err();
        let expected =
            format!("run: end the run before it diverges: the loss at step 7 is {shown}, expected a finite number above 0");
        assert_eq!(error.to_string(), expected);
    }
    for rate in [-0.1, f64::NAN, f64::INFINITY] {
        let error = RateCurve::new([0.1, rate]).unwrap_err();
        assert_eq!(error.to_string(), format!("the rate at step 1 is {rate:?}, expected a finite number that is not negative"));
    }
    assert_eq!(
        RateCurve::new([0.0; 3]).unwrap_err().to_string(),
        "the rate at step 0 is 0.0, expected a rate above 0 at some step"
    );
    assert_eq!(RateCurve::new([]).unwrap_err().to_string(), "RateCurve: steps must be at least 1, found 0");
    assert_eq!(RateCurve::held([], 5).unwrap_err().to_string(), "RateCurve: rates must be at least one rate, found none");
    for (rates, message) in [
        (vec![(1, 0.1)], "the steps of the rates must increase from 0, found 1 at index 0"),
        (vec![(0, 0.1), (5, 0.2), (5, 0.3)], "the steps of the rates must increase from 0, found 5 at index 2"),
    ] {
        assert_eq!(RateCurve::held(rates, 10).unwrap_err().to_string(), message);
    }
    Ok(())
}

#[test]
fn a_prediction_far_from_the_runs_has_a_warning() -> Result<()> {
    let law = fit(&[run("constant", &[(0, 0.1)], 10)?, run("step", &[(0, 0.1), (600, 0.01)], 10)?], LawKind::Annealing)?;
    let warnings = |rate: f64, steps: u64| -> Result<Vec<String>> {
        let prediction = law.predict(&RateCurve::held([(0, rate)], steps)?);
        Ok(prediction.warnings().iter().map(ToString::to_string).collect())
    };
    assert!(warnings(0.199, 3_000)?.is_empty());
    assert_eq!(warnings(0.1, 3_001)?, ["the run has 3001 steps, more than 3 times the 1000 steps that the law has seen"]);
    assert_eq!(warnings(0.2, 1_000)?, ["the highest rate is 0.2, at least twice the 0.1 that the law has seen"]);
    assert_eq!(warnings(1.0, 9_000)?.len(), 2);
    assert!(warnings(0.051, 1_000)?.is_empty());
    assert_eq!(warnings(0.05, 1_000)?, ["the highest rate is 0.05, at most half of the lowest peak 0.1 that the law has seen"]);

    let plateau = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::default());
    assert_eq!(law.predict_plan(&plateau, 1, Some(1_000))?.warnings(), [PredictWarning::Feedback]);
    let error = law.predict_plan(&plateau, 1, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "give the number of steps: the plan has no length, expected one that is set by `Plan::total_steps`"
    );
    assert!(RateCurve::of_plan(&plateau, 1, 1, Some(10)).is_err());
    assert!(RateCurve::of_plan(&plateau, 1, 0, Some(0)).is_err());
    Ok(())
}
