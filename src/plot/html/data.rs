use plotters::style::Color;
use serde_json::{Value, json};

use super::super::builder::Plot;
use super::super::curve::{Curve, downsampled};
use super::super::style::{self, Stroke};
use super::super::svg::{hex, in_pixels};

/// The number of points of all curves together. Each curve has a share of them, within [`PARTS`].
const POINTS: usize = 400_000;
/// The smallest and the largest number of parts of a curve. Each part keeps up to four points.
const PARTS: std::ops::RangeInclusive<usize> = 64..=2048;

/// The data of the page as JSON, which no text in it can end or leave: it has no `<`, `>` or `&`, and no line separator.
pub(super) fn json(plot: &Plot) -> String {
    let panels: Vec<_> = std::iter::once(plot).chain(&plot.panels).collect();
    let curves: usize = panels.iter().map(|panel| panel.curves.len()).sum();
    let parts = (POINTS / 4 / curves.max(1)).clamp(*PARTS.start(), *PARTS.end());
    let panels: Vec<_> = panels.iter().map(|panel| panel_data(panel, plot, parts)).collect();
    let data = json!({ "x": plot.x_label, "logX": plot.log_x, "panels": panels }).to_string();
    let escape = |character: char| match character {
        '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", u32::from(character)),
        other => other.to_string(),
    };
    data.chars().map(escape).collect()
}

fn panel_data(panel: &Plot, first: &Plot, parts: usize) -> Value {
    let unit = first.x_unit;
    let curves = panel.curves.iter().zip(style::strokes(&panel.curves));
    let curves: Vec<_> = curves.map(|(curve, stroke)| curve_data(curve, stroke, first, parts)).collect();
    let marks: Vec<_> = panel.marks.iter().map(|(x, label)| json!([x / unit, label])).collect();
    let points: Vec<_> = panel.points.iter().map(|(x, y, label)| json!([x / unit, y, label])).collect();
    json!({
        "title": if std::ptr::eq(panel, first) { "" } else { &panel.title },
        "y": panel.y_label,
        "logY": panel.log_y,
        "curves": curves,
        "marks": marks,
        "points": points,
        "omitted": panel.omitted,
    })
}

/// The value with nine digits, which is more than the page shows.
fn rounded(value: f64) -> f64 {
    format!("{value:.8e}").parse().unwrap_or(value)
}

fn curve_data(curve: &Curve, stroke: Stroke, first: &Plot, parts: usize) -> Value {
    let scaled = curve.points.iter().map(|(x, y)| (x / first.x_unit, *y));
    let mut points: Vec<_> = scaled.filter(|(x, y)| x.is_finite() && y.is_finite() && (!first.log_x || *x > 0.0)).collect();
    points.sort_by(|left, right| left.0.total_cmp(&right.0));
    let end = match points[..] {
        [.., (previous, _), (last, _)] if curve.is_stepped => last + (last - previous),
        _ => points.last().map_or(0.0, |(x, _)| *x),
    };
    // Between whole steps, a value that is held needs no further point.
    let is_whole = curve.is_stepped && curve.points.iter().all(|(x, _)| x.fract() == 0.0);
    if is_whole {
        points.dedup_by_key(|(_, y)| y.to_bits());
    }
    let position = |x: f64| if first.log_x { x.log10() } else { x };
    let start = points.first().map_or(0.0, |(x, _)| position(*x));
    let length = points.last().map_or(0.0, |(x, _)| position(*x)) - start;
    let part = |(x, _): &(f64, f64)| ((position(*x) - start) / length * parts as f64) as i32;
    let thinned = downsampled(&points, part);
    // Between the points of a thinned curve there are steps that the page does not have.
    let is_stepped = curve.is_stepped && thinned.len() == points.len();
    let (x, y): (Vec<f64>, Vec<f64>) = thinned.into_iter().map(|(x, y)| (x, rounded(y))).unzip();
    json!({
        "label": curve.label,
        "stepped": is_stepped,
        "step": (is_stepped && is_whole).then_some(first.x_unit.recip()),
        "end": end,
        "backdrop": curve.is_backdrop,
        "color": hex(stroke.style.color.to_backend_color()),
        "dashes": stroke.dashes.map(in_pixels),
        "x": x,
        "y": y,
    })
}
