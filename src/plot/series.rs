use super::scale::Spacing;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Series {
    pub(super) label: String,
    shape: Shape,
    points: Vec<(f64, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Joined,
    Steps,
}

/// A vertex of a line, or a gap in it.
pub(super) type Vertex = Option<(f64, f64)>;

impl Series {
    pub(super) fn new(label: String, shape: Shape, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points: Vec<_> = points.into_iter().filter(|(x, _)| x.is_finite()).collect();
        points.sort_by(|(left, _), (right, _)| left.total_cmp(right));
        Self { label, shape, points }
    }

    pub(super) fn vertices(&self, x: Spacing, y: Spacing) -> Vec<Vertex> {
        let shown = self.points.iter().filter(|point| x.shows(point.0)).copied();
        let joined: Vec<(f64, Vertex)> = shown.map(|point| (point.0, y.shows(point.1).then_some(point))).collect();
        match self.shape {
            Shape::Joined => joined.into_iter().map(|(_, vertex)| vertex).collect(),
            Shape::Steps => right_angled(&joined),
        }
    }
}

fn right_angled(points: &[(f64, Vertex)]) -> Vec<Vertex> {
    let last_end = match points {
        [.., (previous, _), (last, _)] => Some(last + (last - previous)),
        _ => None,
    };
    let ends = points.iter().skip(1).map(|(x, _)| *x).chain(last_end);
    let held = points.iter().zip(ends).flat_map(|((_, vertex), end)| {
        let kept = vertex.filter(|_| end.is_finite()).map(|(_, y)| (end, y));
        [*vertex, kept]
    });
    if last_end.is_some() { held.collect() } else { points.iter().map(|(_, vertex)| *vertex).collect() }
}
