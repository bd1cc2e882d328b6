use super::folder_name::FolderName;
use super::manifest::Manifest;
use crate::Error;
use crate::data::file;
use std::path::{Path, PathBuf};

/// The error for a file of the checkpoint in `folder` that cannot be read or has changed. It names a checkpoint that can be loaded
/// instead.
pub(super) fn unreadable(folder: &Path, source: Error) -> Error {
    let remedy = match earlier(folder) {
        Some(earlier) => format!("open the checkpoint before it, {}, because this one cannot be read", earlier.display()),
        None => "open another checkpoint, because this one cannot be read".into(),
    };
    Error::checkpoint(folder, remedy, source)
}

/// The path of the last checkpoint before the one in `folder` whose manifest can be read.
fn earlier(folder: &Path) -> Option<PathBuf> {
    let own = FolderName::parse(folder.file_name()?.to_str()?)?;
    let parent = file::folder_of(folder);
    let mut names = FolderName::list_checkpoints(&parent).ok()?;
    names.retain(|name| *name < own);
    names.iter().rev().map(|name| name.path_in(&parent)).find(|path| Manifest::open(path).is_ok())
}
