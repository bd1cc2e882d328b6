//! The mode, the owner and the group of a file. Only Unix has them.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// Creates a new file for writing. It is an error if there is something at the path, also a symbolic link. A file that will replace
/// `existing` is at first open to its owner alone.
#[cfg(unix)]
pub(super) fn new_file(path: &Path, existing: Option<&Metadata>) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = if existing.is_some() { 0o600 } else { 0o666 };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

#[cfg(not(unix))]
pub(super) fn new_file(path: &Path, _: Option<&Metadata>) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Gives `file` the owner, the group and the mode of `existing`.
///
/// If the process may not give the file to the group, the group of the file gets no permission that not everyone has.
#[cfg(unix)]
pub(super) fn copy(existing: Option<&Metadata>, file: &File) -> io::Result<()> {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let Some(existing) = existing else {
        return Ok(());
    };
    let (uid, gid) = (existing.uid(), existing.gid());
    // A process without privileges may at most choose among its own groups. The next lines look at what was reached.
    let _ = fchown(file, Some(uid), Some(gid)).or_else(|_| fchown(file, None, Some(gid)));
    let reached = file.metadata()?;
    let mode = mode_for(existing.mode(), reached.uid() == uid, reached.gid() == gid);
    // Some file systems have one mode for all files, and refuse to set it.
    let _ = file.set_permissions(Permissions::from_mode(mode));
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn copy(_: Option<&Metadata>, _: &File) -> io::Result<()> {
    Ok(())
}

/// The mode of a file that replaces a file with `mode`, if the new file has the same owner and the same group.
#[cfg(unix)]
fn mode_for(mode: u32, has_owner: bool, has_group: bool) -> u32 {
    const OF_GROUP: u32 = 0o070;
    let of_others = mode & 0o007;
    // The bits above these run a program as its owner or group.
    let mode = if has_owner && has_group { mode & 0o7777 } else { mode & 0o777 };
    if has_group { mode } else { mode & (!OF_GROUP | of_others << 3) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::mode_for;

    #[test]
    fn a_group_that_could_not_be_kept_gets_no_permission_that_not_everyone_has() {
        for (mode, expected) in [(0o640, 0o600), (0o664, 0o644), (0o660, 0o600), (0o777, 0o777), (0o604, 0o604), (0o6755, 0o755)] {
            assert_eq!(mode_for(mode, true, false), expected, "{mode:o}");
            assert_eq!(mode_for(mode, false, false), expected, "{mode:o}");
            assert_eq!(mode_for(mode, false, true), mode & 0o777, "{mode:o}");
            assert_eq!(mode_for(mode, true, true), mode, "{mode:o}");
        }
    }
}
