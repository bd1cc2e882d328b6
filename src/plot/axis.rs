use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::ticks;

/// The largest magnitude that an axis shows. A larger value is drawn as this one, so that no difference overflows. A magnitude
/// below the inverse of this one is drawn as zero.
const MAX_MAGNITUDE: f64 = 1e300;

/// The smallest width of an axis, relative to its larger bound. A narrower axis would need tick labels of more than ten digits.
const MIN_RELATIVE_SPAN: f64 = 1e-9;

/// How far an axis reaches beyond the outermost values on either side, as a share of their distance.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Padding {
    None,
    FivePercent,
}

/// One axis of a chart: its bounds and its ticks.
#[derive(Clone)]
pub(super) struct Axis {
    is_log: bool,
    /// The bounds, on a logarithmic axis as exponents of ten.
    low: f64,
    high: f64,
    /// The values with a label.
    ticks: Vec<f64>,
    /// Values between them, on a logarithmic axis. Only a faint line of the grid shows them.
    minor_ticks: Vec<f64>,
}

impl Axis {
    /// The value as the axis shows it, or `None` if the value has no place on such an axis.
    pub(super) fn drawable(value: f64, is_log: bool) -> Option<f64> {
        let drawn = if value.abs() < MAX_MAGNITUDE.recip() { 0.0 } else { value.clamp(-MAX_MAGNITUDE, MAX_MAGNITUDE) };
        (value.is_finite() && (!is_log || drawn > 0.0)).then_some(drawn)
    }

    /// The axis that shows all `values`, with about `max_ticks` labels at most. Every value must be [`drawable`](Self::drawable).
    ///
    /// An axis without padding whose values are all whole numbers has its ticks at whole numbers.
    pub(super) fn covering(values: impl Iterator<Item = f64>, is_log: bool, padding: Padding, max_ticks: usize) -> Self {
        let (mut low, mut high, mut is_whole) = (f64::INFINITY, f64::NEG_INFINITY, padding == Padding::None);
        for value in values {
            let position = if is_log { value.log10() } else { value };
            (low, high, is_whole) = (low.min(position), high.max(position), is_whole && value.fract() == 0.0);
        }
        let (low, high) = bounds(low, high, is_log, padding);
        let ticks = if is_log { ticks::log(low, high, max_ticks) } else { ticks::linear(low, high, max_ticks, is_whole) };
        let has_minor_ticks = is_log && high - low <= 6.0;
        let minor_ticks = if has_minor_ticks { ticks::in_decades(low, high, &[2, 3, 4, 5, 6, 7, 8, 9]) } else { Vec::new() };
        Self { is_log, low, high, ticks, minor_ticks }
    }

    /// The labels of the ticks, from the lowest to the highest.
    pub(super) fn labels(&self) -> impl Iterator<Item = String> {
        self.ticks.iter().map(|tick| self.format_ext(tick))
    }

    /// The label of a mark: the value, written as the ticks are. Digits that the axis cannot show are left out, unless the value
    /// is a whole number.
    pub(super) fn mark_label(&self, value: f64) -> String {
        let span = (self.high - self.low).abs();
        let is_rounded = !self.is_log && value.fract() != 0.0 && span > 0.0;
        let digits = (3.0 - span.log10()).ceil().clamp(0.0, 300.0) as usize;
        let shown = if is_rounded { format!("{value:.digits$}").parse().unwrap_or(value) } else { value };
        self.format_ext(&shown)
    }

    /// The position of a value between the ends of the axis, which are 0 and 1.
    fn fraction(&self, value: f64) -> f64 {
        let position = if self.is_log { value.log10() } else { value };
        (position - self.low) / (self.high - self.low)
    }
}

/// The bounds of an axis whose lowest and highest value are `low` and `high`, on a logarithmic axis as exponents of ten.
///
/// If the two are as good as equal, the bounds are set apart.
fn bounds(low: f64, high: f64, is_log: bool, padding: Padding) -> (f64, f64) {
    let is_padded = padding == Padding::FivePercent;
    let margin = if is_padded { 0.05 * (high - low) } else { 0.0 };
    if is_log {
        return if high - low < MIN_RELATIVE_SPAN { (low - 0.5, high + 0.5) } else { (low - margin, high + margin) };
    }
    let magnitude = low.abs().max(high.abs());
    if high - low > MIN_RELATIVE_SPAN * magnitude {
        // Values are easiest to compare on an axis that starts at zero, if zero is near.
        let starts_at_zero = is_padded && (0.0..=0.4 * high).contains(&low);
        return if starts_at_zero { (0.0, high + margin) } else { (low - margin, high + margin) };
    }
    match magnitude {
        _ if !is_padded => (low - 0.1 * magnitude.max(10.0), high + 0.1 * magnitude.max(10.0)),
        0.0 => (-1.0, 1.0),
        _ => (low.min(0.0) * 2.0, high.max(0.0) * 2.0),
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        start.saturating_add((self.fraction(*value) * f64::from(end - start)).round() as i32)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { self.minor_ticks.clone() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f64> {
        if self.is_log { 10f64.powf(self.low)..10f64.powf(self.high) } else { self.low..self.high }
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        let [first, second, ..] = self.ticks[..] else { return ticks::label(*value, *value, *value) };
        // The values on a logarithmic axis differ so much that each decides how it is written.
        let (largest, step) = if self.is_log { (*value, *value) } else { (self.low.abs().max(self.high.abs()), second - first) };
        ticks::label(*value, largest, step)
    }
}
