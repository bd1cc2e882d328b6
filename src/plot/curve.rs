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

    /// The lines to draw on axes of the given scales. `x_unit` is the length of one unit of the horizontal axis.
    pub(super) fn lines(&self, x_unit: f64, log_x: bool, log_y: bool) -> Lines {
        let scaled = |(x, y): &(f64, f64)| Some((Axis::drawable(*x / x_unit, log_x)?, *y));
        let mut points: Vec<_> = self.points.iter().filter_map(scaled).filter(|(_, y)| y.is_finite()).collect();
        points.sort_by(|left, right| left.0.total_cmp(&right.0));
        let mut columns: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
        let last_end = match columns[..] {
            [.., previous, last] if self.is_stepped => Axis::drawable(last + (last - previous), log_x),
            _ => None,
        };
        columns.extend(last_end);
        let shown = points.iter().map(|(x, y)| (*x, Axis::drawable(*y, log_y)));
        let lines = if self.is_stepped && points.len() > 1 {
            stepped(shown, columns.iter().skip(1).copied())
        } else {
            vec![shown.filter_map(|(x, y)| Some((x, y?))).collect()]
        };
        Lines { lines: lines.into_iter().filter(|line| !line.is_empty()).collect(), columns }
    }
}

/// The drawn lines of one curve.
pub(super) struct Lines {
    /// The vertices of each line, in order of `x`. A curve of steps has a gap where the axis cannot show its value.
    pub(super) lines: Vec<Vec<(f64, f64)>>,
    /// The `x` of all finite points, including those whose value the axis cannot show, and the end of the last step.
    pub(super) columns: Vec<f64>,
}

impl Lines {
    pub(super) fn vertices(&self) -> impl Iterator<Item = (f64, f64)> {
        self.lines.iter().flatten().copied()
    }

    /// The lines without what a picture cannot show: `column` is the column of pixels of a vertex. Lines whose gap is narrower
    /// than a column are joined.
    pub(super) fn downsampled(&self, column: impl Fn(&(f64, f64)) -> i32) -> Vec<Vec<(f64, f64)>> {
        let mut joined: Vec<Vec<(f64, f64)>> = vec![];
        for line in &self.lines {
            match joined.last_mut() {
                Some(last) if last.last().map(&column) == line.first().map(&column) => last.extend(line),
                _ => joined.push(line.clone()),
            }
        }
        joined.iter().map(|line| downsampled(line, &column)).collect()
    }
}

/// Horizontal lines, one for each value from its `x` until its end, with a gap where the value is `None`.
fn stepped(points: impl Iterator<Item = (f64, Option<f64>)>, ends: impl Iterator<Item = f64>) -> Vec<Vec<(f64, f64)>> {
    let mut lines = vec![vec![]];
    for ((x, y), end) in points.zip(ends) {
        match (y, lines.last_mut()) {
            (Some(y), Some(line)) => line.extend([(x, y), (end, y)]),
            (None, Some(line)) if !line.is_empty() => lines.push(vec![]),
            _ => {}
        }
    }
    lines
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

    fn steps(points: impl IntoIterator<Item = (f64, f64)>) -> Curve {
        Curve { is_stepped: true, ..Curve::new(String::new(), points) }
    }

    #[test]
    fn steps_turn_only_at_right_angles() {
        let drawn = steps([(0.0, 2.0), (1.0, 1.0), (3.0, 0.0)]).lines(1.0, false, false).lines;
        assert_eq!(drawn, [[(0.0, 2.0), (1.0, 2.0), (1.0, 1.0), (3.0, 1.0), (3.0, 0.0), (5.0, 0.0)]]);
        assert_eq!(steps([(0.0, 2.0)]).lines(1.0, false, false).lines, [[(0.0, 2.0)]]);
    }

    #[test]
    fn a_logarithmic_axis_has_a_gap_at_zero_and_keeps_its_steps() {
        let drawn = steps([(0.0, 0.0), (1.0, 2.0), (2.0, 0.0), (3.0, 4.0), (4.0, 0.0)]).lines(1.0, false, true);
        assert_eq!(drawn.lines, [[(1.0, 2.0), (2.0, 2.0)], [(3.0, 4.0), (4.0, 4.0)]]);
        assert_eq!(drawn.columns, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
    }

    #[test]
    fn many_narrow_gaps_make_few_lines() {
        let points = (0..1_000_000).map(|step| (f64::from(step), f64::from(step % 2)));
        let drawn = steps(points).lines(1.0, false, true).downsampled(|(x, _)| (*x / 1000.0) as i32);
        let vertices: usize = drawn.iter().map(Vec::len).sum();
        assert!(vertices <= 4 * 1001, "{vertices}");
    }

    #[test]
    fn a_unit_divides_the_horizontal_axis() {
        let drawn = steps([(0.0, 2.0), (391.0, 1.0)]).lines(391.0, false, false);
        assert_eq!(drawn.columns, [0.0, 1.0, 2.0]);
    }
}
