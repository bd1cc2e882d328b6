//! The checkpoints in a folder: which are kept, and which is the latest.

use super::Run;
use crate::common::scratch::{Scratch, names_in};
use std::fs;
use tch_lr_scheduler::{Checkpoint, Checkpoints, Error, Result};

#[test]
fn the_last_checkpoints_are_kept_and_the_latest_can_be_resumed() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("deep/run")).keep_last(3)?;
    let mut run = Run::new()?;
    for _ in 0..5 {
        run.step()?;
        checkpoints.save(&run.vs, &run.opt)?;
    }
    let names = ["save-000003-step-3", "save-000004-step-4", "save-000005-step-5"];
    assert_eq!(names_in(&scratch.path("deep/run")), names);
    assert_eq!(checkpoints.paths()?, names.map(|name| scratch.path("deep/run").join(name)));
    let files = [
        "checkpoint.json",
        "model.optimizer.safetensors",
        "model.safetensors",
        "model.state.json",
        "random_generators.safetensors",
    ];
    assert_eq!(names_in(&checkpoints.paths()?[0]), files);

    let mut resumed = Run::new()?;
    let restored = checkpoints.load_latest(&mut resumed.vs, &mut resumed.opt)?.expect("five were saved");
    assert_eq!(
        (restored.step, &restored.path, restored.missing),
        (5, checkpoints.paths()?.last().expect("three are kept"), vec![])
    );
    assert_eq!(resumed.contents(), run.contents());
    assert_eq!(checkpoints.at_step(4)?.map(|checkpoint| checkpoint.step()), Some(4));
    assert!(checkpoints.at_step(1)?.is_none());
    Ok(())
}

#[test]
fn a_checkpoint_of_the_same_step_replaces_only_the_earlier_one() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run")).keep_last(2)?;
    let mut run = Run::new()?;
    checkpoints.save(&run.vs, &run.opt)?;
    run.step()?;
    checkpoints.save(&run.vs, &run.opt)?;
    run.step()?;
    run.opt.seek(1)?;
    checkpoints.save(&run.vs, &run.opt)?;
    assert_eq!(names_in(&scratch.path("run")), ["save-000001-step-0", "save-000003-step-1"]);
    let mut resumed = Run::new()?;
    checkpoints.load_latest(&mut resumed.vs, &mut resumed.opt)?;
    assert_eq!(resumed.contents(), run.contents());
    Ok(())
}

/// A run that jumped back saves lower steps than before; these are the latest.
#[test]
fn the_latest_checkpoint_is_the_one_saved_last_even_at_a_lower_step() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run")).keep_last(2)?;
    let mut run = Run::new()?;
    for step in [50, 100, 90, 60] {
        run.opt.seek(step)?;
        checkpoints.save(&run.vs, &run.opt)?;
    }
    assert_eq!(names_in(&scratch.path("run")), ["save-000003-step-90", "save-000004-step-60"]);
    assert_eq!(checkpoints.latest()?.map(|checkpoint| checkpoint.step()), Some(60));
    Ok(())
}

#[test]
fn other_entries_of_the_folder_stay_and_are_not_checkpoints() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    let others = ["best", "save-1-step-2", "save-000001-step-02", "save-000001-step-", "notes.tmp", "save-000002-step-9.tmp"];
    for other in others {
        fs::create_dir_all(folder.join(other)).expect("the folder can be written to");
    }
    let checkpoints = Checkpoints::new(&folder).keep_last(1)?;
    assert!(checkpoints.latest()?.is_none());
    let mut run = Run::new()?;
    for _ in 0..2 {
        run.step()?;
        checkpoints.save(&run.vs, &run.opt)?;
    }
    assert_eq!(checkpoints.paths()?, [folder.join("save-000002-step-2")]);
    assert_eq!(names_in(&folder).len(), others.len() + 1);
    Ok(())
}

#[test]
fn two_runs_that_save_to_one_folder_at_once_lose_no_checkpoint() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    const EACH: u64 = 20;
    let save_all = |first: u64| -> Result<()> {
        let mut run = Run::new()?;
        for step in first..first + EACH {
            run.opt.seek(step)?;
            Checkpoints::new(&folder).save(&run.vs, &run.opt)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| save_all(100));
        save_all(0)?;
        other.join().expect("the other does not panic")
    })?;
    let checkpoints = Checkpoints::new(&folder);
    let opened = checkpoints.paths()?.into_iter().map(Checkpoint::open).collect::<Result<Vec<_>>>()?;
    opened.iter().try_for_each(Checkpoint::verify)?;
    let mut steps: Vec<_> = opened.iter().map(Checkpoint::step).collect();
    steps.sort();
    assert_eq!(steps, (0..EACH).chain(100..100 + EACH).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_names_it() -> Result<()> {
    let scratch = Scratch::new();
    let file = scratch.path("file");
    fs::write(&file, "").expect("the folder can be written to");
    let run = Run::new()?;
    for folder in [file.clone(), file.join("run")] {
        let error = Checkpoints::new(&folder).save(&run.vs, &run.opt).expect_err("a file is no folder");
        let Error::File { path, action: "write", .. } = &error else { panic!("{error}") };
        assert_eq!(path, &folder);
    }
    assert!(matches!(Checkpoints::new(&file).latest(), Err(Error::File { action: "read", .. })));
    Ok(())
}
