use super::STATE;
use super::backwards::Backwards;
use super::forwards::Forwards;
use super::tempering::{tempered, untempered};

/// Where a generator stands: its seed, and how many words were drawn since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) seed: u32,
    pub(crate) drawn: u64,
}

impl Origin {
    /// Where the generator stood before it gave these outputs, if it was seeded no more than `limit` words ago.
    pub(crate) fn before(outputs: &[u32; STATE], limit: u64) -> Option<Self> {
        let mut window = Backwards::from(outputs.map(untempered));
        // The first output after seeding is no word of the seeded state: it is the one after them.
        let drawn_since = |back: u64| back.checked_sub(STATE as u64);
        for back in 1..=limit.saturating_add(STATE as u64) {
            window.back();
            if let (Some(drawn), Some(seed)) = (drawn_since(back), window.seed()) {
                return Some(Self { seed, drawn });
            }
        }
        None
    }
}

/// What the generator gives after these outputs.
pub(crate) fn outputs_after(outputs: &[u32; STATE]) -> Forwards {
    Forwards::after(outputs.map(untempered))
}

/// How many of the `drawn` words before these outputs were drawn when last `holds` was true of the next four words.
pub(crate) fn last_pair_with(outputs: &[u32; STATE], drawn: u64, holds: impl Fn(u64, u64) -> bool) -> Option<u64> {
    let mut window = Backwards::from(outputs.map(untempered));
    let mut next = [0; 4];
    (0..drawn).rev().find(|before| {
        next = [tempered(window.back()), next[0], next[1], next[2]];
        let [first, second, third, fourth] = next.map(u64::from);
        drawn - before >= 4 && holds((first << 32) | second, (third << 32) | fourth)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs(generator: &mut Forwards) -> [u32; STATE] {
        std::array::from_fn(|_| generator.next().unwrap_or_default())
    }

    /// As C++ has it: the 10,000th output of std::mt19937 seeded with 5489.
    #[test]
    fn the_generator_is_the_standards() {
        assert_eq!(Forwards::from_seed(5489).nth(9_999), Some(4_123_659_995));
    }

    #[test]
    fn seed_and_draws_follow_from_the_outputs() {
        for seed in [0, 1, 42, 5489, 0x8000_0000, u32::MAX, 2_718_281_828] {
            for drawn in [0, 1, 2, 623, 624, 625, 10_007] {
                let mut generator = Forwards::from_seed(seed);
                generator.by_ref().take(drawn as usize).for_each(drop);
                let origin = Origin::before(&outputs(&mut generator), 1 << 20);
                assert_eq!(origin, Some(Origin { seed, drawn }));
            }
        }
    }

    #[test]
    fn a_seed_beyond_the_limit_is_not_found() {
        let mut generator = Forwards::from_seed(7);
        generator.by_ref().take(1_000).for_each(drop);
        let outputs = outputs(&mut generator);
        assert_eq!(Origin::before(&outputs, 999), None);
        assert_eq!(Origin::before(&outputs, 1_000), Some(Origin { seed: 7, drawn: 1_000 }));
    }

    #[test]
    fn outputs_that_no_seed_gives_have_no_origin() {
        let outputs = std::array::from_fn(|index| index as u32);
        assert_eq!(Origin::before(&outputs, 100_000), None);
    }

    #[test]
    fn outputs_go_on_where_they_ended() {
        let mut generator = Forwards::from_seed(3);
        generator.by_ref().take(100).for_each(drop);
        let outputs = outputs(&mut generator);
        assert!(outputs_after(&outputs).take(2_000).eq(generator.take(2_000)));
    }

    #[test]
    fn a_pair_that_was_drawn_is_found_where_it_was_drawn() {
        let words: Vec<u64> = Forwards::from_seed(11).take(3_000).map(u64::from).collect();
        let mut generator = Forwards::from_seed(11);
        generator.by_ref().take(3_000).for_each(drop);
        let outputs = outputs(&mut generator);
        for before in [0, 1, 700, 2_996] {
            let at = before as usize;
            let pair = ((words[at] << 32) | words[at + 1], (words[at + 2] << 32) | words[at + 3]);
            assert_eq!(last_pair_with(&outputs, 3_000, |first, second| (first, second) == pair), Some(before));
        }
        assert_eq!(last_pair_with(&outputs, 3_000, |first, _| first == 1), None);
    }
}
