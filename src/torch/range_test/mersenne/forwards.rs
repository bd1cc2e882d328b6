use super::tempering::tempered;
use super::{LOWER, MATRIX, SHIFT, STATE, UPPER};

/// The outputs that follow a seed, in order.
pub(crate) struct Forwards {
    state: [u32; STATE],
    next: usize,
}

impl Forwards {
    #[cfg(test)]
    pub(super) fn from_seed(seed: u32) -> Self {
        let mut state = [seed; STATE];
        for index in 1..STATE {
            state[index] = super::seeded_after(state[index - 1], index as u32);
        }
        Self { state, next: 0 }
    }

    /// After these consecutive outputs.
    pub(super) fn after(state: [u32; STATE]) -> Self {
        Self { state, next: 0 }
    }
}

impl Iterator for Forwards {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let at = |offset: usize| self.state[(self.next + offset) % STATE];
        let mixed = (at(0) & UPPER) | (at(1) & LOWER);
        let word = at(SHIFT) ^ (mixed >> 1) ^ if mixed & 1 == 1 { MATRIX } else { 0 };
        self.state[self.next] = word;
        self.next = (self.next + 1) % STATE;
        Some(tempered(word))
    }
}
