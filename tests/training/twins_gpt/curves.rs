//! The example and its Python twin from the same weights, in double precision: the rates of a WSD are equal to the bit, and the
//! losses within a bound. AdamW rounds differently in both languages, and training multiplies the difference.

use super::losses::{of_example, of_python, python_in, table};
use super::small;
use crate::alone::alone;
use crate::common::scratch::Scratch;
use anyhow::{Result, ensure};
use std::path::Path;
use std::{env, fs};

/// The largest difference of two losses, relative to their size, and that of two norms of the gradients, which are less smooth.
const BOUND: f64 = 1e-9;
const NORM_BOUND: f64 = 1e-7;

/// The losses that the picture of the documentation shows.
const CHECKED_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../pictures/gpt_losses.csv");

fn worst(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let difference = |(value, expected): (f64, f64)| if value == expected { 0.0 } else { (value / expected - 1.0).abs() };
    // By `total_cmp`, NaN is the largest difference.
    values.map(difference).max_by(f64::total_cmp).unwrap_or(f64::NAN)
}

/// The largest difference of two rates of a cosine, relative to their size. Torch's `step()` computes each rate of `LinearLR` and
/// `CosineAnnealingLR` from the one before, and its rounding errors add up. `LambdaLR`, for the WSD, computes each rate alone.
const COSINE_BOUND: f64 = 1e-13;

fn compare((shape, rate_bound): (&str, f64)) -> Result<()> {
    let scratch = Scratch::new();
    let (weights, flags) = (scratch.path("weights.safetensors"), small(&["--shape", shape]));
    let example = of_example(&flags, &weights)?;
    ensure!(example[199][1] < 0.7 * example[0][1], "the loss was {}, and is {}", example[0][1], example[199][1]);
    let Some(python) = of_python(&flags, &weights)? else { return Ok(()) };
    ensure!(example.len() == python.len(), "{} and {} steps", example.len(), python.len());
    let of = |value: usize| worst(example.iter().zip(&python).map(|(ours, theirs)| (ours[value], theirs[value])));
    let (rates, losses, norms) = (of(0), of(1), of(2));
    println!("gpt, {shape}: rates within {rates:.1e}, losses within {losses:.1e}, norms of the gradients within {norms:.1e}");
    ensure!(rates <= rate_bound, "{shape}: expected rates within {rate_bound:e}");
    ensure!(losses < BOUND && norms < NORM_BOUND, "{shape}: expected {BOUND:e} and {NORM_BOUND:e}");
    if shape == "wsd" && env::var("UPDATE_LOSSES").is_ok_and(|value| value == "1") {
        fs::write(CHECKED_IN, table(&example, &python)?)?;
    }
    Ok(())
}

#[test]
fn rates_equal_pythons_and_losses_are_within_a_bound() -> Result<()> {
    alone("twins_gpt::curves::rates_equal_pythons_and_losses_are_within_a_bound", || {
        [("wsd", 0.0), ("cosine", COSINE_BOUND)].into_iter().try_for_each(compare)
    })
}

#[test]
fn the_checked_in_losses_of_python_are_those_of_the_example() -> Result<()> {
    alone("twins_gpt::curves::the_checked_in_losses_of_python_are_those_of_the_example", || {
        let example = of_example(&small(&[]), &Scratch::new().path("weights.safetensors"))?;
        let python = python_in(Path::new(CHECKED_IN))?;
        ensure!(example.len() == python.len(), "{} and {} steps", example.len(), python.len());
        let difference = worst(example.iter().map(|step| step[1]).zip(python));
        ensure!(
            difference < BOUND,
            "losses within {difference:.1e}, expected {BOUND:e}; if the network has changed, write the file again with \
            `UPDATE_LOSSES=1 cargo test -p long-tests --test training rates_equal`"
        );
        Ok(())
    })
}
