//! Files and folders that are not checkpoints stay, whatever their names; paths of every form work.

use super::Run;
use crate::common::scratch::{Scratch, names_in};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use tch_lr_scheduler::{Checkpoints, Mode, Result};

/// Saves `count` checkpoints and keeps one.
fn save(folder: &Path, count: u64) -> Result<Run> {
    let checkpoints = Checkpoints::new(folder).keep_last(1)?.keep_best("loss", Mode::Min);
    let mut run = Run::new()?;
    for _ in 0..count {
        run.step()?;
        checkpoints.with_metric("loss", 1.0 / run.opt.state().step as f64)?.save(&run.vs, &run.opt)?;
    }
    Ok(run)
}

fn create(folder: &Path, name: &str, contents: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap_or(folder)).and_then(|()| fs::write(path, contents)).expect("it can be written");
}

#[test]
fn only_whole_checkpoints_are_listed_numbered_over_and_removed() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    create(&folder, "save-000001-step-1", "a plain file");
    create(&folder, "save-000002-step-7/notes.txt", "no checkpoint.json");
    create(&folder, "save-000003-step-8/checkpoint.json", "{}");
    create(&folder, "save-000004-step-9/checkpoint.json/x", "");
    fs::create_dir_all(folder.join("save-000005-step-1")).expect("it can be created");
    let foreign = names_in(&folder);
    assert_eq!(Checkpoints::new(&folder).paths()?, [folder.join("save-000003-step-8")]);
    save(&folder, 3)?;
    let mut expected = foreign;
    expected.push("save-000008-step-3".into());
    assert_eq!(names_in(&folder), expected);
    assert_eq!(fs::read_to_string(folder.join("save-000001-step-1")).ok(), Some("a plain file".into()));
    assert_eq!(names_in(&folder.join("save-000002-step-7")), ["notes.txt"]);

    // A checkpoint whose manifest cannot be read might be the best, so there is no answer.
    let checkpoints = Checkpoints::new(&folder).keep_best("loss", Mode::Min);
    let error = checkpoints.best().expect_err("a manifest is damaged").to_string();
    assert!(error.contains("save-000003-step-8"), "{error}");
    fs::remove_dir_all(folder.join("save-000003-step-8")).expect("it can be removed");
    assert_eq!(checkpoints.best()?.map(|best| best.step()), Some(3));
    Ok(())
}

#[test]
fn leftovers_are_removed_only_if_they_look_like_a_checkpoint() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("run");
    let boot = fs::read("/proc/sys/kernel/random/boot_id").is_ok();
    // A process that cannot exist, of an unknown machine; old enough.
    let name = |number: u64| format!("save-00000{number}-step-1.0000000000000000-1-0-{number}.tmp");
    create(&folder, &format!("{}/model.safetensors", name(1)), "");
    create(&folder, &format!("{}/notes.txt", name(2)), "");
    create(&folder, &format!("{}/deeper/model.safetensors", name(3)), "");
    create(&folder, &name(4), "a plain file");
    let age = |path: PathBuf| {
        let file = fs::File::open(path).expect("it is there");
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 3600)).expect("it can be set");
    };
    for number in 1..=4 {
        age(folder.join(name(number)));
        fs::read_dir(folder.join(name(number))).into_iter().flatten().flatten().for_each(|entry| age(entry.path()));
    }
    save(&folder, 1)?;
    let mut expected = vec![name(2), name(3), name(4)];
    expected.insert(0, "save-000001-step-1".into());
    assert_eq!(names_in(&folder), expected, "boot id known: {boot}");
    Ok(())
}

/// The current folder belongs to the process, so a process of its own changes to it.
#[test]
fn a_bare_name_a_dot_and_an_empty_path_are_in_the_current_folder() -> Result<()> {
    const TEST: &str = "checkpoints::untouched::a_bare_name_a_dot_and_an_empty_path_are_in_the_current_folder";
    const FOLDER: &str = "CHECKPOINTS_IN_THE_CURRENT_FOLDER";
    if let Some(folder) = env::var_os(FOLDER) {
        let run = save(Path::new(&folder), 2)?;
        let mut resumed = Run::new()?;
        let restored = Checkpoints::new(&folder).load_latest(&mut resumed.vs, &mut resumed.opt)?;
        assert_eq!(restored.map(|restored| restored.step), Some(2));
        assert_eq!(resumed.contents(), run.contents());
        return Ok(());
    }
    for (folder, found) in [("", "."), (".", "."), ("./", "."), ("run", "run"), ("./run", "run"), ("a/../run", "run")] {
        let scratch = Scratch::new();
        fs::create_dir(scratch.path("a")).expect("it can be created");
        let program = env::current_exe().expect("a test knows its program");
        let mut command = Command::new(program);
        let output = command.args([TEST, "--exact", "--nocapture"]).env(FOLDER, folder).current_dir(scratch.path(".")).output();
        let output = output.expect("the program starts");
        assert!(output.status.success(), "{folder:?}: {}", String::from_utf8_lossy(&output.stderr));
        let names: Vec<_> = names_in(&scratch.path(found)).into_iter().filter(|name| name.starts_with("save-")).collect();
        assert_eq!(names, ["save-000002-step-2"], "{folder:?}");
    }
    Ok(())
}
