//! The bounds for cycles on curves given by a formula: from where the loss starts to fall to where it rises.

use tch_lr_scheduler::{LrBounds, RangeCurve, RangeRamp, Result, Schedule};

fn lrs() -> Vec<f64> {
    let ramp = RangeRamp::exponential(1e-6, 1.0, 121).unwrap();
    (0..121).map(|step| ramp.at(0.0, step)).collect()
}

fn bounds(loss: impl Fn(f64) -> f64) -> Result<Option<LrBounds>> {
    Ok(RangeCurve::new(lrs(), lrs().into_iter().map(loss).collect::<Vec<_>>())?.bounds())
}

/// 2 up to a rate of 1e-4, then falling over the logarithm to 1 at 1e-2, then `beyond`.
fn fall_then(beyond: impl Fn(f64) -> f64) -> impl Fn(f64) -> f64 {
    move |lr: f64| match lr {
        lr if lr < 1e-4 => 2.0,
        lr if lr < 0.99e-2 => 2.0 - (lr / 1e-4).log10() / 2.0,
        lr => beyond(lr),
    }
}

#[track_caller]
fn assert_near(value: f64, expected: f64) {
    let points_apart = (value / expected).log10().abs() * 20.0;
    assert!(points_apart < 3.0, "{value:e} is {points_apart} points from {expected:e}");
}

#[test]
fn bounds_span_from_the_first_fall_of_the_loss_to_its_rise() -> Result<()> {
    let bounds = bounds(fall_then(|lr| 100.0 * lr))?.unwrap();
    assert_near(bounds.base_lr, 1e-4);
    assert_near(bounds.max_lr, 1e-2);
    Ok(())
}

#[test]
fn a_noisy_stretch_ends_the_bounds_even_if_the_loss_is_lower_later() -> Result<()> {
    let ragged = |lr: f64| 1.0 + 0.3 * (lr.ln() * 40.0).sin();
    let bounds = bounds(fall_then(|lr| if lr < 0.1 { ragged(lr) } else { 0.6 }))?.unwrap();
    assert_near(bounds.base_lr, 1e-4);
    assert_near(bounds.max_lr, 1e-2);
    Ok(())
}

#[test]
fn a_little_noise_does_not_move_the_bounds() -> Result<()> {
    let fall = fall_then(|lr| 100.0 * lr);
    let bounds = bounds(|lr| fall(lr) + 0.01 * (lr.ln() * 1e3).sin())?.unwrap();
    assert_near(bounds.base_lr, 1e-4);
    assert_near(bounds.max_lr, 1e-2);
    Ok(())
}

#[test]
fn bounds_do_not_depend_on_the_unit_of_the_loss() -> Result<()> {
    let fall = fall_then(|lr| 100.0 * lr);
    assert_eq!(bounds(|lr| 1e9 * fall(lr))?, bounds(&fall)?);
    assert_eq!(bounds(|lr| 1e-9 * fall(lr))?, bounds(&fall)?);
    Ok(())
}

#[test]
fn a_loss_that_only_rises_has_no_bounds() -> Result<()> {
    assert_eq!(bounds(|lr| 1.0 + lr)?, None);
    Ok(())
}
