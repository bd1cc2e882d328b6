//! What writers that were killed have left.

use super::writer::{self, Writer};
use std::fs::{self, DirEntry};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// So long a writer that cannot be asked, for it may be on another machine, is given from its last write on.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Removes from a folder what was written beside the names that are `ours`, by processes that are gone. What cannot be
/// removed stays: it is in nobody's way.
pub(crate) fn remove_leftovers(folder: &Path, ours: impl Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let this = Writer::this_process();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some((_, writer)) = name.to_str().and_then(writer::parse).filter(|(name, _)| ours(name)) else {
            continue;
        };
        if writer != this && writer.is_gone(&this).unwrap_or_else(|| is_old(&entry)) {
            let _ = if entry.path().is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        }
    }
}

fn is_old(entry: &DirEntry) -> bool {
    let inside = fs::read_dir(entry.path()).into_iter().flatten().flatten();
    let written = inside.filter_map(|entry| last_write(&entry)).chain(last_write(entry)).max();
    let age = written.and_then(|written| SystemTime::now().duration_since(written).ok());
    age.is_some_and(|age| age > PATIENCE)
}

fn last_write(entry: &DirEntry) -> Option<SystemTime> {
    entry.metadata().ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    /// As they would be where no process can be asked.
    #[test]
    fn what_an_unknown_writer_has_left_is_removed_only_when_it_is_old() -> std::io::Result<()> {
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
        remove_leftovers(&folder, |name| name == "state.json");
        let mut left: Vec<_> = fs::read_dir(&folder)?.flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        fs::remove_dir_all(&folder)?;
        let kept = ["other.json.0000000000000000-1-0-0.tmp", "state.json.0000000000000000-2-0-0.tmp", "state.json.tmp"];
        assert_eq!(left, kept);
        Ok(())
    }
}
