//! A state as JSON text and as a file.

use super::State;
use crate::data::file::{self, Envelope};
use crate::data::text;
use crate::{Functions, Result};
use std::path::Path;

const ENVELOPE: Envelope = Envelope { format: "tch-lr-scheduler state", version: 2 };

impl State {
    /// Writes this state as JSON.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the text could not be read back: if a program has put a value into the state that is
    /// not finite, or if the plan is nested too deep.
    ///
    /// # Examples
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan, State};
    ///
    /// let state = Plan::lr(0.1, ExponentialLr::new(0.9)?).preview(1, 7)?;
    /// assert_eq!(State::from_json(&state.to_json()?)?, state);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    #[doc = include_str!("format.md")]
    pub fn to_json(&self) -> Result<String> {
        text::to_json(&ENVELOPE.close(self))
    }

    /// A short number that is equal for equal states: the checksum that a file of this state has. The processes of a distributed
    /// run compare it to check that they agree.
    ///
    /// States that differ in any bit of a value, in a rule, in a cooldown or in the plan have different digests, except by
    /// chance, once in 2<sup>64</sup>. The digest is the same on every machine. Another version of the crate has the same digest
    /// if it writes the same format of state files; the format has the algorithm, under *Checksum* in [`to_json`](Self::to_json).
    /// Closures of the plan count only by their values in the state, because they have no data.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?);
    /// let digest = plan.preview(1, 7)?.digest();
    /// assert_eq!(plan.preview(1, 7)?.digest(), digest);
    /// assert_ne!(plan.preview(1, 8)?.digest(), digest);
    /// assert!(plan.preview(1, 7)?.to_json()?.contains(&format!("{digest:016x}"))); // the field `checksum`
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("hash", "checksum"))]
    pub fn digest(&self) -> u64 {
        ENVELOPE.checksum(self)
    }

    /// Reads a state from JSON text.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) if the text is not JSON, is not a state, has a newer version, lacks a field, has a field
    /// of the wrong type, or does not fit its checksum. The error names the field.
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

    /// Writes this state to a file, as [`to_json`](Self::to_json) does.
    ///
    /// The file is replaced by an atomic rename: the state is written to a temporary file in the same folder, synced to the disk,
    /// and renamed. At any time, also after a crash, the file contains the whole old state or the whole new one.
    ///
    /// - If `path` is a symbolic link, the link stays, and the file that it leads to is replaced.
    /// - On Unix, an existing file keeps its mode and, if the process may set them, its owner and group. Access control lists and
    ///   extended attributes are not kept.
    /// - If the file has several hard links, only `path` gets the new state. The other names keep the old one, because an atomic
    ///   rename replaces one name.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the file cannot be written or a new one cannot be created in its folder, and if there
    /// is a directory, a device, a named pipe or a socket at `path`: write the text of [`to_json`](Self::to_json) there yourself.
    /// Also as [`to_json`](Self::to_json). The old file is then unchanged, unless the disk could not confirm the rename itself.
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

    /// Reads a state from a file.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json), and [`Error::File`](crate::Error::File) if the file cannot be read. The error names the
    /// file.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler, State};
    ///
    /// let plan = Plan::lr(0.1, Constant);
    /// let path = std::env::temp_dir().join("state-to-open.json");
    /// plan.preview(1, 90_000)?.save(&path)?;
    ///
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// assert_eq!(scheduler.load(State::open(&path)?, &mut DryRun)?.step, 90_000);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
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
