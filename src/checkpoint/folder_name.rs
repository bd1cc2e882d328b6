use super::layout;
use crate::data::file;
use crate::{Error, Result};
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The name of a checkpoint's folder, such as `save-000012-step-90000`.
///
/// Names are ordered by the number of the save, because a run can save a lower step after a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FolderName {
    /// The number of the save in its folder, counted from 1.
    pub(super) number: u64,
    /// The step of the first state in the checkpoint.
    pub(super) step: u64,
}

impl Display for FolderName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "save-{:06}-step-{}", self.number, self.step)
    }
}

impl FolderName {
    /// Returns the path of the complete checkpoint.
    pub(super) fn path_in(self, folder: &Path) -> PathBuf {
        folder.join(self.to_string())
    }

    /// Returns a name that no other writer uses, for a checkpoint that is being written or removed.
    pub(super) fn temporary_name(self) -> String {
        file::beside(&self.to_string())
    }

    /// Returns the path of a [`temporary_name`](Self::temporary_name).
    pub(super) fn temporary_path_in(self, folder: &Path) -> PathBuf {
        folder.join(self.temporary_name())
    }

    /// Parses the name of a folder. Returns `None` if [`Display`] would not write exactly this name.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (number, step) = text.strip_prefix("save-")?.split_once("-step-")?;
        let name = Self { number: number.parse().ok()?, step: step.parse().ok()? };
        (name.to_string() == text).then_some(name)
    }

    /// Lists the names of this form in `folder` in the order of their numbers. Files with such a name are listed too. The list is
    /// empty if the folder does not exist.
    pub(super) fn list(folder: &Path) -> Result<Vec<Self>> {
        let failed = |error| Error::file("read", folder, &error);
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
            entries => entries.map_err(failed)?,
        };
        let mut names = vec![];
        for entry in entries {
            names.extend(entry.map_err(failed)?.file_name().to_str().and_then(Self::parse));
        }
        names.sort();
        Ok(names)
    }

    /// Lists the checkpoints in `folder` in the order in which they were saved. A file, or a folder without `checkpoint.json`, is
    /// not a checkpoint.
    pub(super) fn list_checkpoints(folder: &Path) -> Result<Vec<Self>> {
        let mut names = Self::list(folder)?;
        names.retain(|name| layout::manifest_path(&name.path_in(folder)).is_file());
        Ok(names)
    }
}
