use crate::data::file;
use crate::{Error, Result};
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The name of a checkpoint's folder: which save it was, and of which step. Ordered by save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FolderName {
    pub(super) number: u64,
    pub(super) step: u64,
}

impl Display for FolderName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "save-{:06}-step-{}", self.number, self.step)
    }
}

impl FolderName {
    pub(super) fn path_in(self, folder: &Path) -> PathBuf {
        folder.join(self.to_string())
    }

    /// Where it is written before it is renamed, and where it is removed.
    pub(super) fn temporary_path_in(self, folder: &Path) -> PathBuf {
        folder.join(file::beside(self.to_string().as_ref()))
    }

    /// `None` for every name that is not written as ours are.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (number, step) = text.strip_prefix("save-")?.split_once("-step-")?;
        let name = Self { number: number.parse().ok()?, step: step.parse().ok()? };
        (name.to_string() == text).then_some(name)
    }

    /// In the order in which they were saved.
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
}
