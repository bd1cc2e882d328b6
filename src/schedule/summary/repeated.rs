use super::story::Story;

/// More than this are no edges any more, but a pattern.
const MOST: usize = 32;

impl Story {
    /// That a phase ends after every so many steps. Where that happens more than 32 times it is no edge, but a pattern.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, Some(100));
    /// story.edge_every(30);
    /// assert_eq!(story.edges(), [30, 60, 90]);
    /// ```
    pub fn edge_every(&mut self, steps: u64) {
        self.recurring(std::iter::successors(Some(steps), |edge| edge.checked_add(steps)));
    }

    /// As [`edge_every`](Self::edge_every), where each phase is `factor` times as long as the one before.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, Some(100));
    /// story.edge_every_longer(10, 2);
    /// assert_eq!(story.edges(), [10, 30, 70]);
    /// ```
    pub fn edge_every_longer(&mut self, steps: u64, factor: u64) {
        let longer = |&(edge, length): &(u64, u64)| {
            let length = length.checked_mul(factor)?;
            Some((edge.checked_add(length)?, length))
        };
        self.recurring(std::iter::successors(Some((steps, steps)), longer).map(|(edge, _)| edge));
    }

    fn recurring(&mut self, edges: impl Iterator<Item = u64>) {
        let seen: Vec<_> = edges.take_while(|edge| self.reaches(*edge) != Some(false)).take(MOST + 1).collect();
        if seen.len() <= MOST {
            seen.into_iter().for_each(|edge| self.edge(edge));
        }
    }
}
