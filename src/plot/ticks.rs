/// Round values between the bounds, at most about `most` of them.
pub(super) fn even(low: f64, high: f64, most: usize, whole: bool) -> Vec<f64> {
    let least = (high - low) / most as f64;
    let order = least.log10().floor() as i32 - 1;
    let round = |digits: &i64| !whole || decimal(*digits, order).fract() == 0.0;
    let wide = |digits: &i64| decimal(*digits, order) >= least * (1.0 - 1e-9);
    let mut wide_enough = [10, 20, 25, 50, 100].into_iter().filter(|digits| wide(digits) && round(digits));
    let Some(shortest) = wide_enough.next() else { return multiples_of(1, 0, low, high, most) };
    let meets = |bound: f64, digits: i64| (bound / decimal(digits, order)).fract().abs() < 1e-9;
    let ending = wide_enough.next().filter(|longer| !meets(high, shortest) && meets(low, *longer) && meets(high, *longer));
    multiples_of(ending.unwrap_or(shortest), order, low, high, most)
}

fn multiples_of(digits: i64, order: i32, low: f64, high: f64, most: usize) -> Vec<f64> {
    let step = decimal(digits, order);
    // Without the tolerance a tick on a bound is lost to rounding.
    let counts = (low / step - 1e-9).ceil() as i64..=(high / step + 1e-9).floor() as i64;
    counts.take(4 * most).map(|count| decimal(count * digits, order)).collect()
}

/// Powers of ten between the bounds (given as exponents), and values between them where there is room.
pub(super) fn powers(low: f64, high: f64, most: usize) -> Vec<f64> {
    let one_two_five = multiples(low, high, &[1, 2, 5]);
    if one_two_five.len() < 3 {
        return even(10f64.powf(low), 10f64.powf(high), most, false);
    }
    if one_two_five.len() <= most {
        return one_two_five;
    }
    let decades = || (low - 1e-9).ceil() as i32..=(high + 1e-9).floor() as i32;
    let stride = [1, 2, 3, 5, 10, 20, 50].into_iter().find(|stride| decades().count() <= most * stride).unwrap_or(100);
    decades().filter(|decade| decade % stride as i32 == 0).map(|decade| decimal(1, decade)).collect()
}

/// Those of the `digits` times a power of ten that lie between the bounds.
pub(super) fn multiples(low: f64, high: f64, digits: &[i64]) -> Vec<f64> {
    let decades = low.floor() as i32..=high.floor() as i32;
    let within = |value: &f64| (low - 1e-9..=high + 1e-9).contains(&value.log10());
    decades.flat_map(|decade| digits.iter().map(move |digit| decimal(*digit, decade))).filter(within).collect()
}

/// The nearest number, which is written with as few digits as it was made of.
fn decimal(digits: i64, exponent: i32) -> f64 {
    format!("{digits}e{exponent}").parse().unwrap_or(0.0)
}

/// A tick as a person would write it, on an axis whose numbers go up to `largest` and lie `step` apart.
pub(super) fn label(value: f64, largest: f64, step: f64) -> String {
    match largest.abs() {
        _ if value == 0.0 => "0".to_owned(),
        ..1e-3 | 1e9.. => format!("{value:e}"),
        1e6.. if step % 1e4 == 0.0 => format!("{}M", value / 1e6),
        1e4.. if step % 1e2 == 0.0 => format!("{}k", value / 1e3),
        _ => format!("{value}"),
    }
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
    fn numbers_are_written_as_a_person_would() {
        let alone = |value| label(value, value, value);
        let written = [0.3, 0.05, -2.5, 1e-4, 2.5e-5, 2000.0, 1e4, 1.5e6, 1_000_002.0, 2e300, 0.0].map(alone);
        assert_eq!(written, ["0.3", "0.05", "-2.5", "1e-4", "2.5e-5", "2000", "10k", "1.5M", "1000002", "2e300", "0"]);
    }

    #[test]
    fn even_ticks_are_round() {
        let even = |low, high| labels(even(low, high, 6, false));
        assert_eq!(even(0.0, 0.5), ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]);
        assert_eq!(even(0.0, 1e6), ["0", "0.2M", "0.4M", "0.6M", "0.8M", "1M"]);
        assert_eq!(even(0.0, 3e-5), ["0", "5e-6", "1e-5", "1.5e-5", "2e-5", "2.5e-5", "3e-5"]);
        assert_eq!(even(1e6, 1e6 + 2.0), ["1000000", "1000000.5", "1000001", "1000001.5", "1000002"]);
        assert_eq!(even(-1e300, 1e300), ["-1e300", "-5e299", "0", "5e299", "1e300"]);
        assert_eq!(labels(super::even(0.0, 3.0, 6, true)), ["0", "1", "2", "3"]);
    }

    #[test]
    fn ticks_end_on_both_bounds_where_a_slightly_longer_step_does() {
        assert_eq!(even(0.0, 150.0, 8, true), [0.0, 25.0, 50.0, 75.0, 100.0, 125.0, 150.0]);
    }

    #[test]
    fn powers_of_ten_are_divided_where_there_is_room() {
        let powers = |low, high| powers(low, high, 6).into_iter().map(|tick| label(tick, tick, tick)).collect::<Vec<_>>();
        assert_eq!(powers(-5.0, 0.0), ["1e-5", "1e-4", "0.001", "0.01", "0.1", "1"]);
        assert_eq!(powers(-1.0, 0.0), ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(powers(0.49, 0.54), ["3.1", "3.2", "3.3", "3.4"]);
        assert_eq!(powers(-300.0, 300.0), ["1e-300", "1e-200", "1e-100", "1", "1e100", "1e200", "1e300"]);
    }
}
