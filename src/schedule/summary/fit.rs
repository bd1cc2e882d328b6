//! The comparison of a proposed curve with the values.

use super::curve::Curve;
use super::shape::Shape;
use super::values::Values;

/// The largest difference between a value and its curve, relative to the largest value of the phase.
const TOLERANCE: f64 = 1e-9;
/// Values that differ by less are equal up to rounding errors.
const EQUAL: f64 = 1e-13;

/// Whether two values differ only by rounding errors.
pub(super) fn is_near(left: f64, right: f64) -> bool {
    left.is_finite() && (left - right).abs() <= 10.0 * EQUAL * left.abs().max(right.abs())
}

/// Rounding errors of numbers that are too small for 16 digits.
const SUBNORMAL: f64 = 1e-320;

/// How the values of a phase lie on a curve.
pub(super) struct Fit {
    pub(super) intercept: f64,
    pub(super) slope: f64,
    /// Whether each value is the first one times the progress.
    pub(super) is_pure: bool,
    scale: f64,
}

/// The steps of a phase whose values are compared: those at its ends, and some between.
pub(super) fn points(start: u64, end: Option<u64>, stair: u64) -> Vec<u64> {
    let Some(last) = end.map(|end| end - 1) else {
        return [0, 1, 2, 3, 7, 20, 50, 200].map(|steps: u64| start.saturating_add(steps.saturating_mul(stair))).into();
    };
    let between = |index: u64| start + (u128::from(last - start) * u128::from(index) / 16) as u64;
    let near = [start.saturating_add(1), start.saturating_add(2), start.saturating_add(stair), last.saturating_sub(1)];
    let mut steps: Vec<_> = (0..=16).map(between).chain(near).filter(|step| (start..=last).contains(step)).collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// Compares the values at some steps with a curve that starts at `start`. `None` if they differ, or if too few are known.
pub(super) fn fit(curve: &Curve, start: u64, steps: &[u64], values: &Values<'_>) -> Option<Fit> {
    let seen: Vec<_> = steps.iter().filter_map(|step| Some((*step, values.at(*step)?))).collect();
    if seen.len() < steps.len().min(3) {
        return None;
    }
    let scale = seen.iter().fold(0.0, |largest: f64, (_, value)| largest.max(value.abs()));
    let first = seen.first()?.1;
    if seen.iter().all(|(_, value)| (value - first).abs() <= EQUAL * scale) {
        return Some(Fit { intercept: first, slope: 0.0, is_pure: false, scale });
    }
    let on_curve: Vec<_> = seen.iter().map(|(step, value)| Some((curve.progress(step - start)?, *value))).collect::<Option<_>>()?;
    let low = on_curve.iter().min_by(|left, right| left.0.total_cmp(&right.0))?;
    let high = on_curve.iter().max_by(|left, right| left.0.total_cmp(&right.0))?;
    let slope = (high.1 - low.1) / (high.0 - low.0);
    let intercept = low.1 - slope * low.0;
    let is_near = |(progress, value): &(f64, f64)| (intercept + slope * progress - value).abs() <= TOLERANCE * scale;
    let at_start = curve.progress(0)?;
    let is_pure = |(progress, value): &(f64, f64)| {
        let expected = first * (progress / at_start);
        expected.is_finite() && (expected - value).abs() <= TOLERANCE * expected.abs() + SUBNORMAL
    };
    if on_curve.iter().all(is_pure) {
        return Some(Fit { intercept: 0.0, slope: first / at_start, is_pure: true, scale });
    }
    // Small values are within the tolerance of any curve if another value is large, so an exponential is compared by its quotients.
    let is_ambiguous = matches!(curve.shape, Shape::Exponential { .. }) && intercept.abs() <= TOLERANCE * scale;
    (!is_ambiguous && on_curve.iter().all(is_near)).then_some(Fit { intercept, slope, is_pure: false, scale })
}

impl Fit {
    /// Whether the curve has this value at another step.
    pub(super) fn has(&self, curve: &Curve, steps: u64, value: f64) -> bool {
        let progress = if self.slope == 0.0 { Some(0.0) } else { curve.progress(steps) };
        progress.is_some_and(|progress| (self.intercept + self.slope * progress - value).abs() <= TOLERANCE * self.scale)
    }
}
