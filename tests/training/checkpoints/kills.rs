//! A process that trains and saves checkpoints without end is killed at a random moment, again and again.

use crate::common::generator::Generator;
use crate::common::killed::{SAVED, Writer, kills};
use crate::common::scratch::{Scratch, names_in};
use std::path::Path;
use std::process::Command;
use std::{env, fs};
use tch::nn::{self, Init, VarStore};
use tch::{Device, Kind};
use tch_lr_scheduler::{Checkpoints, Constant, Plan, Result, ScheduledOptimizer};

const KEPT: usize = 2;
const TEST: &str = "checkpoints::kills::a_killed_process_leaves_complete_checkpoints_and_loses_no_saved_one";
const WRITES_TO: &str = "CHECKPOINTS_THAT_THE_KILLED_PROCESS_WRITES";
const WEIGHTS: i64 = 40_000;

/// A run whose weights all equal minus the number of steps.
fn run() -> Result<(VarStore, ScheduledOptimizer)> {
    let vs = VarStore::new(Device::Cpu);
    let _ = vs.root().var("w", &[WEIGHTS], Init::Const(0.0));
    let opt = Plan::lr(1.0, Constant).build(&vs, nn::Sgd::default())?;
    Ok((vs, opt))
}

fn checkpoints(folder: &Path) -> Result<Checkpoints> {
    Checkpoints::new(folder).keep_last(KEPT)
}

fn write_without_end(folder: &Path) -> Result<()> {
    let (mut vs, mut opt) = run()?;
    // Waits for the test's line, so that the process is killed only after it has started.
    std::io::stdin().lines().next();
    let checkpoints = checkpoints(folder)?;
    checkpoints.load_latest(&mut vs, &mut opt)?;
    loop {
        opt.backward_step(&vs.variables()["w"].sum(Kind::Float));
        opt.advance()?;
        checkpoints.save(&vs, &opt)?;
        println!("{SAVED}{}", opt.state().step);
    }
}

#[test]
fn a_killed_process_leaves_complete_checkpoints_and_loses_no_saved_one() -> Result<()> {
    if let Some(folder) = env::var_os(WRITES_TO) {
        return write_without_end(Path::new(&folder));
    }
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    let mut random = Generator::new(1);
    let (mut announced, mut midway) = (0, 0);
    // The next process loads libtorch while this one is tested.
    let mut next = Writer::start(TEST, WRITES_TO, &folder);
    let rounds = kills(70);
    for round in 0..rounds {
        let writer = std::mem::replace(&mut next, Writer::start(TEST, WRITES_TO, &folder));
        announced = announced.max(writer.killed(&mut random, 3, 20_000));
        let Some(latest) = checkpoints(&folder)?.latest()? else {
            assert_eq!(announced, 0, "round {round}: nothing is left");
            continue;
        };
        let paths = checkpoints(&folder)?.paths()?;
        midway += u64::from(names_in(&folder).len() > paths.len());
        assert!(paths.len() <= KEPT + 1, "round {round}: {paths:?}");
        let (mut vs, mut opt) = run()?;
        latest.load(&mut vs, &mut opt)?;
        let step = opt.state().step;
        assert!((announced..=announced + 1).contains(&step), "round {round}: {announced} was saved, found {step}");
        let weights = &vs.variables()["w"];
        let of_step = weights.eq(-(step as f64)).all();
        assert!(bool::try_from(of_step).expect("it is one number"), "round {round}: weights of another step than {step}");
        announced = step;
    }
    next.killed(&mut random, 3, 20_000);
    assert!(midway > 0, "of {rounds} kills none came while a checkpoint was written");
    println!("{rounds} processes killed, {midway} while they wrote; {announced} checkpoints saved, none lost");

    let (mut vs, mut opt) = run()?;
    checkpoints(&folder)?.load_latest(&mut vs, &mut opt)?;
    opt.advance()?;
    checkpoints(&folder)?.save(&vs, &opt)?;
    assert_eq!(names_in(&folder).len(), KEPT, "what killed processes had left: {:?}", names_in(&folder));
    Ok(())
}

/// A file size limit stops the write midway, as a full disk does.
#[test]
#[cfg(unix)]
fn the_earlier_checkpoints_stay_if_a_write_stops_midway() -> Result<()> {
    const TEST: &str = "checkpoints::kills::the_earlier_checkpoints_stay_if_a_write_stops_midway";
    const TELLS: &str = "CHECKPOINTS_OF_A_PROCESS_SHORT_OF_SPACE";
    let (mut vs, mut opt) = run()?;
    if let Some(folder) = env::var_os(TELLS) {
        checkpoints(Path::new(&folder))?.load_latest(&mut vs, &mut opt)?;
        opt.advance()?;
        let result = checkpoints(Path::new(&folder))?.save(&vs, &opt);
        println!("{}", result.map_or_else(|error| format!("refused: {error}"), |path| path.display().to_string()));
        return Ok(());
    }
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    let path = checkpoints(&folder)?.save(&vs, &opt)?;
    // A block is 512 or 1024 bytes, so the limit is below the size of the weights.
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\""])
        .arg(env::current_exe().expect("a test knows its program"));
    let output = command.args([TEST, "--exact", "--nocapture"]).env(TELLS, &folder).output().expect("sh is there");
    let said = String::from_utf8_lossy(&output.stdout);
    let refusal = said.lines().find(|line| line.starts_with("refused: cannot write ")).unwrap_or_else(|| panic!("{said}"));
    assert!(refusal.contains("model.safetensors: ") && refusal.contains("File too large"), "{refusal}");
    assert_eq!(fs::read_dir(&folder).expect("the folder is there").count(), 1);
    assert_eq!(checkpoints(&folder)?.paths()?, [path]);
    checkpoints(&folder)?.load_latest(&mut vs, &mut opt)?;
    Ok(())
}
