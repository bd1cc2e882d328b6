//! Temporary files that killed processes have left behind.

use super::writer::{self, Writer};
use std::fs::{self, DirEntry};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The age from which a temporary file is removed if its process cannot be looked up, for example because it runs on another
/// machine.
const GRACE_PERIOD: Duration = Duration::from_secs(3600);

/// Removes the temporary files and folders of processes that no longer run, if `ours` returns true for the stem of their
/// names and for their paths. Entries that cannot be removed are left, because they do no harm.
pub(crate) fn remove_leftovers(folder: &Path, ours: impl Fn(&str, &Path) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let this = Writer::this_process();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some((_, writer)) = name.to_str().and_then(writer::parse).filter(|(stem, _)| ours(stem, &entry.path())) else {
            continue;
        };
        if writer != this && writer.is_gone(&this).unwrap_or_else(|| is_old(&entry)) {
            let _ = if entry.path().is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        }
    }
}

/// Whether nothing in the entry was written during the grace period.
fn is_old(entry: &DirEntry) -> bool {
    let inside = fs::read_dir(entry.path()).into_iter().flatten().flatten();
    let written = inside.filter_map(|entry| last_write(&entry)).chain(last_write(entry)).max();
    let age = written.and_then(|written| SystemTime::now().duration_since(written).ok());
    age.is_some_and(|age| age > GRACE_PERIOD)
}

fn last_write(entry: &DirEntry) -> Option<SystemTime> {
    entry.metadata().ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    /// The names have the machine 0, as on a system that does not list its processes.
    #[test]
    fn a_file_of_an_unknown_process_is_removed_only_after_the_grace_period() -> std::io::Result<()> {
        let folder = std::env::temp_dir().join(format!("leftovers-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let aged = |name: &str, hours: u64| {
            let file = File::create(folder.join(name))?;
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600))
        };
        let unknown = ".0000000000000000-1-0-0.tmp";
        aged(&format!("state.json{unknown}"), 2)?;
        aged(&format!("other.json{unknown}"), 2)?;
        aged("state.json.tmp", 2)?;
        aged(&format!("state.json{}", unknown.replace("-1-", "-2-")), 0)?;
        remove_leftovers(&folder, |name, _| name == "state.json");
        let mut left: Vec<_> = fs::read_dir(&folder)?.flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        fs::remove_dir_all(&folder)?;
        let kept = ["other.json.0000000000000000-1-0-0.tmp", "state.json.0000000000000000-2-0-0.tmp", "state.json.tmp"];
        assert_eq!(left, kept);
        Ok(())
    }
}
