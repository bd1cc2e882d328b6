//! Checkpoints without libtorch: found, opened, listed and checked. The files are those that version 1 of the format has written.

#[path = "../common/mod.rs"]
mod common;

use common::scratch::{Scratch, names_in};
use std::fs;
use std::path::{Path, PathBuf};
use tch_lr_scheduler::{Checkpoint, Checkpoints, Error, FileContent, Mode, Result};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens/checkpoints_version_1").join(name)
}

/// Copies the golden of one network under each name.
fn copies(folder: &Path, names: &[&str]) {
    for name in names {
        fs::create_dir_all(folder.join(name)).expect("it can be created");
        for entry in fs::read_dir(golden("one_network/save-000001-step-3")).expect("it is there").flatten() {
            fs::copy(entry.path(), folder.join(name).join(entry.file_name())).expect("it can be copied");
        }
    }
}

#[test]
fn a_checkpoint_is_opened_listed_and_verified() -> Result<()> {
    let latest = Checkpoints::new(golden("parts")).latest()?.expect("it is there");
    latest.verify()?;
    assert_eq!((latest.step(), latest.metrics().count(), latest.state_of("network")?.step), (3, 0, 3));
    let files: Vec<_> = latest.files().into_iter().map(|file| (file.part.unwrap_or_default(), file.content)).collect();
    let of = |part: &str, content| (part.to_owned(), content);
    assert_eq!(
        files,
        [
            of("network", FileContent::Weights),
            of("network", FileContent::ScheduleState),
            of("average", FileContent::AveragedWeights { n_averaged: 3 }),
            of("teacher", FileContent::Weights),
        ]
    );
    let words: Vec<_> = files.iter().map(|(_, content)| content.to_string()).collect();
    assert_eq!(words, ["weights", "state of the schedule", "averaged weights (3 updates)", "weights"]);
    let message = latest.state_of("teacher").expect_err("it has none").to_string();
    assert!(message.ends_with("parts.teacher.state: expected a state, as `Part::new` saves it, found null"), "{message}");
    assert_eq!(Checkpoints::new(golden("one_network")).latest()?.expect("it is there").state()?.step, 3);
    Ok(())
}

#[test]
fn only_whole_checkpoints_are_pruned() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    copies(
        &folder,
        &["save-000001-step-1", "save-000002-step-2", "save-000004-step-4", "save-000005-step-5", "save-000006-step-6"],
    );
    fs::create_dir_all(folder.join("save-000003-step-3")).expect("it can be created");
    fs::write(folder.join("save-000000-step-3"), "a plain file").expect("it can be written");
    fs::write(folder.join("save-000002-step-2/checkpoint.json"), "{}").expect("it can be written");
    let checkpoints = Checkpoints::new(&folder).keep_last(2)?.keep_best("loss", Mode::Max);
    checkpoints.prune()?;
    let foreign = ["save-000000-step-3", "save-000002-step-2", "save-000003-step-3"];
    assert_eq!(names_in(&folder), [&foreign[..], &["save-000005-step-5", "save-000006-step-6"]].concat());
    assert_eq!(checkpoints.at_step(5)?.map(|checkpoint| checkpoint.step()), Some(3), "the step of the golden");
    Checkpoints::new(&folder).prune()?;
    assert_eq!(names_in(&folder).len(), 5);
    Ok(())
}

#[test]
fn a_damaged_checkpoint_names_the_one_before_it() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    copies(&folder, &["save-000001-step-1", "save-000002-step-2"]);
    let latest = Checkpoints::new(&folder).latest()?.expect("two are there");
    fs::write(folder.join("save-000002-step-2/model.safetensors"), "").expect("it can be written");
    let Err(Error::Checkpoint { remedy, .. }) = latest.verify() else { panic!("it is damaged") };
    let earlier = folder.join("save-000001-step-1");
    assert_eq!(remedy, format!("open the checkpoint before it, {}, because this one cannot be read", earlier.display()));
    assert!(matches!(Checkpoint::open(folder.join("save-000009-step-9")), Err(Error::File { action: "read", .. })));
    Ok(())
}

/// The names of the parts are part of the names of files.
#[test]
fn a_part_whose_name_is_a_path_is_refused() {
    let scratch = Scratch::new();
    copies(&scratch.path("run"), &["save-000001-step-1"]);
    let manifest = scratch.path("run/save-000001-step-1/checkpoint.json");
    let text = fs::read_to_string(&manifest).expect("it is there").replace("\"model\"", "\"../model\"");
    fs::write(&manifest, text).expect("it can be written");
    let message = Checkpoints::new(scratch.path("run")).latest().expect_err("the name is a path").to_string();
    assert!(message.ends_with("parts named with 1 to 64 ASCII letters, digits, `_` and `-`, found \"../model\""), "{message}");
}
