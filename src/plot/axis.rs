use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::ticks;

/// Larger magnitudes are drawn as this one and smaller ones as its inverse, so that no difference overflows.
const LARGEST: f64 = 1e300;

/// Closer bounds would need tick labels of more than ten digits.
const FLAT: f64 = 1e-9;

/// How far an axis reaches beyond the outermost values.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Margin {
    None,
    Airy,
}

/// One axis of a chart, with ticks of its own choice.
#[derive(Clone)]
pub(super) struct Axis {
    log: bool,
    // Exponents of ten where the axis is logarithmic.
    low: f64,
    high: f64,
    ticks: Vec<f64>,
    faint_ticks: Vec<f64>,
}

impl Axis {
    /// The value as it is drawn, if it has a place on such an axis.
    pub(super) fn shown(value: f64, log: bool) -> Option<f64> {
        let drawn = if value.abs() < LARGEST.recip() { 0.0 } else { value.clamp(-LARGEST, LARGEST) };
        (value.is_finite() && (!log || drawn > 0.0)).then_some(drawn)
    }

    /// An axis over all `values`, which are `shown`, with at most about `most` labels.
    pub(super) fn over(values: impl Iterator<Item = f64>, log: bool, margin: Margin, most: usize) -> Self {
        let (mut low, mut high, mut whole) = (f64::INFINITY, f64::NEG_INFINITY, !log && margin == Margin::None);
        for value in values {
            let place = if log { value.log10() } else { value };
            (low, high, whole) = (low.min(place), high.max(place), whole && value.fract() == 0.0);
        }
        (low, high) = widened(low, high, log, margin);
        if log {
            let faint_ticks = if high - low <= 6.0 { ticks::multiples(low, high, &[2, 3, 4, 5, 6, 7, 8, 9]) } else { Vec::new() };
            return Self { log, low, high, ticks: ticks::powers(low, high, most), faint_ticks };
        }
        Self { log, low, high, ticks: ticks::even(low, high, most, whole), faint_ticks: Vec::new() }
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = String> {
        self.ticks.iter().map(|tick| self.format_ext(tick))
    }

    /// Where the value stands between the ends of the axis, which are 0 and 1.
    fn fraction(&self, value: f64) -> f64 {
        let place = if self.log { value.log10() } else { value };
        (place - self.low) / (self.high - self.low)
    }
}

fn widened(low: f64, high: f64, log: bool, margin: Margin) -> (f64, f64) {
    let air = if margin == Margin::Airy { 0.05 * (high - low) } else { 0.0 };
    let size = low.abs().max(high.abs());
    match log {
        true if high - low < FLAT => (low - 0.5, high + 0.5),
        true => (low - air, high + air),
        false if high - low <= FLAT * size && margin == Margin::None => (low - 0.1 * size.max(10.0), high + 0.1 * size.max(10.0)),
        false if size == 0.0 => (-1.0, 1.0),
        false if high - low <= FLAT * size => (low.min(0.0) * 2.0, high.max(0.0) * 2.0),
        // A share of a value reads best from a zero that is in sight.
        false if margin == Margin::Airy && (0.0..=0.4 * high).contains(&low) => (0.0, high + air),
        false => (low - air, high + air),
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        limit.0.saturating_add((self.fraction(*value) * f64::from(limit.1 - limit.0)).round() as i32)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { self.faint_ticks.clone() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f64> {
        if self.log { 10f64.powf(self.low)..10f64.powf(self.high) } else { self.low..self.high }
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        let [first, second, ..] = self.ticks[..] else { return ticks::label(*value, *value, *value) };
        let (largest, step) = if self.log { (*value, *value) } else { (self.low.abs().max(self.high.abs()), second - first) };
        ticks::label(*value, largest, step)
    }
}
