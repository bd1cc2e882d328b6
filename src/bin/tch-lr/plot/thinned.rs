/// A thinned curve: the run is divided into parts, and each keeps only its first, lowest, highest and last value. A plot cannot
/// show more.
#[derive(Clone)]
pub struct Thinned {
    width: u64,
    kept: Vec<(u64, f64)>,
    part: Vec<(u64, f64)>,
}

/// The most parts of all curves together.
const PARTS: usize = 1 << 19;
/// The fewest and the most parts of a curve.
const PARTS_OF_A_CURVE: std::ops::RangeInclusive<usize> = 1 << 6..=1 << 13;

impl Thinned {
    /// A curve of a run of `steps` steps, in a plot of at most `curves` curves.
    pub fn over(steps: u64, curves: usize) -> Self {
        let parts = (PARTS / curves.max(1)).clamp(*PARTS_OF_A_CURVE.start(), *PARTS_OF_A_CURVE.end());
        Self { width: steps.div_ceil(parts as u64).max(1), kept: vec![], part: vec![] }
    }

    pub fn push(&mut self, step: u64, value: f64) {
        if self.part.first().is_some_and(|(first, _)| first / self.width != step / self.width) {
            self.close();
        }
        self.part.push((step, value));
    }

    fn close(&mut self) {
        let lowest = self.part.iter().min_by(|left, right| left.1.total_cmp(&right.1));
        let highest = self.part.iter().max_by(|left, right| left.1.total_cmp(&right.1));
        let mut kept: Vec<_> = [self.part.first(), lowest, highest, self.part.last()].into_iter().flatten().copied().collect();
        kept.sort_by_key(|(step, _)| *step);
        kept.dedup();
        self.kept.append(&mut kept);
        self.part.clear();
    }

    pub fn points(mut self) -> Vec<(f64, f64)> {
        self.close();
        self.kept.into_iter().map(|(step, value)| (step as f64, value)).collect()
    }
}
