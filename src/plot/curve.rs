use super::axis::Axis;

/// The points of one curve, as they were given, and how they are drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    /// Stands in the legend, unless it is empty.
    pub(super) label: String,
    /// Whether each value is held until the next point, instead of joined to it by a straight line.
    pub(super) is_stepped: bool,
    /// Whether the curve is thin and grey.
    pub(super) is_backdrop: bool,
    pub(super) points: Vec<(f64, f64)>,
}

impl Curve {
    /// A curve in a colour of its own, with straight lines from point to point.
    pub(super) fn new(label: String, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        Self { label, is_stepped: false, is_backdrop: false, points: points.into_iter().collect() }
    }

    /// The corners of the drawn line, in order of `x`. Points that the axes cannot show are left out.
    pub(super) fn vertices(&self, log_x: bool, log_y: bool) -> Vec<(f64, f64)> {
        let drawable = |(x, y): &(f64, f64)| Some((Axis::drawable(*x, log_x)?, Axis::drawable(*y, log_y)?));
        let mut points: Vec<_> = self.points.iter().filter_map(drawable).collect();
        points.sort_by(|left, right| left.0.total_cmp(&right.0));
        if self.is_stepped { stepped(&points) } else { points }
    }
}

/// The corners of a line that holds each value until the next point, and the last value for as long as the one before.
fn stepped(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let last_end = match points {
        [.., (previous, _), (last, _)] => last + (last - previous),
        _ => return points.to_vec(),
    };
    let ends = points.iter().skip(1).map(|(x, _)| *x).chain([last_end]);
    points.iter().zip(ends).flat_map(|((x, y), end)| [(*x, *y), (end, *y)]).collect()
}

/// Keeps the first, lowest, highest and last point of each column of pixels.
///
/// The line through these points looks like the line through all points.
///
/// Source: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10), 2014.
pub(super) fn downsampled(points: &[(f64, f64)], column: impl Fn(&(f64, f64)) -> i32) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    for points in points.chunk_by(|left, right| column(left) == column(right)) {
        let values = || points.iter().map(|(_, y)| *y).enumerate();
        let lowest = values().min_by(|left, right| left.1.total_cmp(&right.1));
        let highest = values().max_by(|left, right| left.1.total_cmp(&right.1));
        let mut chosen: Vec<_> = [values().next(), lowest, highest, values().next_back()].into_iter().flatten().collect();
        chosen.sort_by_key(|(index, _)| *index);
        kept.extend(chosen.iter().filter_map(|(index, _)| points.get(*index)));
    }
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spike_among_many_points_survives() {
        let mut points: Vec<_> = (0..1_000_000).map(|index| (f64::from(index) * 7e-4, f64::from(index % 7))).collect();
        points[123_456].1 = -50.0;
        points[654_321].1 = 90.0;
        let kept = downsampled(&points, |point| point.0 as i32);
        assert!(kept.len() <= 4 * 700);
        assert!(kept.contains(&points[123_456]) && kept.contains(&points[654_321]));
        assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
    }

    #[test]
    fn few_points_are_all_kept() {
        let points = [(0.0, 1.0), (5.0, 2.0), (9.0, 0.0)];
        assert_eq!(downsampled(&points, |point| point.0 as i32), points);
        assert_eq!(downsampled(&points[..1], |point| point.0 as i32), points[..1]);
        assert_eq!(downsampled(&[], |point| point.0 as i32), []);
    }

    #[test]
    fn steps_turn_only_at_right_angles() {
        let steps = stepped(&[(0.0, 2.0), (1.0, 1.0), (3.0, 0.0)]);
        assert_eq!(steps, [(0.0, 2.0), (1.0, 2.0), (1.0, 1.0), (3.0, 1.0), (3.0, 0.0), (5.0, 0.0)]);
        assert_eq!(stepped(&steps[..1]), steps[..1]);
    }
}
