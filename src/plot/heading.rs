use plotters::prelude::TextStyle;
use plotters::style::text_anchor::{HPos, VPos};

use super::canvas::{Canvas, DrawResult, text_width, truncated};
use super::layout::Panel;
use super::legend;
use super::style::{self, INK, PIXEL};

/// Draws the title and the legend between `left` and `right` and returns the height where they end.
pub(super) fn draw(canvas: &Canvas<'_>, panel: &Panel<'_>, left: i32, right: i32) -> DrawResult<i32> {
    let font = style::text(18, &INK, HPos::Left, VPos::Top);
    let mut top = 14 * PIXEL;
    for line in title_lines(canvas, &panel.plot.title, &font, right - left)? {
        canvas.draw_text(&line, &font, (left, top))?;
        top += 26 * PIXEL;
    }
    legend::draw(canvas, panel, (left, right), top)
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
