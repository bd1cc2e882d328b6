use plotters::prelude::TextStyle;
use plotters::style::text_anchor::{HPos, VPos};

use super::canvas::{Canvas, DrawResult, text_width, truncated};
use super::curve::Curve;
use super::layout::Panel;
use super::line::Line;
use super::style::{self, INK, PIXEL, Stroke};

/// The length of the line beside a label.
const SAMPLE: i32 = 28 * PIXEL;
/// The gap between such a line and its label.
const GAP: i32 = 8 * PIXEL;
/// The height of one row.
const ROW: i32 = 22 * PIXEL;
/// The largest number of curves that a legend without room for all of them lists.
const MOST_LISTED: usize = 6;

/// An entry: a curve with its line, or a note about the curves that are not listed.
struct Entry {
    label: String,
    stroke: Option<Stroke>,
    width: i32,
}

/// Draws the legend of a panel below `top`, between the columns `left` and `right`. Returns the height where it ends.
pub(super) fn draw(canvas: &Canvas<'_>, panel: &Panel<'_>, (left, right): (i32, i32), top: i32) -> DrawResult<i32> {
    let strokes = style::strokes(&panel.plot.curves);
    let labelled: Vec<_> = panel.plot.curves.iter().zip(strokes).filter(|(curve, _)| !curve.label.is_empty()).collect();
    let font = style::text(13, &INK, HPos::Left, VPos::Center);
    let rows = panel.height / 120;
    let mut entries = vec![];
    let shorter = (1..=MOST_LISTED).rev().filter(|listed| *listed < labelled.len());
    for listed in std::iter::once(labelled.len()).chain(shorter) {
        entries = entries_of(canvas, &labelled, listed, panel.plot.omitted, &font, right - left)?;
        if places(&entries, left, right).last().is_none_or(|(_, row)| *row < rows) {
            break;
        }
    }
    let mut end = top;
    for (entry, (x, row)) in entries.iter().zip(places(&entries, left, right)) {
        let y = top + ROW / 2 + row as i32 * ROW;
        end = y + ROW / 2;
        let Some(stroke) = entry.stroke else {
            canvas.draw_text(&entry.label, &font, (x, y + PIXEL))?;
            continue;
        };
        canvas.draw(&Line::new([(x, y), (x + SAMPLE, y)], stroke))?;
        canvas.draw_text(&entry.label, &font, (x + SAMPLE + GAP, y + PIXEL))?;
    }
    Ok(end)
}

/// The entries of a legend that lists `listed` of the curves at equal distances, and counts the others.
fn entries_of(
    canvas: &Canvas<'_>,
    labelled: &[(&Curve, Stroke)],
    listed: usize,
    omitted: usize,
    font: &TextStyle<'_>,
    width: i32,
) -> DrawResult<Vec<Entry>> {
    // An SVG is shown in the font that its reader has, which may be wider than the font measured here.
    let measured = |label: &str| Ok(text_width(canvas, label, font)? * 23 / 20);
    let mut entries = vec![];
    for index in 0..listed {
        let (curve, stroke) = &labelled[index * (labelled.len() - 1) / (listed - 1).max(1)];
        let label = truncated(canvas, &curve.label, font, width - SAMPLE - GAP)?;
        let width = SAMPLE + GAP + measured(&label)?;
        entries.push(Entry { label, stroke: Some(*stroke), width });
    }
    let others = labelled.len() - listed + omitted;
    if others > 0 {
        let undrawn = if omitted > 0 { format!(", {omitted} of them not drawn") } else { String::new() };
        let label = truncated(canvas, &format!("and {others} more{undrawn}"), font, width)?;
        entries.push(Entry { width: measured(&label)?, label, stroke: None });
    }
    Ok(entries)
}

/// The column and the row of each entry.
fn places(entries: &[Entry], left: i32, right: i32) -> Vec<(i32, u32)> {
    let (mut x, mut row) = (left, 0);
    let place = |entry: &Entry| {
        if x > left && x + entry.width > right {
            (x, row) = (left, row + 1);
        }
        let place = (x, row);
        x += entry.width + 2 * GAP;
        place
    };
    entries.iter().map(place).collect()
}
