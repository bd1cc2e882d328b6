use crate::{Checkpoint, Result};
use serde::de::DeserializeOwned;
use std::fmt;

/// A value of the program that is loaded from JSON, in two phases.
pub(super) struct JsonTarget<'a>(Box<dyn TwoPhases + 'a>);

trait TwoPhases {
    /// Reads the saved value. The program's value is unchanged.
    fn prepare(&mut self, checkpoint: &Checkpoint, part: &str) -> Result<()>;

    /// Writes the saved value to the program's value.
    fn commit(&mut self);
}

struct Slot<'a, T> {
    target: &'a mut T,
    saved: Option<T>,
}

impl<T: DeserializeOwned> TwoPhases for Slot<'_, T> {
    fn prepare(&mut self, checkpoint: &Checkpoint, part: &str) -> Result<()> {
        self.saved = Some(checkpoint.json_of(part)?);
        Ok(())
    }

    fn commit(&mut self) {
        if let Some(saved) = self.saved.take() {
            *self.target = saved;
        }
    }
}

impl<'a> JsonTarget<'a> {
    pub(super) fn new<T: DeserializeOwned>(target: &'a mut T) -> Self {
        Self(Box::new(Slot { target, saved: None }))
    }

    pub(super) fn prepare(&mut self, checkpoint: &Checkpoint, part: &str) -> Result<()> {
        self.0.prepare(checkpoint, part)
    }

    pub(super) fn commit(&mut self) {
        self.0.commit();
    }
}

impl fmt::Debug for JsonTarget<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JsonTarget")
    }
}
