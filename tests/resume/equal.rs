//! Compares an interrupted run with an uninterrupted one.

use crate::alone;
use crate::common::scratch::Scratch;
use crate::program::{Contents, Program};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Checkpoints, LoadOptions, Result};

const STEPS: u64 = 10;

fn start<P: Program>(build: &impl Fn() -> Result<P>, steps: u64) -> Result<P> {
    tch::manual_seed(3);
    let mut program = build()?;
    (0..steps).try_for_each(|_| program.step())?;
    Ok(program)
}

/// The contents, and the numbers that the random generator draws next.
fn end<P: Program>(program: &P) -> Result<Contents> {
    let mut contents = program.contents()?;
    contents.tensors.push(("next random numbers".into(), Tensor::randn([8], (Kind::Float, Device::Cpu))));
    Ok(contents)
}

/// The end of a run that is interrupted after `stop` steps.
fn interrupted<P: Program>(build: &impl Fn() -> Result<P>, stop: u64, options: LoadOptions) -> Result<Contents> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    start(build, stop)?.save(&checkpoints)?;
    // Another process has other random numbers before it loads.
    tch::manual_seed(1000);
    let mut resumed = build()?;
    if stop == STEPS / 2 {
        // The load replaces what an optimizer has already collected.
        resumed.step()?;
    }
    let restored = resumed.load(&checkpoints, options)?;
    assert!(restored.missing.is_empty(), "{restored}");
    (stop..STEPS).try_for_each(|_| resumed.step())?;
    end(&resumed)
}

/// Asserts that a run that is interrupted after any number of steps equals a run without interruption.
pub fn assert_equal<P: Program>(name: &str, build: impl Fn() -> Result<P>) -> Result<()> {
    let _alone = alone();
    let expected = end(&start(&build, STEPS)?)?;
    for stop in [0, 1, STEPS / 2, STEPS] {
        let found = interrupted(&build, stop, LoadOptions::new())?;
        assert_eq!(expected.difference(&found), None, "{name}, stopped at {stop}");
    }
    let found = interrupted(&build, STEPS / 2, LoadOptions::new().without_generators())?;
    assert!(expected.difference(&found).is_some(), "{name}: no random number is in play, so this test cannot fail");
    Ok(())
}

/// Asserts that the state of the optimizer makes a difference.
pub fn assert_needs_optimizer_state<P: Program>(name: &str, build: impl Fn() -> Result<P>) -> Result<()> {
    let _alone = alone();
    let expected = end(&start(&build, STEPS)?)?;
    let found = interrupted(&build, STEPS / 2, LoadOptions::new().without_optimizer_state())?;
    let difference = expected.difference(&found);
    assert!(difference.is_some(), "{name}: equal without the state of the optimizer, so the other test cannot fail");
    Ok(())
}
