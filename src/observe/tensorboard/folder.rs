//! The folder of a run. TensorBoard reads all event files in the folder in the order of their names.

use crate::{Error, Result};
use std::fs::{File, OpenOptions, create_dir_all, read_dir};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) const PREFIX: &str = "events.out.tfevents.";
const SUFFIX: &str = ".tch-lr";

pub(super) struct Folder<'a> {
    path: &'a Path,
    names: Vec<String>,
}

impl<'a> Folder<'a> {
    /// Opens the folder, and creates it if it does not exist.
    pub(super) fn open(path: &'a Path) -> Result<Self> {
        create_dir_all(path).map_err(|error| Error::file("create", path, &error))?;
        let mut names = vec![];
        for entry in read_dir(path).map_err(|error| Error::file("read", path, &error))? {
            let entry = entry.map_err(|error| Error::file("read", path, &error))?;
            names.extend(entry.file_name().into_string());
        }
        Ok(Self { path, names })
    }

    /// Whether the folder has an event file that a `TensorBoardLog` wrote.
    pub(super) fn contains_log(&self) -> bool {
        self.names.iter().any(|name| is_log(name))
    }

    /// The event files that a `TensorBoardLog` wrote, in TensorBoard's order.
    pub(super) fn logs(&self) -> Vec<PathBuf> {
        let mut names: Vec<_> = self.names.iter().filter(|name| is_log(name)).collect();
        names.sort();
        names.iter().map(|name| self.path.join(name)).collect()
    }

    /// Creates an empty event file whose name sorts after those of all event files in the folder.
    pub(super) fn create_file(&self) -> Result<(PathBuf, File)> {
        let times = self.names.iter().filter_map(|name| name.strip_prefix(PREFIX)?.split('.').next()?.parse::<u64>().ok());
        let mut time = times.max().map_or(0, |last| last.saturating_add(1)).max(wall_time() as u64);
        loop {
            let path = self.path.join(format!("{PREFIX}{time:010}.{}{SUFFIX}", process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((path, file)),
                // Another thread has created the file meanwhile.
                Err(error) if error.kind() == ErrorKind::AlreadyExists && time < u64::MAX => time += 1,
                Err(error) => return Err(Error::file("create", &path, &error)),
            }
        }
    }
}

fn is_log(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// The current time in seconds since 1970.
pub(super) fn wall_time() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}
