//! The example `digits` and examples/python/digits.py for 200 steps. All rates, momenta and losses are equal to the bit.

use super::logs::{Logs, run_in_python};
use crate::common::python_packages::python_with;
use crate::common::scratch::Scratch;
use clap::Parser;

#[allow(dead_code, reason = "the main function is that of the example")]
#[path = "../../../examples/digits/main.rs"]
mod digits;

const SCRIPT: &str = "examples/python/digits.py";
const STEPS: usize = 200;
/// An epoch has 20 batches of 60 images.
const LENGTH: [&str; 2] = ["--epochs", "10"];

/// The logs of both programs with these arguments; `None` if there is no Python torch.
fn train(test: &str, arguments: &[&str]) -> anyhow::Result<Option<Logs>> {
    if python_with("safetensors", "the example digits was not compared with its twin").is_none() {
        return Ok(None);
    }
    let scratch = Scratch::new();
    let [weights, rust, python, folder] =
        ["initial.safetensors", "rust.csv", "python.csv", "checkpoints"].map(|name| scratch.path(name));
    let text = |path: &std::path::Path| path.display().to_string();
    let (weights, python_log, rust_log, folder) = (text(&weights), text(&python), text(&rust), text(&folder));
    let shared = [&["--threads", "1", "--seed", "3"], &LENGTH, arguments].concat();
    let only_rust =
        ["digits", "--device", "cpu", "--patience", "1000", "--folder", &folder, "--save-weights", &weights, "--log", &rust_log];
    digits::run(&digits::args::Args::try_parse_from(only_rust.iter().chain(&shared))?)?;
    let only_python = ["--weights", &weights, "--log", &python_log];
    let answer = run_in_python(test, SCRIPT, &[&only_python, &shared[..]].concat());
    answer.map(|()| Logs::read(&rust, &python)).transpose()
}

#[test]
fn one_cycle_gives_the_losses_of_python_to_the_bit() -> anyhow::Result<()> {
    let Some(logs) = train("one_cycle_gives_the_losses_of_python_to_the_bit", &[])? else { return Ok(()) };
    for column in ["lr[0]", "lr[1]", "momentum[0]", "momentum[1]", "loss"] {
        logs.assert_same_bits(column, STEPS);
    }
    let losses = logs.rust.points("loss");
    assert!(losses[STEPS - 1].1 < 0.1 * losses[0].1, "nothing was learnt: {losses:?}");
    logs.draw("loss", "The loss of the example digits and of its twin in Python", "digits.svg")
}

#[test]
fn a_plateau_gives_the_losses_of_python_to_the_bit() -> anyhow::Result<()> {
    let arguments = ["--plateau", "--lr", "0.3"];
    let Some(logs) = train("a_plateau_gives_the_losses_of_python_to_the_bit", &arguments)? else { return Ok(()) };
    for column in ["lr[0]", "lr[1]", "loss"] {
        logs.assert_same_bits(column, STEPS);
    }
    let rates = logs.rust.points("lr[0]");
    assert!(rates[STEPS - 1].1 < rates[0].1, "the rule reduced no rate");
    Ok(())
}
