use super::frame::Frame;
use super::palette::Style;
use super::picture::Plot;
use super::scene::{Disc, Scene};
use super::series::Vertex;
use super::thin::thinned;

/// A series as it is drawn: its vertices that the axes can show, and its style.
pub(super) struct Curve<'p> {
    pub(super) label: &'p str,
    pub(super) style: Style,
    vertices: Vec<Vertex>,
}

impl<'p> Curve<'p> {
    pub(super) fn all(plot: &'p Plot) -> Vec<Self> {
        let numbered = plot.series.iter().enumerate();
        numbered
            .map(|(index, series)| Curve {
                label: &series.label,
                style: Style::of_curve(index),
                vertices: series.vertices(plot.x.spacing, plot.y.spacing),
            })
            .collect()
    }

    pub(super) fn places(&self) -> impl Iterator<Item = (f64, f64)> {
        self.vertices.iter().flatten().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places().next().is_none()
    }

    /// Counts steps or epochs, so that a fraction of `x` means nothing.
    pub(super) fn is_whole(&self) -> bool {
        self.places().all(|(x, _)| x.fract() == 0.0)
    }

    /// The unbroken runs of the curve, in picture units.
    fn runs(&self, frame: &Frame) -> Vec<Vec<(f64, f64)>> {
        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut broken = true;
        for vertex in &self.vertices {
            let Some(place) = vertex.map(|place| frame.place(place)) else {
                broken = true;
                continue;
            };
            // A gap narrower than a pixel cannot be seen, but a million of
            // them would fill the picture with loose points.
            let near = |end: &(f64, f64)| place.0 - end.0 <= 1.0;
            match runs.last_mut() {
                Some(run) if !broken || run.last().is_some_and(near) => run.push(place),
                _ => runs.push(vec![place]),
            }
            broken = false;
        }
        runs.iter().map(|run| thinned(run)).collect()
    }
}

/// Draws all curves and returns what they cover.
pub(super) fn draw(scene: &mut Scene, frame: &Frame, curves: &[Curve]) -> Vec<Vec<(f64, f64)>> {
    let mut drawn = Vec::new();
    for curve in curves {
        let (dots, lines): (Vec<_>, Vec<_>) = curve.runs(frame).into_iter().partition(|run| is_dot(run));
        for center in dots.iter().filter_map(|run| run.first()) {
            scene.disc(Disc { center: *center, radius: 3.5, fill: curve.style.color, ring: None });
        }
        drawn.extend(dots);
        drawn.extend(lines.iter().cloned());
        scene.lines(lines, curve.style);
    }
    drawn
}

fn is_dot(run: &[(f64, f64)]) -> bool {
    let start = run.first();
    let near = |(x, y): &(f64, f64)| start.is_some_and(|start| (x - start.0).abs() < 1.0 && (y - start.1).abs() < 1.0);
    run.iter().all(near)
}
