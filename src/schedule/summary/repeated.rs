use super::summary::Summary;

/// The most boundaries that one repeated phase may have. A reader of a plot sees more of them as a pattern, not as boundaries.
const MOST: usize = 32;

impl Summary {
    /// Adds a boundary after every `steps` steps, or no boundary if there would be more than 32.
    pub(crate) fn boundary_every(&mut self, steps: u64) {
        self.recurring(std::iter::successors(Some(steps), |step| step.checked_add(steps)));
    }

    /// As [`boundary_every`](Self::boundary_every), but each phase is `factor` times as long as the one before.
    pub(crate) fn boundary_every_longer(&mut self, steps: u64, factor: u64) {
        let longer = |&(step, length): &(u64, u64)| {
            let length = length.checked_mul(factor)?;
            Some((step.checked_add(length)?, length))
        };
        self.recurring(std::iter::successors(Some((steps, steps)), longer).map(|(step, _)| step));
    }

    fn recurring(&mut self, steps: impl Iterator<Item = u64>) {
        let seen: Vec<_> = steps.take_while(|step| self.reaches(*step) != Some(false)).take(MOST + 1).collect();
        if seen.len() <= MOST {
            seen.into_iter().for_each(|step| self.boundary(step));
        }
    }
}
