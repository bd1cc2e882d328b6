use plotters::prelude::TextStyle;
use plotters::style::text_anchor::{HPos, VPos};

use super::builder::Plot;
use super::canvas::{Canvas, DrawResult, text_width, truncated};
use super::line::Line;
use super::style::{self, INK, PIXEL};

/// The length of the line beside a label of the legend.
const SAMPLE: i32 = 28 * PIXEL;
/// The gap between such a line and its label.
const GAP: i32 = 8 * PIXEL;
/// The height of one row of the legend.
const ROW: i32 = 22 * PIXEL;

/// Draws the title and the legend between `left` and `right` and returns the height where they end.
pub(super) fn draw(canvas: &Canvas<'_>, plot: &Plot, left: i32, right: i32) -> DrawResult<i32> {
    let font = style::text(18, &INK, HPos::Left, VPos::Top);
    let mut top = 14 * PIXEL;
    for line in title_lines(canvas, &plot.title, &font, right - left)? {
        canvas.draw_text(&line, &font, (left, top))?;
        top += 26 * PIXEL;
    }
    draw_legend(canvas, plot, left, right, top)
}

/// The title on one line or two. The second is cut if it is too long.
fn title_lines(canvas: &Canvas<'_>, title: &str, font: &TextStyle<'_>, width: i32) -> DrawResult<Vec<String>> {
    if title.is_empty() {
        return Ok(Vec::new());
    }
    let breaks = title.match_indices(' ').map(|(index, _)| index).take(100).chain([title.len()]);
    let mut first_end = 0;
    for index in breaks {
        if text_width(canvas, &title[..index], font)? <= width {
            first_end = index;
        }
    }
    let (first, second) = title.split_at(first_end);
    let lines = [first, second.trim_start()].into_iter().filter(|line| !line.is_empty());
    lines.map(|line| truncated(canvas, line, font, width)).collect()
}

/// Draws the legend below `top` and returns the height where it ends.
fn draw_legend(canvas: &Canvas<'_>, plot: &Plot, left: i32, right: i32, top: i32) -> DrawResult<i32> {
    let font = style::text(13, &INK, HPos::Left, VPos::Center);
    let strokes = style::strokes(&plot.curves);
    let labelled: Vec<_> = plot.curves.iter().zip(strokes).filter(|(curve, _)| !curve.label.is_empty()).collect();
    if labelled.is_empty() {
        return Ok(top);
    }
    let (mut x, mut y) = (left, top + ROW / 2);
    let last_row = top + plot.height as i32 / 120 * ROW;
    for (index, (curve, stroke)) in labelled.iter().enumerate() {
        let label = truncated(canvas, &curve.label, &font, right - left - SAMPLE - GAP)?;
        // An SVG is shown in the font that its reader has, which may be wider than the font measured here.
        let width = SAMPLE + GAP + text_width(canvas, &label, &font)? * 23 / 20;
        if x > left && x + width > right {
            (x, y) = (left, y + ROW);
        }
        if y > last_row {
            canvas.draw_text(&format!("and {} more", labelled.len() - index), &font, (x, y + PIXEL))?;
            break;
        }
        canvas.draw(&Line::new([(x, y), (x + SAMPLE, y)], *stroke))?;
        canvas.draw_text(&label, &font, (x + SAMPLE + GAP, y + PIXEL))?;
        x += width + 2 * GAP;
    }
    Ok(y + ROW / 2)
}
