//! The checksum of a state file, verified by `tests/python/state_checksum.py`, which is written from the documentation of the
//! format.

use crate::common::python_packages::python_with;
use crate::common::scratch::Scratch;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tch_lr_scheduler::*;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../python/state_checksum.py");

/// Whether the checksum of each file holds, as Python finds it; `None` if there is no Python.
fn holds(files: &[PathBuf]) -> Result<Option<Vec<bool>>> {
    let Some(python) = python_with(&["json"], "the checksums of state files were not verified") else { return Ok(None) };
    let output = Command::new(python).args(["-B", SCRIPT]).args(files).output()?;
    let answers = String::from_utf8(output.stdout)?;
    let hold: Vec<_> = answers.lines().map(|line| line.ends_with(": holds")).collect();
    assert_eq!(hold.len(), files.len(), "{answers}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.success(), hold.iter().all(|holds| *holds), "{answers}");
    Ok(Some(hold))
}

/// A schedule that a file cannot describe.
#[derive(Debug)]
struct OnesOwn;

impl Schedule for OnesOwn {
    fn value(&self, base: f64, _time: f64) -> f64 {
        base
    }
}

/// A state with every field, and with every kind of value: the last step is no double, the best metric is infinite, -0.0 has a
/// sign.
fn full_state() -> Result<State> {
    let table = Function::table([(0, 1.0), ((1 << 53) + 1, -0.5)])?;
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(90)?.eta_min(-0.0)?.warmup(5)?)
        .lr_group(1, 0.02, LambdaLr::of(table))
        .lr_factor(1, 5e-324)
        .momentum(0.9, OnesOwn)
        .weight_decay_at_lr(0.01, f64::MAX)
        .scalar("größe \"温度\"\n", 1.0 / 3.0, CyclicLr::new(0.5, 0.7)?)
        .scalar("Z", 2.0, MultiStepLr::new([(1 << 63) + 1, u64::MAX], 2.0)?)
        .scalar("a", 1e300, LambdaLr::new(|_| 1.0))
        .expect_groups(2)
        .total_steps(u64::MAX)
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new().mode(Mode::Max).during(..=u64::MAX - 2).verbose(true));
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    scheduler.cool_down(Cooldown::to_factor(0.1, (1 << 60) + 1)?.shape(Shape::cosine())?, &mut DryRun)?;
    scheduler.seek((1 << 53) + 1, &mut DryRun)?;
    Ok(scheduler.state().clone())
}

#[test]
fn python_computes_the_checksum_of_a_state_with_every_field() -> Result<()> {
    let scratch = Scratch::new();
    let path = scratch.path("state.json");
    let state = full_state()?;
    state.save(&path)?;
    assert_eq!(State::open(&path)?, state);
    if let Some(holds) = holds(&[path])? {
        assert_eq!(holds, [true]);
    }
    Ok(())
}

#[test]
fn python_computes_the_checksums_of_the_files_of_version_1() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../goldens/version_1");
    let files = ["state.json", "cooling_state.json"].map(|name| folder.join(name));
    if let Some(holds) = holds(&files)? {
        assert_eq!(holds, [true, true]);
    }
    Ok(())
}

/// Changes of the layout keep the checksum, and changes of a value do not. Python and the crate agree on both.
#[test]
fn python_refuses_the_files_that_the_crate_refuses() -> Result<()> {
    let scratch = Scratch::new();
    let text = full_state()?.to_json()?;
    let changes = [
        (true, text.replace("\n", " ")),
        (true, text.replace("\"fraction\": 0.0", "\"fraction\": 0")),
        (true, text.replace("\"verbose\": true,", "").replace("\"eps\":", "\"verbose\": true, \"eps\":")),
        (true, text.replace("größe", "gr\\u00f6\\u00dfe")),
        (false, text.replace("\"patience\": 10", "\"patience\": 11")),
        (false, text.replace("9007199254740993", "9007199254740992")),
        (false, text.replace("9223372036854775809", "9223372036854775808")),
        (false, text.replace("\"eta_min\": -0.0", "\"eta_min\": 0.0")),
        (false, text.replace("\"-Infinity\"", "\"Infinity\"")),
        (false, text.replace("\"verbose\": true", "\"verbose\": false")),
    ];
    let mut files = vec![];
    for (index, (is_same, changed)) in changes.iter().enumerate() {
        assert!(*changed != text, "change {index} changes nothing");
        let path = scratch.path(&format!("{index}.json"));
        fs::write(&path, changed)?;
        assert_eq!(State::open(&path).is_ok(), *is_same, "change {index}");
        files.push(path);
    }
    let expected: Vec<_> = changes.iter().map(|(is_same, _)| *is_same).collect();
    if let Some(holds) = holds(&files)? {
        assert_eq!(holds, expected);
    }
    Ok(())
}

/// Python has verified the checksum of the file, so the digest is verified too.
#[test]
fn the_digest_is_the_checksum_of_the_file() -> Result<()> {
    let (scratch, state) = (Scratch::new(), full_state()?);
    state.save(scratch.path("state.json"))?;
    let written: serde_json::Value = serde_json::from_slice(&fs::read(scratch.path("state.json"))?)?;
    assert_eq!(written["checksum"], format!("{:016x}", state.digest()));
    assert_eq!(State::open(scratch.path("state.json"))?.digest(), state.digest());
    Ok(())
}

/// Whatever [`State::differences`] names changes the digest.
#[test]
fn every_field_of_the_state_changes_the_digest() -> Result<()> {
    let state = full_state()?;
    let changes: [fn(&mut State); 8] = [
        |state| state.step += 1,
        |state| state.fraction = 0.5,
        |state| state.lr[1] = -state.lr[1],
        |state| state.momentum[0] = state.momentum[0].next_up(),
        |state| state.weight_decay.push(0.0),
        |state| state.scalars[2].1 = f64::NAN,
        |state| state.plateau = None,
        |state| state.cooldown = None,
    ];
    for (index, change) in changes.iter().enumerate() {
        let mut changed = state.clone();
        change(&mut changed);
        assert_ne!(changed.digest(), state.digest(), "change {index}");
    }
    Ok(())
}
