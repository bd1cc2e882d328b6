//! Where a state is saved: over links, over files with a mode and an owner, over what is not a file, and under long names.

use crate::common::scratch::{Scratch, names_in};
use std::fs;
use std::path::Path;
use tch_lr_scheduler::{Constant, Error, Plan, Result, State};

fn state(step: u64) -> Result<State> {
    Plan::lr(0.1, Constant).preview(1, step)
}

#[track_caller]
fn assert_saves(step: u64, path: &Path) -> Result<()> {
    state(step)?.save(path)?;
    assert_eq!(State::open(path)?.step, step);
    Ok(())
}

#[test]
fn a_name_may_be_as_long_as_the_file_system_allows() -> Result<()> {
    let scratch = Scratch::new();
    for name in ["s".repeat(220), "s".repeat(255), "é".repeat(127), format!("{}.json", "s".repeat(250))] {
        let path = scratch.path(&name);
        assert_saves(1, &path)?;
        assert_saves(2, &path)?;
        assert_eq!(scratch.names(), [name]);
        fs::remove_file(path).expect("it is ours");
    }
    Ok(())
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    #[track_caller]
    fn assert_link(path: &Path, target: &str) {
        assert_eq!(fs::read_link(path).expect("it is a link").to_str(), Some(target));
    }

    #[test]
    fn a_symbolic_link_is_followed_and_stays() -> Result<()> {
        let scratch = Scratch::new();
        for folder in ["runs", "data"] {
            fs::create_dir(scratch.path(folder)).expect("the folder can be written to");
        }
        let link = |target: &str, name: &str| symlink(target, scratch.path(name)).expect("links can be made");
        link("../data/state.json", "runs/last.json");
        link("last.json", "runs/of_link.json");
        link("runs", "by_folder");
        let [target, through_folder] = ["data/state.json", "by_folder/of_link.json"].map(|name| scratch.path(name));
        // At first, the link has no target.
        assert_saves(1, &scratch.path("runs/last.json"))?;
        assert_saves(2, &scratch.path("runs/of_link.json"))?;
        assert_eq!(State::open(&target)?.step, 2);
        assert_saves(3, &through_folder)?;
        assert_eq!(State::open(&target)?.step, 3);
        assert_link(&scratch.path("runs/last.json"), "../data/state.json");
        assert_link(&scratch.path("runs/of_link.json"), "last.json");
        assert!(fs::symlink_metadata(&target).expect("it is there").is_file());
        assert_eq!(
            [names_in(&scratch.path("runs")), names_in(&scratch.path("data"))].concat(),
            ["last.json", "of_link.json", "state.json"]
        );
        Ok(())
    }

    #[test]
    fn a_loop_of_links_and_a_link_into_no_folder_are_errors() -> Result<()> {
        let scratch = Scratch::new();
        for (target, name) in [("b", "a"), ("a", "b"), ("absent/state.json", "c"), (".", "d"), ("absent/..", "e")] {
            symlink(target, scratch.path(name)).expect("links can be made");
            if name == "a" {
                continue;
            }
            let error = state(1)?.save(scratch.path(name)).expect_err(name);
            assert!(matches!(error, Error::File { action: "write", .. }), "{error}");
            assert_link(&scratch.path(name), target);
        }
        assert_eq!(scratch.names(), ["a", "b", "c", "d", "e"]);
        Ok(())
    }

    #[test]
    fn the_mode_of_an_existing_file_is_kept() -> Result<()> {
        let scratch = Scratch::new();
        let path = scratch.path("state.json");
        state(1)?.save(&path)?;
        fs::write(scratch.path("plain"), "").expect("the folder can be written to");
        let mode = |name: &str| fs::metadata(scratch.path(name)).expect("it is there").mode() & 0o7777;
        assert_eq!(mode("state.json"), mode("plain"), "a new file has the mode that every new file has");
        for kept in [0o600, 0o640, 0o666, 0o400, 0o777, 0o604] {
            fs::set_permissions(&path, fs::Permissions::from_mode(kept)).expect("it is ours");
            state(2)?.save(&path)?;
            assert_eq!(mode("state.json"), kept, "{kept:o}");
        }
        Ok(())
    }

    /// Only root may give files to others.
    #[test]
    fn the_owner_and_the_group_of_an_existing_file_are_kept() -> Result<()> {
        let scratch = Scratch::new();
        let path = scratch.path("state.json");
        state(1)?.save(&path)?;
        if std::os::unix::fs::chown(&path, Some(12_345), Some(23_456)).is_err() {
            println!("skipped: only root can give a file to another user");
            return Ok(());
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("root may");
        state(2)?.save(&path)?;
        let kept = fs::metadata(&path).expect("it is there");
        assert_eq!((kept.uid(), kept.gid(), kept.mode() & 0o7777), (12_345, 23_456, 0o640));
        Ok(())
    }

    const SAVE_AS_ANOTHER_USER: &str = "STATE_THAT_ANOTHER_USER_SAVES";

    /// A user who may not give the file to its owner and group gets a file that no new group can read. Only root can become another
    /// user.
    #[test]
    fn a_file_that_changes_its_owner_is_open_to_no_new_group() -> Result<()> {
        const OTHER: u32 = 12_345;
        if let Some(path) = std::env::var_os(SAVE_AS_ANOTHER_USER) {
            return state(2)?.save(Path::new(&path));
        }
        let scratch = Scratch::new();
        let path = scratch.path("state.json");
        let this = "places::unix::a_file_that_changes_its_owner_is_open_to_no_new_group";
        for (mode, expected) in [(0o640, 0o600), (0o664, 0o644)] {
            state(1)?.save(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("it is ours");
            if std::os::unix::fs::chown(scratch.path(""), Some(OTHER), Some(OTHER)).is_err() {
                println!("skipped: only root can become another user");
                return Ok(());
            }
            let mut command = Command::new(std::env::current_exe().expect("a test knows its program"));
            command.args([this, "--exact"]).env(SAVE_AS_ANOTHER_USER, &path).uid(OTHER).gid(OTHER).current_dir("/");
            match command.output() {
                Err(error) => println!("skipped: another user cannot run this program: {error}"),
                // The folder of libtorch may be closed to other users.
                Ok(output) if output.stdout.is_empty() => println!("skipped: another user cannot load a library of this program"),
                Ok(output) => {
                    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
                    let saved = fs::metadata(&path).expect("it is there");
                    assert_eq!((saved.uid(), saved.mode() & 0o7777), (OTHER, expected));
                    assert_eq!(State::open(&path)?.step, 2);
                }
            }
            fs::remove_file(&path).expect("root may");
        }
        Ok(())
    }

    #[test]
    fn the_other_name_of_a_hard_link_keeps_the_old_state() -> Result<()> {
        let scratch = Scratch::new();
        let [path, other] = ["state.json", "other.json"].map(|name| scratch.path(name));
        state(1)?.save(&path)?;
        fs::hard_link(&path, &other).expect("links can be made");
        assert_saves(2, &path)?;
        assert_eq!(State::open(&other)?.step, 1);
        Ok(())
    }

    #[track_caller]
    fn assert_refuses(path: &Path, found: &str) -> Result<()> {
        let before = fs::symlink_metadata(path).expect("it is there");
        let error = state(1)?.save(path).expect_err(found).to_string();
        let expected = format!("cannot write {}: found {found}, expected a plain file or a new name", path.display());
        assert_eq!(error, expected);
        let after = fs::symlink_metadata(path).expect("it is still there");
        assert_eq!((after.ino(), after.mode(), after.rdev()), (before.ino(), before.mode(), before.rdev()));
        Ok(())
    }

    #[test]
    fn what_is_not_a_plain_file_is_refused_and_stays() -> Result<()> {
        let scratch = Scratch::new();
        let names = ["folder", "fifo", "socket", "link_to_fifo", "link_to_null", "null", "disk"];
        let [folder, fifo, socket, link_to_fifo, link_to_null, null, disk] = names.map(|name| scratch.path(name));
        fs::create_dir(&folder).expect("the folder can be written to");
        assert_refuses(&folder, "a directory")?;
        let _listener = UnixListener::bind(&socket).expect("sockets can be made");
        assert_refuses(&socket, "a socket")?;
        if Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
            symlink("fifo", &link_to_fifo).expect("links can be made");
            assert_refuses(&fifo, "a named pipe")?;
            assert_refuses(&link_to_fifo, "a named pipe")?;
        }
        symlink("/dev/null", &link_to_null).expect("links can be made");
        assert_refuses(&link_to_null, "a character device")?;
        // Never /dev/null itself, which a wrong program would replace: copies of the devices, which only root can make.
        for (path, kind, found) in [(&null, "c", "a character device"), (&disk, "b", "a block device")] {
            let numbers = if kind == "c" { ["1", "3"] } else { ["7", "0"] };
            if Command::new("mknod").arg(path).arg(kind).args(numbers).output().is_ok_and(|made| made.status.success()) {
                assert_refuses(path, found)?;
            }
        }
        let left = scratch.names();
        assert!(left.iter().all(|name| names.contains(&name.as_str())), "{left:?}");
        Ok(())
    }
}
