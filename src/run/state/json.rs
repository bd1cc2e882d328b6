//! A state as JSON, and back.

use super::State;
use crate::data::file::{self, Envelope};
use crate::data::text;
use crate::{Functions, Result};
use std::path::Path;

const ENVELOPE: Envelope = Envelope { format: "tch-lr-scheduler state", version: 2 };

impl State {
    /// This state as JSON. Floats have the shortest decimal that reads as the same bits; an infinity is the text `"Infinity"`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where it could not be read back: a value that was put into it is not finite, or the
    /// plan is nested deeper than JSON can be read.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan, State};
    ///
    /// let state = Plan::lr(0.1, ExponentialLr::new(0.9)?).preview(1, 7)?;
    /// assert_eq!(State::from_json(&state.to_json()?)?, state);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        text::to_json(&ENVELOPE.close(self))
    }

    /// The state that a text holds.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data), naming the field, where it is not JSON, not a state, of a newer version, not complete,
    /// not what was written (it has a checksum), or holds what is not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::State;
    ///
    /// let error = State::from_json(r#"{"format": "tch-lr-scheduler state", "version": 3}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "state: version: expected at most 2, the newest version that this crate can read, found 3");
    /// ```
    pub fn from_json(text: &str) -> Result<Self> {
        parse(text).map_err(|error| error.in_file("state"))
    }

    /// Writes this state to a file. Whatever happens, the old state or the new one is there, whole: it is written beside the file
    /// first, down to the disk, and then moved in its place.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) where it cannot be written, and as [`to_json`](Self::to_json). Then the old file is as
    /// it was; only where the disk fails to confirm the last step of all, the new one is there.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, State};
    ///
    /// let path = std::env::temp_dir().join("state-of-an-example.json");
    /// let state = Plan::lr(0.1, Constant).preview(1, 90_000)?;
    /// state.save(&path)?;
    /// assert_eq!(State::open(&path)?, state);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        file::replace(path.as_ref(), self.to_json()?.as_bytes())
    }

    /// The state that a file holds.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json), naming the file, and [`Error::File`](crate::Error::File) where it cannot be read.
    ///
    /// ```
    /// use tch_lr_scheduler::State;
    ///
    /// let error = State::open("no-such-state.json").unwrap_err();
    /// assert!(error.to_string().starts_with("cannot read no-such-state.json: "));
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        parse(&file::read(path)?).map_err(|error| error.in_file(path.display()))
    }
}

fn parse(text: &str) -> Result<State> {
    let (data, functions) = (text::from_json(text)?, Functions::new());
    ENVELOPE.open(&data, &functions)
}
