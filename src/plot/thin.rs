/// Keeps of each pixel column the first, lowest, highest and last point.
///
/// The points are in picture units, in order of `x`.
pub(super) fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    for column in points.chunk_by(|left, right| left.0.floor() == right.0.floor()) {
        keep_extremes(column, &mut kept);
    }
    without_midpoints(kept)
}

fn keep_extremes(column: &[(f64, f64)], kept: &mut Vec<(f64, f64)>) {
    let heights = || column.iter().map(|(_, y)| *y).enumerate();
    let lowest = heights().min_by(|left, right| left.1.total_cmp(&right.1));
    let highest = heights().max_by(|left, right| left.1.total_cmp(&right.1));
    let ends = [heights().next(), heights().next_back()];
    let chosen = ends.into_iter().chain([lowest, highest]).flatten();
    let mut chosen: Vec<usize> = chosen.map(|(index, _)| index).collect();
    chosen.sort_unstable();
    chosen.dedup();
    kept.extend(chosen.iter().filter_map(|index| column.get(*index)));
}

/// Drops what lies in the middle of a level or upright stretch.
fn without_midpoints(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for point in points {
        if let [.., before, middle] = kept[..] {
            let level = before.1 == middle.1 && middle.1 == point.1;
            let upright = before.0 == middle.0 && middle.0 == point.0 && (middle.1 - before.1) * (point.1 - middle.1) >= 0.0;
            if level || upright {
                kept.pop();
            }
        }
        kept.push(point);
    }
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
        let kept = thinned(&points);
        assert!(kept.len() <= 4 * 700);
        assert!(kept.contains(&points[123_456]));
        assert!(kept.contains(&points[654_321]));
        assert_eq!(kept.first(), points.first());
        assert_eq!(kept.last(), points.last());
    }

    #[test]
    fn few_points_are_all_kept() {
        let points = [(0.0, 1.0), (5.0, 2.0), (9.0, 0.0)];
        assert_eq!(thinned(&points), points);
        assert_eq!(thinned(&points[..1]), points[..1]);
        assert_eq!(thinned(&[]), []);
    }

    #[test]
    fn a_level_stretch_needs_two_points() {
        let points: Vec<_> = (0..100).map(|x| (f64::from(x), 3.0)).collect();
        assert_eq!(thinned(&points), [(0.0, 3.0), (99.0, 3.0)]);
    }
}
