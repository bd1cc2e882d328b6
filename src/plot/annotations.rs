use std::ops::RangeInclusive;

use plotters::coord::ranged1d::Ranged;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::canvas::{Canvas, DrawResult, PlottingArea, text_width, truncated};
use super::curve::Lines;
use super::line::Line;
use super::style::{self, INK, PIXEL, SOFT_INK};
use super::visible::Visible;

/// Draws a vertical line at each mark, with its label above. If labels would overlap, only the first of them is written.
pub(super) fn draw_marks(canvas: &Canvas<'_>, area: &PlottingArea<'_>, marks: &[(f64, Option<&str>)]) -> DrawResult<()> {
    let (columns, rows) = area.get_pixel_range();
    let axis = area.as_coord_spec().get_x_axis_pixel_range();
    let font = style::text(12, &SOFT_INK, HPos::Center, VPos::Bottom);
    let mut free_from = 0;
    for (x, label) in marks {
        let label = label.map_or_else(|| area.as_coord_spec().x_spec().mark_label(*x), str::to_owned);
        let x = area.as_coord_spec().x_spec().map(x, (axis.start, axis.end));
        canvas.draw(&Line::new([(x, rows.start), (x, rows.end)], style::mark()))?;
        let width = text_width(canvas, &label, &font)?;
        let center = x.min(columns.end + 20 * PIXEL - width / 2);
        if center - width / 2 > free_from {
            canvas.draw_text(&label, &font, (center, rows.start - 4 * PIXEL))?;
            free_from = center + width / 2 + 6 * PIXEL;
        }
    }
    Ok(())
}

/// Draws a ring at each point, with its label diagonally beside it.
///
/// Of the four corners around the ring, the label takes the best one: first one without overlap with an earlier label, then one
/// inside the plot, then the one that covers the fewest vertices of the curves.
pub(super) fn draw_points(canvas: &Canvas<'_>, area: &PlottingArea<'_>, visible: &Visible<'_>) -> DrawResult<()> {
    let font = style::text(13, &INK, HPos::Center, VPos::Center);
    let (columns, rows) = area.get_pixel_range();
    let mut written: Vec<LabelBox> = vec![];
    for (x, y, label) in &visible.points {
        let (x, y) = area.map_coordinate(&(*x, *y));
        let label = truncated(canvas, label, &font, (columns.end - columns.start) / 2)?;
        let half_width = text_width(canvas, &label, &font)? / 2;
        let corners = [(1, -1), (-1, -1), (1, 1), (-1, 1)];
        let candidates = corners
            .map(|(right, down)| LabelBox { center: (x + right * (half_width + 10 * PIXEL), y + down * 18 * PIXEL), half_width });
        let covered = |candidate: &LabelBox| {
            let (across, along) = (candidate.across(), candidate.along());
            let is_inside =
                columns.contains(across.start()) && columns.contains(across.end()) && rows.contains(&candidate.center.1);
            if !is_inside {
                return usize::MAX;
            }
            let vertices = visible.curves.iter().flat_map(Lines::vertices).map(|vertex| area.map_coordinate(&vertex));
            vertices.filter(|(x, y)| across.contains(x) && along.contains(y)).count()
        };
        let cost = |candidate: &LabelBox| (written.iter().any(|other| other.overlaps(candidate)), covered(candidate));
        canvas.draw(&Circle::new((x, y), 5 * PIXEL, WHITE.filled()))?;
        canvas.draw(&Circle::new((x, y), 5 * PIXEL, style::line(INK, 2)))?;
        if let Some(best) = candidates.into_iter().min_by_key(cost) {
            canvas.draw_text(&label, &font, best.center)?;
            written.push(best);
        }
    }
    Ok(())
}

/// The place of a point's label.
struct LabelBox {
    center: (i32, i32),
    half_width: i32,
}

impl LabelBox {
    fn across(&self) -> RangeInclusive<i32> {
        self.center.0 - self.half_width..=self.center.0 + self.half_width
    }

    fn along(&self) -> RangeInclusive<i32> {
        self.center.1 - 10 * PIXEL..=self.center.1 + 10 * PIXEL
    }

    fn overlaps(&self, other: &Self) -> bool {
        (self.center.0 - other.center.0).abs() < self.half_width + other.half_width + 4 * PIXEL
            && (self.center.1 - other.center.1).abs() < 18 * PIXEL
    }
}
