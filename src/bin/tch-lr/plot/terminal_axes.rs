/// The bounds of the axes of a plot in the terminal.
#[derive(Clone, Copy)]
pub struct Bounds {
    pub columns: [f64; 2],
    pub values: [f64; 2],
    /// The number of parts into which the labels divide the vertical axis.
    pub parts: i32,
}

impl Bounds {
    /// The bounds that show all `columns` and `values`, which are exponents of ten on a logarithmic axis. `length` is the length of
    /// one unit of the horizontal axis in steps. `None` if there are no values.
    pub fn of(columns: impl Iterator<Item = f64>, values: impl Iterator<Item = f64>, length: f64, is_log: bool) -> Option<Self> {
        let spread = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
        };
        let (mut columns, mut values) = (columns, values);
        let (left, right) = spread(&mut columns);
        let (low, high) = spread(&mut values);
        if left > right || low > high {
            return None;
        }
        let (values, parts) = if is_log { decades(low, high) } else { (round(low, high), 4) };
        Some(Self { columns: [left, right.max(left + 2.0 / length)], values, parts })
    }
}

/// The ends of `parts` equal parts.
pub fn between(from: f64, to: f64, parts: i32) -> impl Iterator<Item = f64> {
    (0..=parts).map(move |part| from + (to - from) * f64::from(part) / f64::from(parts))
}

/// The bounds of a logarithmic axis, in powers of ten, and a number of parts that divides it into whole powers of ten.
fn decades(low: f64, high: f64) -> ([f64; 2], i32) {
    let (low, high) = (low.floor(), high.ceil().max(low.floor() + 1.0));
    let parts = |count: f64| (2..=5).rev().find(|parts| count % f64::from(*parts) == 0.0);
    match (parts(high - low), parts(high - low + 1.0)) {
        (Some(parts), _) => ([low, high], parts),
        (None, Some(parts)) if high - low > 5.0 => ([low - 1.0, high], parts),
        _ => ([low, high], 1),
    }
}

/// The bounds of a linear axis whose quarters are round numbers. They include 0 if that leaves enough height for the curves.
fn round(low: f64, high: f64) -> [f64; 2] {
    let low = if (0.0..=0.4 * high).contains(&low) || low == high { low.min(0.0) } else { low };
    let high = if high > low { high } else { low + 1.0 };
    let quarter = (high - low) / 4.0;
    let power = 10f64.powf(quarter.log10().floor());
    let digits = [1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let rounded = digits.into_iter().map(|digits| digits * power).find(|rounded| *rounded >= quarter * (1.0 - 1e-9));
    let step = rounded.unwrap_or(quarter);
    let low = (low / step).floor() * step;
    [low, if low + 4.0 * step >= high { low + 4.0 * step } else { low + 4.0 * 1.25 * step }]
}

/// A number with three significant digits.
pub fn short(value: f64) -> String {
    let rounded = format!("{value:.2e}").parse().unwrap_or(value);
    match f64::abs(rounded) {
        0.0 => "0".into(),
        1e-3..1e4 => format!("{rounded}"),
        _ if value.fract() == 0.0 && value.abs() < 1e9 => format!("{value}"),
        _ => format!("{rounded:e}"),
    }
}
