use super::folder::PREFIX;
use super::messages::{Event, SessionLog};
use super::record::next_record;
use super::scalars::is_setting;
use crate::data::file::open_plain;
use crate::observe::{History, ValueName};
use crate::{Error, Result};
use prost::Message;
use std::collections::BTreeMap;
use std::fs::read_dir;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// The event files at a path, in the order in which TensorBoard reads them: those in a folder, or the file itself. Empty if the
/// path is neither.
pub(in crate::observe) fn event_files(path: &Path) -> Vec<PathBuf> {
    let is_event_file = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
    let Ok(entries) = read_dir(path) else {
        return Some(path.to_owned()).filter(is_event_file).into_iter().collect();
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(is_event_file).collect();
    files.sort();
    files
}

/// Reads the scalars of event files. A restart of the run at a step removes what was recorded from this step on, as in TensorBoard.
pub(in crate::observe) fn history(files: &[PathBuf]) -> Result<History> {
    let mut tags: Vec<String> = vec![];
    let mut values: BTreeMap<(i64, usize), f64> = BTreeMap::new();
    for path in files {
        let (file, _) = open_plain(path).map_err(|error| Error::file("open", path, &error))?;
        let mut reader = BufReader::new(file);
        while let Some(data) = next_record(&mut reader).map_err(|error| Error::file("read", path, &error))? {
            let Ok(event) = Event::decode(data.as_slice()) else { break };
            if event.session_log == Some(SessionLog::START) {
                drop(values.split_off(&(event.step, 0)));
            }
            for value in event.summary.into_iter().flat_map(|summary| summary.value) {
                let Some(number) = value.simple_value.filter(|_| event.step >= 0) else { continue };
                let tag = tags.iter().position(|known| *known == value.tag).unwrap_or(tags.len());
                if tag == tags.len() {
                    tags.push(value.tag);
                }
                values.insert((event.step, tag), number.into());
            }
        }
    }
    let mut history = History::new();
    for tag in &tags {
        history.add_series(name(tag));
    }
    for ((step, tag), value) in values {
        history.add_to(tag, crate::schedule::Time::at_step(step.unsigned_abs()), value);
    }
    Ok(history)
}

/// The name of the value with a tag. The tag of `lr[0]` is `lr/0`.
fn name(tag: &str) -> ValueName<'static> {
    match tag.split_once('/').filter(|_| is_setting(tag)) {
        Some((setting, group)) => ValueName::from_file(&format!("{setting}[{group}]")),
        None => ValueName::from_file(tag),
    }
}
