//! Checkpoints that version 1 of the format has written, without the states of the optimizer and of the random generators.

use super::{Run, numbers};
use crate::common::scratch::Scratch;
use std::fs;
use std::path::{Path, PathBuf};
use tch::Device;
use tch::nn::VarStore;
use tch_lr_scheduler::{AveragedModel, Checkpoint, Checkpoints, FileContent, LoadOptions, Missing, PartMut, Restored, Result};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../goldens/checkpoints_version_1").join(name)
}

/// The run of the files, made again.
fn run() -> Result<(Run, AveragedModel)> {
    let vs = VarStore::new(Device::Cpu);
    let _ = vs.root().zeros("w", &[3, 2]);
    let _ = (vs.root() / "norm").zeros_no_train("running_mean", &[2]);
    let (mut run, mut average) = (Run::new()?, AveragedModel::equal(vs));
    for _ in 0..3 {
        run.step()?;
        average.update_parameters(&run.vs)?;
    }
    Ok((run, average))
}

fn of_optimizer(part: &str) -> Missing {
    Missing::OptimizerState { part: part.into() }
}

/// What is missing, except for the random generators.
fn missing(restored: Restored) -> Vec<Missing> {
    let missing = restored.missing.into_iter();
    let (generators, others): (Vec<_>, Vec<_>) = missing.partition(|missing| matches!(missing, Missing::RandomGenerator { .. }));
    assert_eq!(generators.len() as i64, 1 + tch::Cuda::device_count());
    others
}

#[test]
fn a_checkpoint_of_one_network_is_loaded_and_what_it_lacks_is_returned() -> Result<()> {
    let checkpoints = Checkpoints::new(folder("one_network"));
    let mut resumed = Run::new()?;
    let restored = checkpoints.load_latest(&mut resumed.vs, &mut resumed.opt)?.expect("it is there");
    let path = folder("one_network").join("save-000001-step-3");
    assert_eq!((restored.step, &restored.path), (3, &path));
    assert!(restored.to_string().contains(" (step 3) without the state of the optimizer of model, the random generator of cpu"));
    assert_eq!(missing(restored), [of_optimizer("model")]);
    let (run, _) = run()?;
    let (found, expected) = (resumed.contents(), run.contents());
    assert_eq!((found.0, found.1), (expected.0, expected.1));
    let files = Checkpoint::open(&path)?.files();
    let contents: Vec<_> = files.iter().map(|file| file.content.clone()).collect();
    assert_eq!(contents, [FileContent::Weights, FileContent::ScheduleState]);

    let without = LoadOptions::new().without_optimizer_state().without_generators();
    let restored = checkpoints.load_latest_with(&mut resumed.vs, &mut resumed.opt, without)?;
    assert_eq!(restored.map(|restored| restored.missing), Some(vec![]));
    Ok(())
}

#[test]
fn a_checkpoint_of_parts_is_loaded() -> Result<()> {
    let latest = Checkpoints::new(folder("parts")).latest()?.expect("it is there");
    latest.verify()?;
    let (run, average) = run()?;
    let [mut network, mut teacher] = [Run::new()?, Run::new()?];
    let mut new_average = AveragedModel::equal(Run::new()?.vs);
    let restored = latest.load_parts([
        PartMut::average("average", &mut new_average),
        PartMut::new("network", &mut network.vs, &mut network.opt),
        PartMut::weights("teacher", &mut teacher.vs),
    ])?;
    assert_eq!(missing(restored), [of_optimizer("network")]);
    assert_eq!((numbers(new_average.vs()), new_average.n_averaged()), (numbers(average.vs()), 3));
    assert_eq!((numbers(&network.vs), numbers(&teacher.vs)), (numbers(&run.vs), numbers(&run.vs)));
    assert_eq!(network.opt.state(), run.opt.state());
    Ok(())
}

/// A run of version 1 goes on in the same folder.
#[test]
fn a_folder_of_version_1_takes_checkpoints_of_today() -> Result<()> {
    let scratch = Scratch::new();
    let (old, copy) = (folder("one_network/save-000001-step-3"), scratch.path("run/save-000001-step-3"));
    fs::create_dir_all(&copy).expect("it can be created");
    for entry in fs::read_dir(old).expect("it is there").flatten() {
        fs::copy(entry.path(), copy.join(entry.file_name())).expect("it can be copied");
    }
    let checkpoints = Checkpoints::new(scratch.path("run")).keep_last(1)?;
    let mut run = Run::new()?;
    checkpoints.load_latest(&mut run.vs, &mut run.opt)?;
    run.step()?;
    checkpoints.save(&run.vs, &run.opt)?;
    assert_eq!(checkpoints.paths()?, [scratch.path("run/save-000002-step-4")]);
    Ok(())
}

/// The golden's average with another number of updates, and with the checksum that belongs to it.
fn with_n_averaged(scratch: &Scratch, n_averaged: u64) -> Result<Checkpoint> {
    let copy = scratch.path(&n_averaged.to_string());
    fs::create_dir_all(&copy).expect("it can be created");
    for entry in fs::read_dir(folder("parts/save-000001-step-3")).expect("it is there").flatten() {
        fs::copy(entry.path(), copy.join(entry.file_name())).expect("it can be copied");
    }
    let path = copy.join("checkpoint.json");
    let text = fs::read_to_string(&path).expect("it is there");
    let forged = text.replace("\"n_averaged\": 3", &format!("\"n_averaged\": {n_averaged}"));
    assert_ne!(text, forged);
    fs::write(&path, &forged).expect("it can be written");
    // The error of the checksum contains the right one.
    let error = Checkpoint::open(&copy).expect_err("the checksum is of the original").to_string();
    let right = error.split("expected \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("none").to_owned();
    let (start, _) = forged.rsplit_once("\"checksum\": ").expect("it has one");
    fs::write(&path, format!("{start}\"checksum\": \"{right}\"\n}}\n")).expect("it can be written");
    Checkpoint::open(&copy)
}

#[test]
fn an_absurd_number_of_updates_is_refused() -> Result<()> {
    let scratch = Scratch::new();
    let mut averaged = AveragedModel::equal(Run::new()?.vs);
    with_n_averaged(&scratch, 1 << 53)?.load_parts([PartMut::average("average", &mut averaged)])?;
    assert_eq!(averaged.n_averaged(), 1 << 53);
    averaged.update_parameters(&Run::new()?.vs)?;
    assert!(numbers(averaged.vs()).iter().all(|(_, values)| values.iter().all(|value| value.is_finite())));
    for n_averaged in [(1 << 53) + 1, 1 << 63, u64::MAX] {
        let error = with_n_averaged(&scratch, n_averaged).expect_err("it is absurd").to_string();
        let message = format!("parts.average.n_averaged: expected at most 9007199254740992, found {n_averaged}");
        assert!(error.ends_with(&message), "{error}");
        // Without a manifest too, an update neither overflows nor makes weights of NaN.
        let mut averaged = AveragedModel::equal(Run::new()?.vs).resumed_at(n_averaged);
        averaged.update_parameters(&Run::new()?.vs)?;
        assert!(numbers(averaged.vs()).iter().all(|(_, values)| values.iter().all(|value| value.is_finite())));
    }
    Ok(())
}
