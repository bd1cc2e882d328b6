use super::ValueName;
use crate::error::check;
use crate::schedule::Time;
use crate::{Result, State};
use std::collections::HashSet;

/// The names of the values in a log, each with the text that this log writes for it.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<ValueName<'static>>,
    written: Vec<String>,
}

impl Columns {
    /// The names of the values of `state`, written by `write`. It is an error if two written names are equal, or if one is equal
    /// to the written name of the step.
    pub(super) fn of(state: &State, write: impl Fn(&ValueName<'_>) -> String) -> Result<Self> {
        let names: Vec<_> = state.named_values().map(|(name, _)| name.into_owned()).collect();
        let written: Vec<_> = names.iter().map(&write).collect();
        let mut taken = HashSet::from([write(&ValueName::Scalar("step".into()))]);
        for (name, written) in names.iter().zip(&written) {
            let is_free = taken.insert(written.clone());
            check::ensure(is_free, "log", "scalar", "named differently from the step and every other value", name.to_string())?;
        }
        Ok(Self { names, written })
    }

    /// Whether `state` has exactly these names, in this order.
    pub(super) fn match_state(&self, state: &State) -> bool {
        let mut names = self.names.iter();
        state.named_values().all(|(name, _)| names.next() == Some(&name)) && names.next().is_none()
    }

    pub(super) fn written(&self) -> &[String] {
        &self.written
    }
}

/// The text of the first column: the step, or the time if the state is between two steps.
pub(super) fn time(state: &State) -> String {
    if state.fraction == 0.0 { state.step.to_string() } else { format!("{:?}", state.time().as_f64()) }
}

/// The time that [`time`] wrote; `None` if the text is no such time.
pub(super) fn read_time(text: &str) -> Option<Time> {
    if let Ok(step) = text.parse() {
        return Some(Time::at_step(step));
    }
    let time: f64 = text.parse().ok()?;
    (time.is_finite() && time >= 0.0).then(|| Time::from(time))
}
