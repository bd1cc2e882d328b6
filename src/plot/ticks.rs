/// How far rounding may move a tick that lies on a bound, in steps (or in exponents of ten).
const TOLERANCE: f64 = 1e-9;

/// The ticks of a linear axis: multiples of a round step between the bounds, about `max_ticks` at most.
///
/// The step is 1, 2, 2.5 or 5 times a power of ten: the shortest that leaves room for the labels. If the next longer step has a
/// tick on both bounds and the shortest has none on the upper bound, the longer one is taken. `is_whole` admits only steps that
/// are whole numbers.
pub(super) fn linear(low: f64, high: f64, max_ticks: usize, is_whole: bool) -> Vec<f64> {
    let min_step = (high - low) / max_ticks as f64;
    let exponent = min_step.log10().floor() as i32 - 1;
    let is_long_enough = |digits: &i64| decimal(*digits, exponent) >= min_step * (1.0 - TOLERANCE);
    let is_admitted = |digits: &i64| !is_whole || decimal(*digits, exponent).fract() == 0.0;
    let mut steps = [10, 20, 25, 50, 100].into_iter().filter(|digits| is_long_enough(digits) && is_admitted(digits));
    let Some(shortest) = steps.next() else { return multiples(1, 0, low, high, max_ticks) };
    let has_tick_on = |bound: f64, digits: i64| (bound / decimal(digits, exponent)).fract().abs() < TOLERANCE;
    let longer =
        steps.next().filter(|longer| !has_tick_on(high, shortest) && has_tick_on(low, *longer) && has_tick_on(high, *longer));
    multiples(longer.unwrap_or(shortest), exponent, low, high, max_ticks)
}

/// The ticks of a logarithmic axis whose bounds are the powers of ten with these exponents, about `max_ticks` at most.
///
/// On a long axis they are powers of ten, on a shorter one also their multiples by 2 and 5, and on a very short one those of a
/// linear axis.
pub(super) fn log(low: f64, high: f64, max_ticks: usize) -> Vec<f64> {
    let one_two_five = in_decades(low, high, &[1, 2, 5]);
    if one_two_five.len() < 3 {
        return linear(10f64.powf(low), 10f64.powf(high), max_ticks, false);
    }
    if one_two_five.len() <= max_ticks {
        return one_two_five;
    }
    let exponents = || (low - TOLERANCE).ceil() as i32..=(high + TOLERANCE).floor() as i32;
    let stride = [1, 2, 3, 5, 10, 20, 50].into_iter().find(|stride| exponents().count() <= max_ticks * stride).unwrap_or(100);
    exponents().filter(|exponent| exponent % stride as i32 == 0).map(|exponent| decimal(1, exponent)).collect()
}

/// The products of a digit and a power of ten that lie between the bounds, which are exponents of ten.
pub(super) fn in_decades(low: f64, high: f64, digits: &[i64]) -> Vec<f64> {
    let exponents = low.floor() as i32..=high.floor() as i32;
    let is_within = |value: &f64| (low - TOLERANCE..=high + TOLERANCE).contains(&value.log10());
    let products = |exponent: i32| digits.iter().map(move |digit| decimal(*digit, exponent));
    exponents.flat_map(products).filter(is_within).collect()
}

/// The label of a tick on an axis whose largest magnitude is `largest` and whose ticks are `step` apart.
///
/// These two decide how all labels of the axis are written: as they are, in thousands (`k`), millions (`M`), billions (`B`) or
/// trillions (`T`), or with an exponent.
pub(super) fn label(value: f64, largest: f64, step: f64) -> String {
    match largest.abs() {
        _ if value == 0.0 => "0".to_owned(),
        1e12..1e15 if step % 1e10 == 0.0 => format!("{}T", value / 1e12),
        1e9..1e12 if step % 1e7 == 0.0 => format!("{}B", value / 1e9),
        ..1e-3 | 1e9.. => format!("{value:e}"),
        1e6.. if step % 1e4 == 0.0 => format!("{}M", value / 1e6),
        1e4.. if step % 1e2 == 0.0 => format!("{}k", value / 1e3),
        _ => format!("{value}"),
    }
}

/// The multiples of a step between the bounds. The step is `digits` times ten to the power of `exponent`.
fn multiples(digits: i64, exponent: i32, low: f64, high: f64, max_ticks: usize) -> Vec<f64> {
    let step = decimal(digits, exponent);
    let counts = (low / step - TOLERANCE).ceil() as i64..=(high / step + TOLERANCE).floor() as i64;
    counts.take(4 * max_ticks).map(|count| decimal(count * digits, exponent)).collect()
}

/// The float nearest to `digits` times ten to the power of `exponent`, which a multiplication may miss.
fn decimal(digits: i64, exponent: i32) -> f64 {
    format!("{digits}e{exponent}").parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: Vec<f64>) -> Vec<String> {
        let largest = ticks.iter().fold(0.0, |largest: f64, tick| largest.max(tick.abs()));
        let step = ticks[1] - ticks[0];
        ticks.into_iter().map(|tick| label(tick, largest, step)).collect()
    }

    #[test]
    fn labels_are_short() {
        let alone = |value| label(value, value, value);
        let written = [0.3, 0.05, -2.5, 1e-4, 2.5e-5, 2000.0, 1e4, 1.5e6, 1_000_002.0, 2e10, 2.5e12, 2e300, 0.0].map(alone);
        assert_eq!(
            written,
            ["0.3", "0.05", "-2.5", "1e-4", "2.5e-5", "2000", "10k", "1.5M", "1000002", "20B", "2.5T", "2e300", "0"]
        );
    }

    #[test]
    fn linear_ticks_are_round() {
        let linear = |low, high| labels(linear(low, high, 6, false));
        assert_eq!(linear(0.0, 0.5), ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]);
        assert_eq!(linear(0.0, 1e6), ["0", "0.2M", "0.4M", "0.6M", "0.8M", "1M"]);
        assert_eq!(linear(0.0, 3e-5), ["0", "5e-6", "1e-5", "1.5e-5", "2e-5", "2.5e-5", "3e-5"]);
        assert_eq!(linear(1e6, 1e6 + 2.0), ["1000000", "1000000.5", "1000001", "1000001.5", "1000002"]);
        assert_eq!(linear(-1e300, 1e300), ["-1e300", "-5e299", "0", "5e299", "1e300"]);
        assert_eq!(labels(super::linear(0.0, 3.0, 6, true)), ["0", "1", "2", "3"]);
    }

    #[test]
    fn ticks_end_on_both_bounds_if_the_next_longer_step_does() {
        assert_eq!(linear(0.0, 150.0, 8, true), [0.0, 25.0, 50.0, 75.0, 100.0, 125.0, 150.0]);
    }

    #[test]
    fn powers_of_ten_are_divided_if_there_is_room() {
        let log = |low, high| log(low, high, 6).into_iter().map(|tick| label(tick, tick, tick)).collect::<Vec<_>>();
        assert_eq!(log(-5.0, 0.0), ["1e-5", "1e-4", "0.001", "0.01", "0.1", "1"]);
        assert_eq!(log(-1.0, 0.0), ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(log(0.49, 0.54), ["3.1", "3.2", "3.3", "3.4"]);
        assert_eq!(log(-300.0, 300.0), ["1e-300", "1e-200", "1e-100", "1", "1e100", "1e200", "1e300"]);
    }
}
