use super::scale::Spacing;
use super::series::Series;

/// A picture of one or more curves over a shared pair of axes.
///
/// Points that are not finite are skipped and leave a gap, and so are points
/// at or below zero on a logarithmic axis. Points are joined in order of `x`.
///
/// ```
/// use tch_lr_scheduler::plot::Plot;
///
/// let warmup = (0..=100).map(|step| (f64::from(step), 0.001 * f64::from(step)));
/// let plot = Plot::new("warm-up").x_label("step").y_label("rate").curve("group 0", warmup);
/// assert!(plot.to_svg()?.contains("<title>warm-up</title>"));
/// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a plot is only drawn by `to_svg`, `to_png` or `save`"]
pub struct Plot {
    pub(super) title: String,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) series: Vec<Series>,
    pub(super) marks: Vec<Mark>,
    pub(super) points: Vec<Point>,
    pub(super) width: u32,
    pub(super) height: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Axis {
    pub(super) label: String,
    pub(super) spacing: Spacing,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) x: f64,
    pub(super) label: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) label: String,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// On one line, without the characters that XML forbids.
pub(super) fn printable(text: impl Into<String>) -> String {
    let words: Vec<String> = text.into().split_whitespace().map(|word| word.chars().map(allowed_in_xml).collect()).collect();
    words.join(" ")
}

fn allowed_in_xml(character: char) -> char {
    match character {
        '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        _ if character.is_control() => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}
