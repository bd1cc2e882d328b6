//! Files that are replaced atomically and contain a checksum.

mod access;
mod checksum;
mod envelope;
mod exclusive;
pub(crate) mod fnv;
mod folder;
mod leftovers;
mod open;
mod plain;
mod replace;
mod stem;
mod text;
mod writer;

pub(crate) use envelope::Envelope;
pub(crate) use folder::folder_of;
pub(crate) use open::{open, open_plain};
#[cfg(feature = "plot")]
pub(crate) use replace::replace_plain;
pub(crate) use replace::{replace, replace_by};
pub(crate) use writer::beside;
#[cfg(feature = "tch")]
pub(crate) use {exclusive::create_new, folder::sync_folder, leftovers::remove_leftovers, replace::write};

use crate::{Error, Result};
use std::path::Path;

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Result<String> {
    open(path, text::LONGEST).and_then(text::read).map_err(|error| Error::file("read", path, &error))
}
