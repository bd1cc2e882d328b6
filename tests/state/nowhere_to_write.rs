//! Places where a state cannot be written: a typed error, and the old file is unchanged.

use crate::common::scratch::Scratch;
use std::path::Path;
use std::process::Command;
use std::{env, fs};
use tch_lr_scheduler::{Constant, Error, Plan, Result, State};

const SAVE_TO: &str = "STATE_THAT_ANOTHER_PROCESS_SAVES";
const REFUSED: &str = "refused: ";

/// A state of several kilobytes.
fn state(step: u64) -> Result<State> {
    Plan::lr(0.1, Constant).preview(1000, step)
}

/// The other tests of this file start this test in a process of its own, with `SAVE_TO` set, and read what it prints.
#[test]
fn a_state_that_cannot_be_saved_is_a_typed_error() -> Result<()> {
    let Some(path) = env::var_os(SAVE_TO) else {
        let scratch = Scratch::new();
        for (path, reason) in [("absent/state.json", "No such file"), ("", "a directory"), ("..", "the path has no file name")] {
            let error = state(2)?.save(scratch.path(path)).expect_err("there is no such place");
            assert!(matches!(error, Error::File { action: "write", .. }), "{error}");
            assert!(error.to_string().to_lowercase().contains(&reason.to_lowercase()), "{error}");
        }
        assert!(scratch.names().is_empty(), "{:?}", scratch.names());
        return Ok(());
    };
    match state(2)?.save(Path::new(&path)) {
        Err(error @ Error::File { action: "write", .. }) => println!("{REFUSED}{error}"),
        other => println!("not refused: {other:?}"),
    }
    Ok(())
}

/// Runs `command`, which must fail to save a second state over the first one and leave the first one unchanged.
#[track_caller]
fn assert_refused(mut command: Command, path: &Path, reason: &str) -> Result<()> {
    let output = command.env(SAVE_TO, path).output().expect("the command can be started");
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let refusal = said.lines().find_map(|line| line.strip_prefix(REFUSED)).unwrap_or_else(|| panic!("{said}{errors}"));
    assert!(refusal.starts_with(&format!("cannot write {}: ", path.display())) && refusal.contains(reason), "{refusal}");
    assert_eq!(State::open(path)?, state(1)?);
    let folder = path.parent().map(fs::read_dir).expect("it has a folder").expect("the folder is there");
    assert_eq!(folder.count(), 1, "something is left beside the file");
    Ok(())
}

const THIS_TEST: [&str; 3] = ["nowhere_to_write::a_state_that_cannot_be_saved_is_a_typed_error", "--exact", "--nocapture"];

/// A file size limit stops the write midway, as a full disk does.
#[test]
#[cfg(unix)]
fn the_old_state_stays_if_a_write_stops_midway() -> Result<()> {
    let scratch = Scratch::new();
    let path = scratch.path("state.json");
    state(1)?.save(&path)?;
    let mut command = Command::new("sh");
    // The signal is ignored, so that the write returns an error.
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""])
        .arg(env::current_exe().expect("a test knows its program"));
    command.args(THIS_TEST);
    assert_refused(command, &path, "File too large")
}

/// Runs `act` while a small disk is mounted at `folder`; `None` if mounting is not allowed.
#[cfg(target_os = "linux")]
fn on_a_disk<T>(folder: &Path, size: usize, act: impl FnOnce() -> T) -> Option<T> {
    fs::create_dir(folder).expect("the folder can be written to");
    let size = format!("size={}", size.next_multiple_of(4096));
    if !mounts(&["-t", "tmpfs", "-o", &size, "tmpfs"], folder) {
        println!("skipped: a small disk cannot be mounted here, which only root can");
        return None;
    }
    let result = act();
    let unmounted = Command::new("umount").arg(folder).status().is_ok_and(|status| status.success());
    assert!(unmounted, "{} is still mounted", folder.display());
    Some(result)
}

#[cfg(target_os = "linux")]
fn mounts(arguments: &[&str], folder: &Path) -> bool {
    Command::new("mount").args(arguments).arg(folder).output().is_ok_and(|output| output.status.success())
}

fn this_program() -> Command {
    let mut command = Command::new(env::current_exe().expect("a test knows its program"));
    command.args(THIS_TEST);
    command
}

#[test]
#[cfg(target_os = "linux")]
fn the_old_state_stays_if_the_disk_is_full() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("disk");
    let path = folder.join("state.json");
    // One state fits on the disk, and a second one does not.
    let refused = on_a_disk(&folder, state(1)?.to_json()?.len() + 4096, || {
        state(1)?.save(&path)?;
        assert_refused(this_program(), &path, "No space left")
    });
    refused.unwrap_or(Ok(()))
}

/// Even root cannot write to a read-only disk.
#[test]
#[cfg(target_os = "linux")]
fn the_old_state_stays_if_the_disk_is_read_only() -> Result<()> {
    let scratch = Scratch::new();
    let folder = scratch.path("disk");
    let path = folder.join("state.json");
    let refused = on_a_disk(&folder, 1 << 20, || {
        state(1)?.save(&path)?;
        assert!(mounts(&["-o", "remount,ro"], &folder), "the disk can be made read-only");
        assert_refused(this_program(), &path, "Read-only file system")
    });
    refused.unwrap_or(Ok(()))
}

#[test]
#[cfg(unix)]
fn the_old_state_stays_if_the_folder_is_read_only() -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new();
    let folder = scratch.path("read-only");
    fs::create_dir(&folder).expect("the folder can be written to");
    let path = folder.join("state.json");
    state(1)?.save(&path)?;
    let allow = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("the folder is ours");
    allow(0o555);
    let may_write_anyway = fs::File::create(folder.join("probe")).is_ok();
    let result = if may_write_anyway {
        println!("skipped: root may write anywhere");
        Ok(())
    } else {
        assert_refused(this_program(), &path, "Permission denied")
    };
    allow(0o755);
    result
}
