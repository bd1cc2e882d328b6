use super::super::positions::Positions;
use crate::Error;
use crate::data::Data;
use std::collections::HashMap;

/// The values of a Python file.
pub(crate) struct Parsed {
    /// The values of the assignments, or the arguments of the call of `TrainingArguments`.
    pub(crate) data: Data,
    pub(crate) positions: Positions,
    /// The names and arguments that could not be evaluated. They are errors only if they are needed.
    pub(crate) unread: HashMap<String, Error>,
}
