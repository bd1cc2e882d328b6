use super::{LOWER, MATRIX, SHIFT, STATE, UPPER, seeded_after};

/// A window of the generator's sequence of words that moves towards its beginning.
pub(super) struct Backwards {
    words: [u32; STATE],
    first: usize,
}

impl Backwards {
    pub(super) fn from(words: [u32; STATE]) -> Self {
        Self { words, first: 0 }
    }

    pub(super) fn at(&self, offset: usize) -> u32 {
        let index = self.first + offset;
        self.words[if index < STATE { index } else { index - STATE }]
    }

    /// Moves one word towards the beginning and returns that word. Below the beginning there are words all the same, but they
    /// mean nothing.
    pub(super) fn back(&mut self) -> u32 {
        let upper = unmixed(self.at(STATE - 1) ^ self.at(SHIFT - 1)) & UPPER;
        let lower = unmixed(self.at(STATE - 2) ^ self.at(SHIFT - 2)) & LOWER;
        self.first = if self.first == 0 { STATE - 1 } else { self.first - 1 };
        self.words[self.first] = upper | lower;
        upper | lower
    }

    /// The seed, where this window is what a seed was spread over. Of its first word the outputs depend on one bit only; the
    /// second gives all of it.
    pub(super) fn seed(&self) -> Option<u32> {
        let follows = |index: usize| self.at(index) == seeded_after(self.at(index - 1), index as u32);
        if !(2..STATE).rev().all(follows) {
            return None;
        }
        let mixed = self.at(1).wrapping_sub(1).wrapping_mul(INVERSE);
        let seed = mixed ^ (mixed >> 30);
        (seed & UPPER == self.at(0) & UPPER).then_some(seed)
    }
}

/// Of 1 812 433 253, modulo 2^32.
const INVERSE: u32 = 2_520_285_293;

/// The two words that were mixed: the upper bit of one and the lower bits of the next.
fn unmixed(twisted: u32) -> u32 {
    let odd = twisted >> 31;
    ((twisted ^ if odd == 1 { MATRIX } else { 0 }) << 1) | odd
}

#[cfg(test)]
mod tests {
    use super::INVERSE;

    #[test]
    fn the_inverse_is_one() {
        assert_eq!(INVERSE.wrapping_mul(1_812_433_253), 1);
    }
}
