use super::mersenne::{Origin, STATE, last_pair_with, outputs_after};
use crate::{Error, Result};
use std::f64::consts::TAU;
use tch::{Device, Kind, Tensor};

/// How far back a seed is looked for, in words: some minutes.
const LIMIT: u64 = 1 << 33;

const WORDS_OF_TWO_NORMALS: u64 = 4;
const OTHER_NORMAL: &str = "a kept normal number that none of its draws made";

/// Where libtorch's generator of the CPU stands, to the bit.
///
/// tch can only seed it, so the state is worked out from what it gives, and brought back by seeding and drawing as much.
#[derive(Debug)]
pub(super) struct CpuGenerator {
    origin: Origin,
    /// Normal numbers that are drawn singly come in twos, and the second is kept for the next time.
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    /// How many words had been drawn when it came about.
    drawn: u64,
}

impl CpuGenerator {
    /// Reads the state, and leaves the generator as it was.
    pub(super) fn read() -> Result<Self> {
        let outputs = words()?;
        let origin = Origin::before(&outputs, LIMIT).ok_or_else(|| lost("a state that no seed within 2^33 draws leads to"))?;
        let normal = normal()?;
        // Had there been none kept, it would have drawn words for two.
        let follows: Vec<u32> = outputs_after(&outputs).take(2).collect();
        let kept = match words()?.starts_with(&follows) {
            true => Some(Kept { drawn: drawn_for(normal, &outputs, origin.drawn)? }),
            false => None,
        };
        let generator = Self { origin, kept };
        generator.put_back()?;
        if generator.kept.is_some() {
            check_kept(normal)?;
            generator.put_back()?;
        }
        Ok(generator)
    }

    /// Brings the state back. Generators of other devices are seeded as this one was.
    pub(super) fn put_back(&self) -> Result<()> {
        tch::manual_seed(self.origin.seed.into());
        let Some(Kept { drawn }) = self.kept else {
            return draw(self.origin.drawn);
        };
        draw(drawn)?;
        normal()?;
        draw(self.origin.drawn - drawn - WORDS_OF_TWO_NORMALS)
    }
}

/// One normal number: the kept one where there is one, else the first of two new ones.
fn normal() -> Result<f64> {
    let drawn = Tensor::f_randn([1], (Kind::Double, Device::Cpu)).map_err(torch)?;
    f64::try_from(drawn).map_err(torch)
}

/// That the number that is kept now is this one. It is gone then.
fn check_kept(expected: f64) -> Result<()> {
    let same = normal()?.to_bits() == expected.to_bits();
    if same { Ok(()) } else { Err(lost(OTHER_NORMAL)) }
}

fn words() -> Result<[u32; STATE]> {
    let pairs = Vec::<i64>::try_from(random64(STATE as u64 / 2)?).map_err(torch)?;
    let words: Vec<u32> = pairs.iter().flat_map(|&pair| [(pair as u64 >> 32) as u32, pair as u32]).collect();
    words.try_into().map_err(|_| lost("too few words"))
}

fn random64(pairs: u64) -> Result<Tensor> {
    let mut words = Tensor::f_empty([pairs as i64], (Kind::Int64, Device::Cpu)).map_err(torch)?;
    // From the smallest number on, and to the largest: all 64 bits.
    words.f_random_from_(i64::MIN, None).map_err(torch)
}

/// Draws so many words, for nothing.
fn draw(words: u64) -> Result<()> {
    const AT_ONCE: u64 = 1 << 16;
    let mut pairs = words / 2;
    while pairs > 0 {
        let _unused = random64(pairs.min(AT_ONCE))?;
        pairs = pairs.saturating_sub(AT_ONCE);
    }
    if words % 2 == 1 {
        let _unused = Tensor::f_empty([1], (Kind::Int, Device::Cpu)).and_then(|mut word| word.f_random_()).map_err(torch)?;
    }
    Ok(())
}

/// How many words had been drawn when this normal number was made and kept.
fn drawn_for(normal: f64, outputs: &[u32; STATE], drawn: u64) -> Result<u64> {
    let uniform = |pair: u64| (pair & ((1 << 53) - 1)) as f64 / (1u64 << 53) as f64;
    let near = |made: f64| (made - normal).abs() <= 1e-14 * normal.abs();
    let makes = |first, second| near((-2.0 * (-uniform(second)).ln_1p()).sqrt() * (TAU * uniform(first)).sin());
    last_pair_with(outputs, drawn, makes).ok_or_else(|| lost(OTHER_NORMAL))
}

fn lost(found: &str) -> Error {
    Error::Generator { found: found.into() }
}

fn torch(error: tch::TchError) -> Error {
    Error::Torch(error.to_string())
}
