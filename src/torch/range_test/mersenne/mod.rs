//! The Mersenne Twister that libtorch draws from on the CPU, read from its outputs and run backwards.
//!
//! libtorch can say and set the state of a generator, tch cannot: all it has is `manual_seed`. But 624 consecutive outputs are the
//! whole state, the recurrence can be inverted, and a state that comes from a seed is known when it is met. So from its outputs
//! follow the generator's seed and how much was drawn from it, and with those `manual_seed` and drawing bring it back.

mod backwards;
mod forwards;
mod origin;
mod tempering;

pub(crate) use origin::{Origin, last_pair_with, outputs_after};

/// How many words the state has.
pub(crate) const STATE: usize = 624;

const SHIFT: usize = 397;
const MATRIX: u32 = 0x9908_b0df;
const UPPER: u32 = 0x8000_0000;
const LOWER: u32 = 0x7fff_ffff;

/// The word of a seeded state that follows `word` as number `index`.
fn seeded_after(word: u32, index: u32) -> u32 {
    1_812_433_253u32.wrapping_mul(word ^ (word >> 30)).wrapping_add(index)
}
