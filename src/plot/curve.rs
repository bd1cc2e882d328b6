use super::axis::Axis;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    pub(super) label: String,
    pub(super) stepped: bool,
    /// Drawn thin and grey, and without a colour of the row.
    pub(super) faint: bool,
    pub(super) points: Vec<(f64, f64)>,
}

impl Curve {
    /// The points that have a place on the axes, in order of `x`, with the corners of steps.
    pub(super) fn vertices(&self, log_x: bool, log_y: bool) -> Vec<(f64, f64)> {
        let shown = |(x, y): &(f64, f64)| Some((Axis::shown(*x, log_x)?, Axis::shown(*y, log_y)?));
        let mut points: Vec<_> = self.points.iter().filter_map(shown).collect();
        points.sort_by(|left, right| left.0.total_cmp(&right.0));
        if self.stepped { right_angled(&points) } else { points }
    }
}

/// Holds each value until the next point, and the last as long as the one before it.
fn right_angled(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let last_end = match points {
        [.., (previous, _), (last, _)] => last + (last - previous),
        _ => return points.to_vec(),
    };
    let ends = points.iter().skip(1).map(|(x, _)| *x).chain([last_end]);
    points.iter().zip(ends).flat_map(|((x, y), end)| [(*x, *y), (end, *y)]).collect()
}

/// Keeps of each column of the picture the first, lowest, highest and last point.
pub(super) fn thinned(points: &[(f64, f64)], column: impl Fn(&(f64, f64)) -> i32) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    for together in points.chunk_by(|left, right| column(left) == column(right)) {
        let heights = || together.iter().map(|(_, y)| *y).enumerate();
        let lowest = heights().min_by(|left, right| left.1.total_cmp(&right.1));
        let highest = heights().max_by(|left, right| left.1.total_cmp(&right.1));
        let mut chosen: Vec<_> = [heights().next(), lowest, highest, heights().next_back()].into_iter().flatten().collect();
        chosen.sort_by_key(|(index, _)| *index);
        kept.extend(chosen.iter().filter_map(|(index, _)| together.get(*index)));
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
        let kept = thinned(&points, |point| point.0 as i32);
        assert!(kept.len() <= 4 * 700);
        assert!(kept.contains(&points[123_456]) && kept.contains(&points[654_321]));
        assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
    }

    #[test]
    fn few_points_are_all_kept() {
        let points = [(0.0, 1.0), (5.0, 2.0), (9.0, 0.0)];
        assert_eq!(thinned(&points, |point| point.0 as i32), points);
        assert_eq!(thinned(&points[..1], |point| point.0 as i32), points[..1]);
        assert_eq!(thinned(&[], |point| point.0 as i32), []);
    }

    #[test]
    fn steps_turn_only_at_right_angles() {
        let steps = right_angled(&[(0.0, 2.0), (1.0, 1.0), (3.0, 0.0)]);
        assert_eq!(steps, [(0.0, 2.0), (1.0, 2.0), (1.0, 1.0), (3.0, 1.0), (3.0, 0.0), (5.0, 0.0)]);
        assert_eq!(right_angled(&steps[..1]), steps[..1]);
    }
}
