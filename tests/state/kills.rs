//! A process that saves states in an endless loop and is killed at random moments.

use crate::common::generator::Generator;
use crate::common::killed::{SAVED, Writer, kills};
use crate::common::scratch::Scratch;
use std::path::Path;
use std::process::Command;
use std::{env, fs};
use tch_lr_scheduler::{CosineAnnealingLr, DryRun, ExponentialLr, Plan, Result, Scheduler, State};

const TEST: &str = "kills::a_killed_process_leaves_a_complete_state_and_loses_no_saved_one";
const WRITES_TO: &str = "STATE_THAT_THE_KILLED_PROCESS_WRITES_TO";

/// Large enough that a file is not written by one call.
const GROUPS: usize = 300;

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.1, ExponentialLr::new(0.999)?).lr_group(1, 0.2, CosineAnnealingLr::new(700)?))
}

fn started() -> Result<Scheduler> {
    Scheduler::start(&plan()?, GROUPS, &mut DryRun)
}

/// The loop of the killed process: it resumes from the file and prints the step after each save.
fn write_without_end(path: &Path) -> Result<()> {
    let mut scheduler = started()?;
    if path.exists() {
        scheduler.load(State::open(path)?, &mut DryRun)?;
    }
    loop {
        scheduler.step(&mut DryRun)?.save(path)?;
        println!("{SAVED}{}", scheduler.state().step);
    }
}

/// Starts a writer, kills it, and returns the last step that it reported as saved. It may be killed before its first save.
fn killed(path: &Path, random: &mut Generator) -> u64 {
    Writer::start(TEST, WRITES_TO, path).killed(random, 5, 4_000)
}

#[test]
fn a_killed_process_leaves_a_complete_state_and_loses_no_saved_one() -> Result<()> {
    if let Some(path) = env::var_os(WRITES_TO) {
        return write_without_end(Path::new(&path));
    }
    let scratch = Scratch::new();
    let path = scratch.path("state.json");
    let mut random = Generator::new(1);
    let (mut announced, mut midway) = (0, 0);
    let rounds = kills(100);
    for round in 0..rounds {
        announced = announced.max(killed(&path, &mut random));
        midway += u64::from(scratch.names().len() > 1);
        if !path.exists() {
            assert_eq!(announced, 0, "round {round}: nothing is left");
            continue;
        }
        let state = State::open(&path)?;
        let expected = announced..=announced + 1;
        assert!(expected.contains(&state.step), "round {round}: {announced} was saved, found {}", state.step);
        let mut scheduler = started()?;
        scheduler.load(state, &mut DryRun)?;
        announced = scheduler.state().step;
    }
    assert!(midway > 0, "of {rounds} kills none came while a file was written");
    println!("{rounds} processes killed, {midway} while they wrote; {announced} states saved, none lost");

    State::open(&path)?.save(&path)?;
    assert_eq!(scratch.names(), ["state.json"], "what killed processes had left");
    Ok(())
}

#[test]
#[cfg(target_os = "linux")]
fn temporary_files_of_a_living_process_stay() -> Result<()> {
    let scratch = Scratch::new();
    let path = scratch.path("state.json");
    let field = |status: String| status.rsplit_once(')').and_then(|(_, rest)| Some(rest.split_whitespace().nth(19)?.to_owned()));
    let began = |pid: u32| fs::read_to_string(format!("/proc/{pid}/stat")).ok().and_then(field).unwrap_or_default();
    let machine = machine_in_the_name_of_a_leftover(&scratch);
    let state = started()?.state().clone();
    let mut living = Command::new("sleep").arg("600").spawn().expect("sleep is there");
    let name = |pid: u32, began: &str| format!("state.json.{machine}-{pid}-{began}-0.tmp");
    let of_living = name(living.id(), &began(living.id()));
    let of_another_before_it = name(living.id(), "1");
    for beside in [&of_living, &of_another_before_it] {
        fs::write(scratch.path(beside), "half a st").expect("the folder can be written to");
    }
    let saved = state.save(&path);
    let left = scratch.names();
    living.kill().expect("the process can be killed");
    living.wait().expect("the process ends");
    saved?;
    assert_eq!(left, ["state.json", &of_living]);
    state.save(&path)?;
    assert_eq!(scratch.names(), ["state.json"]);
    Ok(())
}

/// Kills writers until one leaves something.
#[cfg(target_os = "linux")]
fn machine_in_the_name_of_a_leftover(scratch: &Scratch) -> String {
    let mut random = Generator::new(2);
    let rounds = kills(100);
    for _ in 0..rounds {
        killed(&scratch.path("other.json"), &mut random);
        let left = scratch.names().into_iter().find(|name| name.ends_with(".tmp"));
        for name in scratch.names() {
            fs::remove_file(scratch.path(&name)).expect("the folder can be written to");
        }
        if let Some(writer) = left.as_deref().and_then(|name| name.strip_prefix("other.json.")) {
            return writer.split('-').next().unwrap_or_default().to_owned();
        }
    }
    panic!("of {rounds} processes none left anything")
}
