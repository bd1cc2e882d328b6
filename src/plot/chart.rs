use plotters::chart::ChartContext;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::axis::{Axis, Margin};
use super::builder::Plot;
use super::curve::thinned;
use super::heading::{self, fitted, text_width};
use super::style::{self, AXIS, FAINT_GRID, GRID, INK, PIXEL, SOFT_INK};

pub(super) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Drawn<T> = Result<T, DrawingAreaErrorKind<std::io::Error>>;
type Chart<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<Axis, Axis>>;

/// What of a plot has a place on its axes.
pub(super) struct Shown<'a> {
    curves: Vec<Vec<(f64, f64)>>,
    marks: Vec<(f64, &'a str)>,
    points: Vec<(f64, f64, &'a str)>,
}

impl<'a> Shown<'a> {
    /// Nothing where no curve and no point would be seen.
    pub(super) fn of(plot: &'a Plot) -> Option<Self> {
        let (log_x, log_y) = (plot.log_x, plot.log_y);
        let mark = |(x, label): &'a (f64, String)| Some((Axis::shown(*x, log_x)?, label.as_str()));
        let point =
            |(x, y, label): &'a (f64, f64, String)| Some((Axis::shown(*x, log_x)?, Axis::shown(*y, log_y)?, label.as_str()));
        let curves: Vec<_> = plot.curves.iter().map(|curve| curve.vertices(log_x, log_y)).collect();
        let points: Vec<_> = plot.points.iter().filter_map(point).collect();
        let mut marks: Vec<_> = plot.marks.iter().filter_map(mark).collect();
        marks.sort_by(|left, right| left.0.total_cmp(&right.0));
        let seen = !points.is_empty() || curves.iter().any(|curve| !curve.is_empty());
        seen.then_some(Self { curves, marks, points })
    }

    fn axes(&self, plot: &Plot) -> (Axis, Axis) {
        let places = || self.curves.iter().flatten().copied().chain(self.points.iter().map(|(x, y, _)| (*x, *y)));
        let marks = self.marks.iter().map(|(x, _)| *x);
        let (columns, rows) = (plot.width as usize / 100, plot.height as usize / 70);
        let x = Axis::over(places().map(|(x, _)| x).chain(marks), plot.log_x, Margin::None, columns);
        (x, Axis::over(places().map(|(_, y)| y), plot.log_y, Margin::Airy, rows))
    }
}

pub(super) fn draw(canvas: &Canvas<'_>, plot: &Plot, shown: &Shown<'_>) -> Drawn<()> {
    canvas.fill(&WHITE)?;
    let (x, y) = shown.axes(plot);
    let numbers = style::text(12, &SOFT_INK, HPos::Left, VPos::Top);
    let mut left = 46 * PIXEL;
    for label in y.labels() {
        left = left.max(text_width(canvas, &label, &numbers)? + 46 * PIXEL);
    }
    let last = text_width(canvas, &x.labels().last().unwrap_or_default(), &numbers)?;
    let beside = (last / 2 + 4 * PIXEL).max(24 * PIXEL);
    let right = plot.width as i32 * PIXEL - beside;
    let top = heading::draw(canvas, plot, left, right)?;
    let above = if shown.marks.iter().any(|(_, label)| !label.is_empty()) { 26 } else { 10 };
    let mut chart = ChartBuilder::on(canvas)
        .margin_top(top + above * PIXEL)
        .margin_bottom(14 * PIXEL)
        .margin_left(14 * PIXEL)
        .margin_right(beside)
        .x_label_area_size(if plot.x_label.is_empty() { 26 } else { 46 } * PIXEL)
        .y_label_area_size(left - 14 * PIXEL)
        .build_cartesian_2d(x, y)?;
    grid(canvas, &mut chart, plot)?;
    marks(canvas, &chart, &shown.marks)?;
    for (curve, line) in shown.curves.iter().zip(style::of_curves(&plot.curves)) {
        draw_curve(&chart, curve, line)?;
    }
    points(canvas, &chart, shown)
}

fn grid(canvas: &Canvas<'_>, chart: &mut Chart<'_>, plot: &Plot) -> Drawn<()> {
    let (columns, rows) = chart.plotting_area().get_pixel_range();
    let names = style::text(13, &INK, HPos::Left, VPos::Top);
    let x_label = fitted(canvas, &plot.x_label, &names, columns.end - columns.start)?;
    let y_label = fitted(canvas, &plot.y_label, &names, rows.end - rows.start + 40 * PIXEL)?;
    let mut mesh = chart.configure_mesh();
    mesh.bold_line_style(style::line(GRID, 1)).light_line_style(style::line(FAINT_GRID, 1)).axis_style(style::line(AXIS, 1));
    mesh.label_style(style::text(12, &SOFT_INK, HPos::Left, VPos::Top)).set_all_tick_mark_size(4 * PIXEL).y_label_offset(PIXEL);
    mesh.x_desc(x_label).y_desc(y_label).axis_desc_style(names).draw()
}

fn draw_curve(chart: &Chart<'_>, curve: &[(f64, f64)], line: ShapeStyle) -> Drawn<()> {
    let area = chart.plotting_area();
    let column = |point: &(f64, f64)| chart.backend_coord(point).0 / PIXEL;
    match thinned(curve, column).as_slice() {
        [] => Ok(()),
        [point] => area.draw(&Circle::new(*point, 4 * PIXEL, line.filled())),
        vertices => area.draw(&PathElement::new(vertices, line)),
    }
}

/// Vertical lines; of labels that would overlap, only the first is written.
fn marks(canvas: &Canvas<'_>, chart: &Chart<'_>, marks: &[(f64, &str)]) -> Drawn<()> {
    let area = chart.plotting_area();
    let (columns, rows) = area.get_pixel_range();
    let font = style::text(12, &SOFT_INK, HPos::Center, VPos::Bottom);
    let mut free = 0;
    for (x, label) in marks {
        let x = columns.start + area.as_coord_spec().x_spec().map(x, (0, columns.end - columns.start - 1));
        canvas.draw(&PathElement::new([(x, rows.start), (x, rows.end)], style::line(SOFT_INK, 1)))?;
        let width = text_width(canvas, label, &font)?;
        let middle = x.min(columns.end + 20 * PIXEL - width / 2);
        if middle - width / 2 > free {
            canvas.draw_text(label, &font, (middle, rows.start - 4 * PIXEL))?;
            free = middle + width / 2 + 6 * PIXEL;
        }
    }
    Ok(())
}

/// Rings, each with its label in the corner around it where it lies on no label before it and meets the fewest points of
/// the curves.
fn points(canvas: &Canvas<'_>, chart: &Chart<'_>, shown: &Shown<'_>) -> Drawn<()> {
    let font = style::text(13, &INK, HPos::Center, VPos::Center);
    let (columns, rows) = chart.plotting_area().get_pixel_range();
    let mut written: Vec<(i32, i32, i32)> = vec![];
    for (x, y, label) in &shown.points {
        let (x, y) = chart.backend_coord(&(*x, *y));
        let label = fitted(canvas, label, &font, (columns.end - columns.start) / 2)?;
        let half = text_width(canvas, &label, &font)? / 2;
        let corners =
            [(1, -1), (-1, -1), (1, 1), (-1, 1)].map(|(right, down)| (x + right * (half + 10 * PIXEL), y + down * 18 * PIXEL));
        let met = |(middle, height): &(i32, i32)| {
            let (across, along) = (middle - half..=middle + half, height - 10 * PIXEL..=height + 10 * PIXEL);
            let inside = columns.contains(across.start()) && columns.contains(across.end()) && rows.contains(height);
            let places = shown.curves.iter().flatten().map(|point| chart.backend_coord(point));
            let taken = |(center, level, reach): &(i32, i32, i32)| {
                (center - middle).abs() < half + reach + 4 * PIXEL && (level - height).abs() < 18 * PIXEL
            };
            let met = if inside { places.filter(|(x, y)| across.contains(x) && along.contains(y)).count() } else { usize::MAX };
            (written.iter().any(taken), met)
        };
        canvas.draw(&Circle::new((x, y), 5 * PIXEL, WHITE.filled()))?;
        canvas.draw(&Circle::new((x, y), 5 * PIXEL, style::line(INK, 2)))?;
        if let Some((middle, height)) = corners.into_iter().min_by_key(met) {
            canvas.draw_text(&label, &font, (middle, height))?;
            written.push((middle, height, half));
        }
    }
    Ok(())
}
