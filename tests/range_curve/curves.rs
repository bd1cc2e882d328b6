//! Curves with few points, curves that never fall, and invalid curves.

use tch_lr_scheduler::{Mode, RangeCurve, RangeRamp, Result, Schedule};

fn curve(values: &[f64]) -> RangeCurve {
    let lrs: Vec<f64> = (1..=values.len()).map(|index| index as f64 / 100.0).collect();
    RangeCurve::new(lrs, values).unwrap()
}

#[test]
fn bad_curves_are_refused_by_name_and_place() {
    let says = |lrs: &[f64], values: &[f64]| RangeCurve::new(lrs, values).unwrap_err().to_string();
    assert_eq!(says(&[0.1], &[]), "RangeCurve: values must be as many as the 1 lrs, found 0");
    let rising = "RangeCurve: lrs must be finite, above 0 and rising, found ";
    for (lrs, found) in [
        ([0.0, 0.1], "0.0 at index 0"),
        ([-0.1, 0.1], "-0.1 at index 0"),
        ([0.1, 0.1], "0.1 at index 1"),
        ([0.2, 0.1], "0.1 at index 1"),
        ([0.1, f64::NAN], "NaN at index 1"),
        ([0.1, f64::INFINITY], "inf at index 1"),
    ] {
        assert_eq!(says(&lrs, &[1.0, 1.0]), format!("{rising}{found}"));
    }
    for (value, found) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        assert_eq!(says(&[0.1, 0.2], &[1.0, value]), format!("RangeCurve: values must be finite, found {found} at index 1"));
    }
    assert_eq!(curve(&[1.0]).smoothed(1.0).unwrap_err().to_string(), "RangeCurve: smoothing must be from 0 to below 1, found 1.0");
}

#[test]
fn a_curve_of_few_points_never_panics() {
    for count in 0..20 {
        for values in
            [vec![1.0; count], (0..count).map(|index| index as f64).collect(), (0..count).map(|index| -(index as f64)).collect()]
        {
            let curve = curve(&values);
            for mode in [Mode::Min, Mode::Max] {
                let curve = curve.clone().mode(mode);
                let suggestions = curve.suggestions();
                assert_eq!(suggestions.slide.is_some(), count >= 16);
                let _ = (curve.bounds(), curve.steepest_around(), suggestions.agreement(), curve.at(0.015));
            }
        }
    }
}

#[test]
fn a_curve_that_never_falls_has_no_suggestions() {
    for values in [[1.0; 20].to_vec(), (0..20).map(f64::from).collect()] {
        let curve = curve(&values);
        assert_eq!((curve.steepest(), curve.steepest_around(), curve.valley()), (None, None, None));
        assert_eq!((curve.minimum_over_ten(), curve.bounds()), (None, None));
    }
}

#[test]
fn an_accuracy_is_treated_as_a_negated_loss() {
    let losses = [2.0, 1.9, 1.2, 0.8, 0.9, 0.3, 0.5, 4.0, 9.0, 9.0, 9.5, 9.0, 9.0, 9.0, 9.0, 8.0, 9.0, 20.0];
    let (loss, accuracy) = (curve(&losses), curve(&losses.map(|loss| -loss)).mode(Mode::Max));
    assert_eq!(loss.suggestions(), accuracy.suggestions());
    assert_eq!((loss.bounds(), loss.steepest_around()), (accuracy.bounds(), accuracy.steepest_around()));
    assert!(loss.suggestions().iter().count() == 4 && loss.bounds().is_some());
}

#[test]
fn the_slope_is_taken_over_the_logarithm_of_the_rate() -> Result<()> {
    // By index or over the logarithm the steepest fall is at 0.1, over the rate itself at 1e-6.
    let curve = RangeCurve::new([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0], [3.0, 2.9, 2.9, 2.9, 2.8, 2.5, 1.0])?;
    assert_eq!((curve.steepest(), curve.steepest_around()), (Some(0.1), Some(0.1)));
    // If rates are spaced evenly, an equal fall is steeper over the logarithm at higher rates.
    let linear = RangeCurve::new([0.1, 0.2, 0.3, 0.4, 0.5], [5.0, 4.0, 3.0, 2.0, 1.0])?;
    assert_eq!(linear.steepest(), Some(0.4));
    Ok(())
}

#[test]
fn agreement_is_the_ratio_of_the_highest_and_lowest_suggestion() -> Result<()> {
    let curve = RangeCurve::new([1e-4, 1e-3, 1e-2, 1e-1, 1.0], [2.0, 1.9, 1.0, 0.9, 3.0])?;
    let suggestions = curve.suggestions();
    let lrs: Vec<f64> = suggestions.iter().map(|(_, lr)| lr).collect();
    let agreement = suggestions.agreement().unwrap();
    assert_eq!(agreement.low, lrs.iter().copied().fold(f64::MAX, f64::min));
    assert_eq!(agreement.high, lrs.iter().copied().fold(0.0, f64::max));
    assert!(lrs.len() == 3 && lrs.contains(&agreement.middle));
    assert_eq!(agreement.factor, agreement.high / agreement.low);
    Ok(())
}

#[test]
fn a_ramp_reaches_both_ends_to_the_bit() -> Result<()> {
    for (low, high) in [(1e-7, 10.0), (0.3, 0.7), (1e-300, 1e300), (5e-324, 1.0)] {
        for steps in [2, 3, 7, 100, 1001] {
            for ramp in [RangeRamp::exponential(low, high, steps)?, RangeRamp::linear(low, high, steps)?] {
                let rates: Vec<f64> = (0..steps).map(|step| ramp.at(0.1, step)).collect();
                assert_eq!((rates[0], rates[steps as usize - 1], ramp.at(0.1, steps + 9)), (low, high, high));
                assert!(rates.windows(2).all(|pair| pair[0] < pair[1]), "{ramp:?}");
            }
        }
    }
    Ok(())
}
