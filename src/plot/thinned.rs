/// A thinned curve: the run is divided into parts, and each part keeps only its first, lowest, highest and last value. A plot
/// cannot show more.
pub(super) struct Thinned {
    /// The length of a part in steps.
    length: u64,
    kept: Vec<(f64, f64)>,
    part: Part,
}

/// The largest number of parts.
const PARTS: u64 = 1 << 13;

/// The part that the last point is in.
#[derive(Default)]
struct Part {
    index: u64,
    /// The first, the lowest, the highest and the last point.
    points: Option<[(u64, f64); 4]>,
}

impl Thinned {
    /// A curve of a run of `steps` steps.
    pub(super) fn over(steps: u64) -> Self {
        Self { length: steps.div_ceil(PARTS).max(1), kept: vec![], part: Part::default() }
    }

    /// Adds a point. The steps must rise.
    pub(super) fn push(&mut self, step: u64, value: f64) {
        let (index, point) = (step / self.length, (step, value));
        if index != self.part.index {
            self.close();
            self.part.index = index;
        }
        let [first, lowest, highest, _] = self.part.points.unwrap_or([point; 4]);
        let lowest = if value < lowest.1 { point } else { lowest };
        let highest = if value > highest.1 { point } else { highest };
        self.part.points = Some([first, lowest, highest, point]);
    }

    fn close(&mut self) {
        let Some(mut points) = self.part.points.take() else { return };
        points.sort_by_key(|(step, _)| *step);
        let mut previous = None;
        for (step, value) in points {
            if previous.replace(step) != Some(step) {
                self.kept.push((step as f64, value));
            }
        }
    }

    /// The points that were kept.
    pub(super) fn points(mut self) -> Vec<(f64, f64)> {
        self.close();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_keeps_its_first_lowest_highest_and_last_point() {
        let mut thinned = Thinned::over(1_000_000);
        for step in 0..1_000_000 {
            thinned.push(step, if step == 777_777 { 9.0 } else { (step % 7) as f64 });
        }
        let points = thinned.points();
        assert!(points.len() <= 4 << 13 && points.is_sorted_by(|left, right| left.0 < right.0), "{points:?}");
        assert!(points.contains(&(777_777.0, 9.0)) && points.contains(&(0.0, 0.0)) && points.contains(&(999_999.0, 0.0)));
    }

    #[test]
    fn a_short_curve_keeps_every_point() {
        let mut thinned = Thinned::over(3);
        [2.0, 2.0, 1.0].iter().enumerate().for_each(|(step, value)| thinned.push(step as u64, *value));
        assert_eq!(thinned.points(), [(0.0, 2.0), (1.0, 2.0), (2.0, 1.0)]);
    }
}
