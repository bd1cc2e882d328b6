use super::summary::Summary;

/// More than this are no phase_boundaries any more, but a pattern.
const MOST: usize = 32;

impl Summary {
    /// That a phase ends after every so many steps. Where that happens more than 32 times it is no edge, but a pattern.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, Some(100));
    /// summary.boundary_every(30);
    /// assert_eq!(summary.phase_boundaries(), [30, 60, 90]);
    /// ```
    pub fn boundary_every(&mut self, steps: u64) {
        self.recurring(std::iter::successors(Some(steps), |edge| edge.checked_add(steps)));
    }

    /// As [`boundary_every`](Self::boundary_every), where each phase is `factor` times as long as the one before.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, Some(100));
    /// summary.boundary_every_longer(10, 2);
    /// assert_eq!(summary.phase_boundaries(), [10, 30, 70]);
    /// ```
    pub fn boundary_every_longer(&mut self, steps: u64, factor: u64) {
        let longer = |&(edge, length): &(u64, u64)| {
            let length = length.checked_mul(factor)?;
            Some((edge.checked_add(length)?, length))
        };
        self.recurring(std::iter::successors(Some((steps, steps)), longer).map(|(edge, _)| edge));
    }

    fn recurring(&mut self, phase_boundaries: impl Iterator<Item = u64>) {
        let seen: Vec<_> = phase_boundaries.take_while(|edge| self.reaches(*edge) != Some(false)).take(MOST + 1).collect();
        if seen.len() <= MOST {
            seen.into_iter().for_each(|edge| self.boundary(edge));
        }
    }
}
