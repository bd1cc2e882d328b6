use super::decimal::{Decimal, Notation};
use super::ticks::Tick;

/// Ticks at the multiples of a round step, of a whole one where fractions mean nothing.
pub(super) fn between(bounds: (f64, f64), at_most: usize, whole: bool) -> Vec<Tick> {
    let Some(step) = round_step(bounds, at_most, whole) else {
        return Vec::new();
    };
    let (first, last) = steps_within(bounds, step);
    let numbers: Vec<Decimal> = (first as i64..=last as i64)
        .take(2 * at_most)
        .map(|count| step.times(count))
        .filter(|number| number.value().is_finite())
        .collect();
    let notation = Notation::shared(&numbers);
    numbers.into_iter().map(|number| Tick { value: number.value(), label: Some(number.write(notation)) }).collect()
}

/// The first and last multiple of `step` between the bounds.
fn steps_within((low, high): (f64, f64), step: Decimal) -> (f64, f64) {
    // Without the tolerance a tick on a bound is lost to rounding.
    let first = (low / step.value() - 1e-9).ceil();
    let last = (high / step.value() + 1e-9).floor();
    (first, last)
}

/// A short step among 1, 2, 2.5, 5, 10, …, best one that ends on both bounds.
fn round_step(bounds: (f64, f64), at_most: usize, whole: bool) -> Option<Decimal> {
    let intervals = at_most.saturating_sub(1).max(1) as f64;
    let least = bounds.1 / intervals - bounds.0 / intervals;
    let exponent = order_of(least)?;
    let mut steps = [10, 20, 25, 50, 100, 200, 250]
        .map(|digits| Decimal::new(digits, exponent - 1))
        .into_iter()
        .filter(|step| !whole || step.is_whole())
        .filter(|step| step.value() >= least * (1.0 - 1e-9) && step.value().is_finite());
    let shortest = steps.next().or(whole.then_some(Decimal::new(1, 0)))?;
    let ends_on_bounds = |step: &Decimal| {
        let (first, last) = steps_within(bounds, *step);
        let misses = [first * step.value() - bounds.0, last * step.value() - bounds.1];
        misses.iter().all(|miss| miss.abs() <= 1e-6 * step.value())
    };
    let candidates = [Some(shortest), steps.next()];
    let ending = candidates.into_iter().flatten().find(ends_on_bounds);
    Some(ending.unwrap_or(shortest))
}

fn order_of(value: f64) -> Option<i32> {
    if !value.is_finite() || value <= 0.0 {
        return None;
    }
    format!("{value:e}").split_once('e')?.1.parse().ok()
}
