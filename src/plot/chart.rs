use plotters::chart::ChartContext;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::annotations;
use super::axis::Axis;
use super::canvas::{Canvas, DrawResult, PlottingArea, truncated};
use super::curve::Lines;
use super::heading;
use super::layout::{Layout, Panel};
use super::line::Line;
use super::style::{self, AXIS, FAINT_GRID, GRID, INK, PIXEL, SOFT_INK, Stroke};
use super::svg::SvgBackend;

/// Between the edge of the picture and what is drawn nearest to it.
const MARGIN: i32 = 14 * PIXEL;

/// Draws one panel: title and legend, grid and axes, curves, marks and points.
pub(super) fn draw(canvas: &Canvas<'_>, layout: &Layout<'_>, panel: &Panel<'_>) -> DrawResult<()> {
    canvas.fill(&WHITE)?;
    let (left, right_margin) = (layout.left(canvas)?, layout.right_margin(canvas)?);
    let heading_end = heading::draw(canvas, panel, left, layout.width as i32 * PIXEL - right_margin)?;
    let has_mark_label = panel.visible.marks.iter().any(|(_, label)| *label != Some(""));
    let mut chart = ChartBuilder::on(canvas)
        .margin_top(heading_end + if has_mark_label { 26 } else { 10 } * PIXEL)
        .margin_bottom(MARGIN)
        .margin_left(MARGIN)
        .margin_right(right_margin)
        .x_label_area_size(if panel.x_label.is_empty() { 26 } else { 46 } * PIXEL)
        .y_label_area_size(left - MARGIN)
        .build_cartesian_2d(layout.x.clone(), panel.y.clone())?;
    draw_grid(canvas, &mut chart, panel)?;
    let area = chart.plotting_area();
    annotations::draw_marks(canvas, area, &panel.visible.marks)?;
    for (lines, stroke) in panel.visible.curves.iter().zip(style::strokes(&panel.plot.curves)) {
        draw_curve(area, lines, stroke)?;
    }
    annotations::draw_points(canvas, area, &panel.visible)
}

/// Draws the grid and the axes with their ticks, numbers and names.
fn draw_grid<'a>(
    canvas: &Canvas<'a>,
    chart: &mut ChartContext<'_, SvgBackend<'a>, Cartesian2d<Axis, Axis>>,
    panel: &Panel<'_>,
) -> DrawResult<()> {
    let (columns, rows) = chart.plotting_area().get_pixel_range();
    let numbers = style::text(12, &SOFT_INK, HPos::Left, VPos::Top);
    let names = style::text(13, &INK, HPos::Left, VPos::Top);
    let x_name = truncated(canvas, panel.x_label, &names, columns.end - columns.start)?;
    // The name of the vertical axis may be a little longer than the axis.
    let y_name = truncated(canvas, &panel.plot.y_label, &names, rows.end - rows.start + 40 * PIXEL)?;
    let mut mesh = chart.configure_mesh();
    mesh.bold_line_style(style::line(GRID, 1)).light_line_style(style::line(FAINT_GRID, 1)).axis_style(style::line(AXIS, 1));
    mesh.label_style(numbers).set_all_tick_mark_size(4 * PIXEL).y_label_offset(PIXEL);
    mesh.x_desc(x_name).y_desc(y_name).axis_desc_style(names).draw()
}

/// Draws one curve. A single point is drawn as a dot, because a line of one point would not be seen.
fn draw_curve(area: &PlottingArea<'_>, lines: &Lines, stroke: Stroke) -> DrawResult<()> {
    let column = |vertex: &(f64, f64)| area.map_coordinate(vertex).0 / PIXEL;
    for vertices in lines.downsampled(column) {
        match vertices.as_slice() {
            [] => {}
            [vertex] => area.draw(&Circle::new(*vertex, 4 * PIXEL, stroke.style.filled()))?,
            _ => area.draw(&Line::new(vertices, stroke))?,
        }
    }
    Ok(())
}
