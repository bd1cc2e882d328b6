use super::axis::{Axis, Padding};
use super::builder::Plot;

/// The parts of a plot that its axes can show, and no others.
pub(super) struct Visible<'a> {
    /// The vertices of every curve of the plot, in order of `x`.
    pub(super) curves: Vec<Vec<(f64, f64)>>,
    /// In order of `x`.
    pub(super) marks: Vec<(f64, &'a str)>,
    pub(super) points: Vec<(f64, f64, &'a str)>,
}

impl<'a> Visible<'a> {
    /// `None` if the plot has neither a visible curve nor a visible point.
    pub(super) fn of(plot: &'a Plot) -> Option<Self> {
        let (log_x, log_y) = (plot.log_x, plot.log_y);
        let mark = |(x, label): &'a (f64, String)| Some((Axis::drawable(*x, log_x)?, label.as_str()));
        let point =
            |(x, y, label): &'a (f64, f64, String)| Some((Axis::drawable(*x, log_x)?, Axis::drawable(*y, log_y)?, label.as_str()));
        let curves: Vec<_> = plot.curves.iter().map(|curve| curve.vertices(log_x, log_y)).collect();
        let points: Vec<_> = plot.points.iter().filter_map(point).collect();
        let mut marks: Vec<_> = plot.marks.iter().filter_map(mark).collect();
        marks.sort_by(|left, right| left.0.total_cmp(&right.0));
        let is_empty = points.is_empty() && curves.iter().all(Vec::is_empty);
        (!is_empty).then_some(Self { curves, marks, points })
    }

    /// The horizontal and the vertical axis. The more room they have, the more labels they get.
    pub(super) fn axes(&self, plot: &Plot) -> (Axis, Axis) {
        let coordinates = || self.curves.iter().flatten().copied().chain(self.points.iter().map(|(x, y, _)| (*x, *y)));
        let marks = self.marks.iter().map(|(x, _)| *x);
        let (columns, rows) = (plot.width as usize / 100, plot.height as usize / 70);
        let x = Axis::covering(coordinates().map(|(x, _)| x).chain(marks), plot.log_x, Padding::None, columns);
        (x, Axis::covering(coordinates().map(|(_, y)| y), plot.log_y, Padding::FivePercent, rows))
    }
}
