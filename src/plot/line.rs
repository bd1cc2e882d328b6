use std::convert::Infallible;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::style::Stroke;
use super::svg::SvgBackend;

/// Straight lines from point to point, solid or dashed.
///
/// plotters' own `DashedPathElement` draws each dash as a path of its own, which makes large files.
pub(super) struct Line<Point> {
    points: Vec<Point>,
    stroke: Stroke,
}

impl<Point> Line<Point> {
    pub(super) fn new(points: impl Into<Vec<Point>>, stroke: Stroke) -> Self {
        Self { points: points.into(), stroke }
    }
}

impl<'a, Point> PointCollection<'a, Point> for &'a Line<Point> {
    type Point = &'a Point;
    type IntoIter = &'a [Point];

    fn point_iter(self) -> &'a [Point] {
        &self.points
    }
}

impl<Point> Drawable<SvgBackend<'_>> for Line<Point> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        backend: &mut SvgBackend<'_>,
        _parent_size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        backend.polyline(points, &self.stroke.style, self.stroke.dashes);
        Ok(())
    }
}
