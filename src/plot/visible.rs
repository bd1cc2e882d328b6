use super::axis::{Axis, Padding};
use super::builder::Plot;
use super::curve::Lines;

/// The parts of a plot that its axes can show, and no others.
pub(super) struct Visible<'a> {
    /// The lines of every curve of the plot.
    pub(super) curves: Vec<Lines>,
    /// In order of `x`.
    pub(super) marks: Vec<(f64, Option<&'a str>)>,
    pub(super) points: Vec<(f64, f64, &'a str)>,
}

impl<'a> Visible<'a> {
    /// `first` is the plot whose horizontal axis the panel `plot` has. `None` if the panel has neither a visible curve nor a
    /// visible point.
    pub(super) fn of(plot: &'a Plot, first: &Plot) -> Option<Self> {
        let (log_x, log_y, unit) = (first.log_x, plot.log_y, first.x_unit);
        let column = |x: &f64| Axis::drawable(*x / unit, log_x);
        let mark = |(x, label): &'a (f64, Option<String>)| Some((column(x)?, label.as_deref()));
        let point = |(x, y, label): &'a (f64, f64, String)| Some((column(x)?, Axis::drawable(*y, log_y)?, label.as_str()));
        let curves: Vec<_> = plot.curves.iter().map(|curve| curve.lines(unit, log_x, log_y)).collect();
        let points: Vec<_> = plot.points.iter().filter_map(point).collect();
        let mut marks: Vec<_> = plot.marks.iter().filter_map(mark).collect();
        marks.sort_by(|left, right| left.0.total_cmp(&right.0));
        let is_empty = points.is_empty() && curves.iter().all(|curve| curve.lines.is_empty());
        (!is_empty).then_some(Self { curves, marks, points })
    }

    /// Every `x` that the horizontal axis must show.
    pub(super) fn columns(&self) -> impl Iterator<Item = f64> {
        let of_curves = self.curves.iter().flat_map(|curve| &curve.columns).copied();
        of_curves.chain(self.points.iter().map(|(x, ..)| *x)).chain(self.marks.iter().map(|(x, _)| *x))
    }

    /// The vertical axis. The higher the panel, the more labels the axis has.
    pub(super) fn y_axis(&self, is_log: bool, height: u32) -> Axis {
        let of_curves = self.curves.iter().flat_map(Lines::vertices).map(|(_, y)| y);
        let values = of_curves.chain(self.points.iter().map(|(_, y, _)| *y));
        Axis::covering(values, is_log, Padding::FivePercent, height as usize / 70)
    }
}
