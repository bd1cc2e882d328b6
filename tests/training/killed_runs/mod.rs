//! Whole runs that are killed with SIGKILL at random moments, and resumed until they are complete. Their last checkpoint must have
//! the bytes of that of a run that was never interrupted: weights, averaged weights, optimizer state, schedule, random generators,
//! and the position in the data.
//!
//! The number of kills of each optimizer is 2. Set `TCH_LR_KILLS` for more.

mod process;
mod run;

use crate::common::generator::Generator;
use crate::common::killed::kills;
use crate::common::scratch::Scratch;
use process::Life;
use std::path::Path;
use std::{env, fs};
use tch::nn::{self, OptimizerConfig};
use tch_lr_scheduler::{Checkpoint, CheckpointFile, Checkpoints, Result};

/// The environment variable of a process that trains: its folder.
const FOLDER: &str = "FOLDER_OF_THE_RUN_THAT_IS_KILLED";

/// A killed process has saved at most this often.
const MOST_SAVES: u64 = 3;
/// The longest wait after the last save that was asked for, in microseconds. It is longer than training and saving take.
const LONGEST_WAIT: u64 = 40_000;

/// Kills the run of one optimizer again and again, and compares its end with that of an uninterrupted run.
fn assert_survives(test: &str, config: impl OptimizerConfig + Copy + 'static) -> Result<()> {
    let kills = kills(2);
    // Every killed process saves at most `MOST_SAVES` times, so the run is long enough for all kills.
    let saves = MOST_SAVES * kills + 1;
    if let Some(folder) = env::var_os(FOLDER) {
        return process::train(Path::new(&folder), saves, config);
    }
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    let test = format!("killed_runs::{test}");
    let mut random = Generator::new(test.len() as u64);
    let (mut killed, mut after_save) = (0, 0);
    while killed < kills {
        let mut life = Life::start(&test, &folder);
        let wanted = random.whole(0, MOST_SAVES - 1);
        (0..wanted).for_each(|_| life.train_and_save());
        after_save += u64::from(life.killed_within(random.whole(0, LONGEST_WAIT)));
        killed += 1;
    }
    Life::start(&test, &folder).complete();
    let never_killed = scratch.path("never killed");
    Life::start(&test, &never_killed).complete();
    assert_same_bytes(&latest(&folder)?, &latest(&never_killed)?);
    println!("{test}: {killed} kills, {after_save} of them after one more save; {saves} saves, all bytes equal");
    Ok(())
}

fn latest(folder: &Path) -> Result<Checkpoint> {
    Ok(Checkpoints::new(folder).latest()?.expect("the run has saved checkpoints"))
}

/// Asserts that two checkpoints have the same files with the same bytes.
fn assert_same_bytes(resumed: &Checkpoint, uninterrupted: &Checkpoint) {
    assert_eq!(resumed.step(), uninterrupted.step());
    let (files, others) = (resumed.files(), uninterrupted.files());
    // Weights, optimizer state, schedule, averaged weights, position and random generators.
    assert_eq!((files.len(), others.len()), (6, 6));
    for (file, other) in files.iter().zip(&others) {
        let read = |file: &CheckpointFile| fs::read(&file.path).expect("the file was saved");
        assert!(file.content == other.content && read(file) == read(other), "{}: {}", file.path.display(), file.content);
    }
}

/// Two tests of each optimizer would not find more: the variants are those whose states have other tensors.
macro_rules! survives {
    ($($name:ident: $config:expr;)*) => {$(
        #[test]
        fn $name() -> Result<()> {
            assert_survives(stringify!($name), $config)
        }
    )*};
}

survives! {
    sgd: nn::Sgd { wd: 1e-3, ..Default::default() };
    sgd_with_momentum: nn::Sgd { momentum: 0.9, dampening: 0.1, wd: 1e-3, nesterov: false };
    sgd_with_nesterov: nn::Sgd { momentum: 0.9, dampening: 0.0, wd: 1e-3, nesterov: true };
    adam: nn::Adam { wd: 1e-3, ..Default::default() };
    adam_with_amsgrad: nn::Adam { amsgrad: true, ..Default::default() };
    adamw: nn::AdamW::default();
    adamw_with_amsgrad: nn::AdamW { amsgrad: true, ..Default::default() };
    rmsprop: nn::RmsProp { wd: 1e-3, ..Default::default() };
    rmsprop_with_momentum: nn::RmsProp { momentum: 0.5, ..Default::default() };
    rmsprop_centered: nn::RmsProp { centered: true, ..Default::default() };
    rmsprop_centered_with_momentum: nn::RmsProp { centered: true, momentum: 0.5, ..Default::default() };
}
