//! What the event files of a run have for one step.

use super::folder::Folder;
use super::messages::{Event, SessionLog};
use super::record::next_record;
use crate::data::file::open_plain;
use crate::{Error, Result};
use prost::Message;
use std::io::BufReader;

/// The values that TensorBoard shows for a step, by tag, as far as a `TensorBoardLog` has written them. A damaged record ends its
/// file, as in TensorBoard.
pub(super) fn values_at(folder: &Folder<'_>, step: i64) -> Result<Vec<(String, f32)>> {
    let mut values = vec![];
    for path in folder.logs() {
        let (file, _) = open_plain(&path).map_err(|error| Error::file("open", &path, &error))?;
        let mut reader = BufReader::new(file);
        while let Some(data) = next_record(&mut reader).map_err(|error| Error::file("read", &path, &error))? {
            let Ok(event) = Event::decode(data.as_slice()) else { break };
            if event.session_log == Some(SessionLog::START) && event.step <= step {
                values.clear();
            }
            for value in event.summary.filter(|_| event.step == step).into_iter().flat_map(|summary| summary.value) {
                values.extend(value.simple_value.map(|number| (value.tag, number)));
            }
        }
    }
    Ok(values)
}
