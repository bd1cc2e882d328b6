use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::builder::Plot;
use super::chart::{Canvas, Drawn};
use super::style::{self, INK, PIXEL};

const SAMPLE: i32 = 28 * PIXEL;
const GAP: i32 = 8 * PIXEL;
const ROW: i32 = 22 * PIXEL;

/// Draws the title and the legend from `left` on and says where they end.
pub(super) fn draw(canvas: &Canvas<'_>, plot: &Plot, left: i32, right: i32) -> Drawn<i32> {
    let title = style::text(18, &INK, HPos::Left, VPos::Top);
    let mut top = 14 * PIXEL;
    for line in wrapped(canvas, &plot.title, right - left)? {
        canvas.draw_text(&line, &title, (left, top))?;
        top += 26 * PIXEL;
    }
    legend(canvas, plot, left, right, top)
}

fn legend(canvas: &Canvas<'_>, plot: &Plot, left: i32, right: i32, top: i32) -> Drawn<i32> {
    let font = style::text(13, &INK, HPos::Left, VPos::Center);
    let (mut x, mut y) = (left, top + ROW / 2);
    let styles = style::of_curves(&plot.curves);
    let labelled = plot.curves.iter().enumerate().filter(|(_, curve)| !curve.label.is_empty());
    for (index, curve) in labelled.clone() {
        let label = fitted(canvas, &curve.label, &font, right - left - SAMPLE - GAP)?;
        // An SVG is shown in whatever font its reader has, which may be wider than the one that is measured.
        let width = SAMPLE + GAP + text_width(canvas, &label, &font)? * 23 / 20;
        if x > left && x + width > right {
            (x, y) = (left, y + ROW);
        }
        if y > top + plot.height as i32 / 120 * ROW {
            let rest = labelled.filter(|(later, _)| *later >= index).count();
            canvas.draw_text(&format!("and {rest} more"), &font, (x, y + PIXEL))?;
            break;
        }
        canvas.draw(&PathElement::new([(x, y), (x + SAMPLE, y)], styles[index]))?;
        canvas.draw_text(&label, &font, (x + SAMPLE + GAP, y + PIXEL))?;
        x += width + 2 * GAP;
    }
    Ok(if plot.curves.iter().all(|curve| curve.label.is_empty()) { top } else { y + ROW / 2 })
}

/// The title on one line or two, the second cut where it is too long.
fn wrapped(canvas: &Canvas<'_>, title: &str, width: i32) -> Drawn<Vec<String>> {
    let font = style::text(18, &INK, HPos::Left, VPos::Top);
    if title.is_empty() {
        return Ok(Vec::new());
    }
    let breaks = title.match_indices(' ').map(|(place, _)| place).take(100).chain([title.len()]);
    let mut first = 0;
    for place in breaks {
        if text_width(canvas, &title[..place], &font)? <= width {
            first = place;
        }
    }
    let (line, rest) = title.split_at(first);
    let lines = [line, rest.trim_start()].into_iter().filter(|line| !line.is_empty());
    lines.map(|line| fitted(canvas, line, &font, width)).collect()
}

/// The text, cut to the width.
pub(super) fn fitted(canvas: &Canvas<'_>, text: &str, font: &TextStyle<'_>, width: i32) -> Drawn<String> {
    let mut fitted = text.to_owned();
    let mut length = text.chars().count().min(400);
    while length > 0 && text_width(canvas, &fitted, font)? > width {
        length -= 1;
        fitted = text.chars().take(length).chain(['…']).collect();
    }
    Ok(fitted)
}

pub(super) fn text_width(canvas: &Canvas<'_>, text: &str, font: &TextStyle<'_>) -> Drawn<i32> {
    let (width, _) = canvas.estimate_text_size(text, font)?;
    // The library measures smaller letters than it writes.
    Ok((f64::from(width) * 1.1) as i32)
}
