//! The first numbers of the random generator of libtorch's CPU, for one seed.

const WORDS: usize = 624;
const SHIFT: usize = 397;

/// The Mersenne twister MT19937 of Matsumoto and Nishimura (1998), as libtorch seeds it: with the low 32 bits of the seed.
pub(super) struct Mt19937 {
    state: [u32; WORDS],
    next: usize,
}

impl Mt19937 {
    pub(super) fn new(seed: u64) -> Self {
        let mut state = [seed as u32; WORDS];
        for index in 1..WORDS {
            let before = state[index - 1];
            state[index] = 1_812_433_253_u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(index as u32);
        }
        Self { state, next: 0 }
    }

    /// The next 32 bits. Each call computes one word of the new state, because few words are used.
    pub(super) fn bits(&mut self) -> u32 {
        let index = self.next;
        self.next = (index + 1) % WORDS;
        let mixed = (self.state[index] & 0x8000_0000) | (self.state[self.next] & 0x7fff_ffff);
        let twist = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
        let word = self.state[(index + SHIFT) % WORDS] ^ (mixed >> 1) ^ twist;
        self.state[index] = word;
        let word = word ^ (word >> 11);
        let word = word ^ ((word << 7) & 0x9d2c_5680);
        let word = word ^ ((word << 15) & 0xefc6_0000);
        word ^ (word >> 18)
    }

    /// The next 64 bits: the first 32 are the high ones.
    pub(super) fn long_bits(&mut self) -> u64 {
        let high = u64::from(self.bits());
        (high << 32) | u64::from(self.bits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 10,000th number of the default seed is given in the standard of C++, for `std::mt19937`.
    #[test]
    fn the_ten_thousandth_number_is_that_of_the_standard() {
        let mut generator = Mt19937::new(5489);
        let last = (0..10_000).map(|_| generator.bits()).last();
        assert_eq!(last, Some(4_123_659_995));
    }
}
