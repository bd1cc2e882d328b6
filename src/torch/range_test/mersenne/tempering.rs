//! What makes an output of a word of the state, and back.

pub(super) fn tempered(word: u32) -> u32 {
    let word = word ^ (word >> 11);
    let word = word ^ ((word << 7) & 0x9d2c_5680);
    let word = word ^ ((word << 15) & 0xefc6_0000);
    word ^ (word >> 18)
}

pub(super) fn untempered(output: u32) -> u32 {
    let word = output ^ (output >> 18);
    let word = word ^ ((word << 15) & 0xefc6_0000);
    // Each round makes seven more bits right, from the lowest on.
    let word = (0..4).fold(word, |known, _| word ^ ((known << 7) & 0x9d2c_5680));
    // And here eleven more, from the highest on.
    (0..2).fold(word, |known, _| word ^ (known >> 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untempering_undoes_tempering() {
        for word in (0..200_000u32).map(|index| index.wrapping_mul(2_654_435_761)).chain([0, 1, u32::MAX, 1 << 31]) {
            assert_eq!(untempered(tempered(word)), word);
        }
    }
}
