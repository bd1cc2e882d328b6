//! The example `digits` and examples/python/digits.py for 200 steps. All rates, momenta and losses are equal to the bit.

use super::logs::{Logs, run_in_python};
use crate::alone::alone;
use crate::common::python_packages::python_with;
use crate::common::scratch::Scratch;
use clap::Parser;
use tch_lr_scheduler::observe::History;

#[allow(dead_code, reason = "the main function is that of the example")]
#[path = "../../../examples/digits/main.rs"]
mod example;

const SCRIPT: &str = "examples/python/digits.py";
/// 10 epochs of 20 batches.
const STEPS: usize = 200;
const SHARED: [&str; 6] = ["--threads", "1", "--seed", "3", "--epochs", "10"];

/// A path in the folder of the test, as an argument.
fn path(scratch: &Scratch, name: &str) -> String {
    scratch.path(name).display().to_string()
}

/// Runs the example in this process. It writes `rust.csv`, `initial.safetensors` and its checkpoints.
fn train(scratch: &Scratch, arguments: &[&str]) -> anyhow::Result<()> {
    let [folder, weights, log] = ["checkpoints", "initial.safetensors", "rust.csv"].map(|name| path(scratch, name));
    let own = ["digits", "--device", "cpu", "--folder", &folder, "--save-weights", &weights, "--log", &log];
    example::run(&example::args::Args::try_parse_from([&own[..], &SHARED, arguments].concat())?)
}

/// The logs of both programs with these arguments; `None` if there is no Python torch.
fn train_both(test: &str, arguments: &[&str]) -> anyhow::Result<Option<Logs>> {
    if python_with(&["safetensors"], "the example digits was not compared with its twin").is_none() {
        return Ok(None);
    }
    let scratch = Scratch::new();
    train(&scratch, &[&["--patience", "1000"], arguments].concat())?;
    let [weights, log] = ["initial.safetensors", "python.csv"].map(|name| path(&scratch, name));
    let own = ["--weights", &weights, "--log", &log];
    let answer = run_in_python(test, SCRIPT, &[&own[..], &SHARED, arguments].concat());
    answer.map(|()| Logs::read(&scratch.path("rust.csv"), &scratch.path("python.csv"))).transpose()
}

#[test]
fn one_cycle_gives_the_losses_of_python_to_the_bit() -> anyhow::Result<()> {
    alone("twins::digits::one_cycle_gives_the_losses_of_python_to_the_bit", || {
        let Some(logs) = train_both("one_cycle_gives_the_losses_of_python_to_the_bit", &[])? else { return Ok(()) };
        for column in ["lr[0]", "lr[1]", "momentum[0]", "momentum[1]", "loss"] {
            logs.assert_same_bits(column, STEPS);
        }
        let losses = logs.rust.points("loss");
        assert!(losses[STEPS - 1].1 < 0.1 * losses[0].1, "nothing was learnt: {losses:?}");
        logs.draw("loss", "The loss of the example digits and of its twin in Python", "digits.svg")
    })
}

#[test]
fn a_plateau_gives_the_losses_of_python_to_the_bit() -> anyhow::Result<()> {
    alone("twins::digits::a_plateau_gives_the_losses_of_python_to_the_bit", || {
        let arguments = ["--plateau", "--lr", "0.3"];
        let Some(logs) = train_both("a_plateau_gives_the_losses_of_python_to_the_bit", &arguments)? else { return Ok(()) };
        for column in ["lr[0]", "lr[1]", "loss"] {
            logs.assert_same_bits(column, STEPS);
        }
        let rates = logs.rust.points("lr[0]");
        assert!(rates[STEPS - 1].1 < rates[0].1, "the rule reduced no rate");
        Ok(())
    })
}

/// A run that early stopping ended is resumed with more patience.
#[test]
fn a_resumed_run_of_digits_has_the_losses_of_an_uninterrupted_one() -> anyhow::Result<()> {
    alone("twins::digits::a_resumed_run_of_digits_has_the_losses_of_an_uninterrupted_one", || {
        let (whole, stopped) = (Scratch::new(), Scratch::new());
        train(&whole, &["--patience", "1000"])?;
        train(&stopped, &["--patience", "1"])?;
        let losses = |scratch: &Scratch| Ok::<_, anyhow::Error>(History::read(scratch.path("rust.csv"))?.points("loss").to_vec());
        let stopped_at = losses(&stopped)?.len();
        assert!((20..STEPS).contains(&stopped_at), "{stopped_at}");
        train(&stopped, &["--patience", "1000", "--resume"])?;
        assert_eq!(losses(&stopped)?, losses(&whole)?, "stopped at step {stopped_at}");
        assert_eq!(losses(&whole)?.len(), STEPS);
        Ok(())
    })
}
