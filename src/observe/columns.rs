use super::ValueName;
use crate::error::check;
use crate::schedule::Time;
use crate::{Result, State};
use std::collections::HashSet;

/// The names of a log's values, and how that log writes them.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<ValueName<'static>>,
    written: Vec<String>,
}

impl Columns {
    /// That no two of the written names are the same, nor one that of the step.
    pub(super) fn of(state: &State, write: impl Fn(&ValueName<'_>) -> String) -> Result<Self> {
        let names: Vec<_> = state.named_values().map(|(name, _)| name.into_owned()).collect();
        let written: Vec<_> = names.iter().map(&write).collect();
        let mut taken = HashSet::from([write(&ValueName::Scalar("step".into()))]);
        for (name, written) in names.iter().zip(&written) {
            let is_free = taken.insert(written.clone());
            check::ensure(is_free, "log", "number", "named unlike the step and every other value", name.to_string())?;
        }
        Ok(Self { names, written })
    }

    pub(super) fn are_of(&self, state: &State) -> bool {
        let mut names = self.names.iter();
        state.named_values().all(|(name, _)| names.next() == Some(&name)) && names.next().is_none()
    }

    pub(super) fn written(&self) -> &[String] {
        &self.written
    }
}

/// The step, or the time where it is between two steps.
pub(super) fn time(state: &State) -> String {
    if state.fraction == 0.0 { state.step.to_string() } else { format!("{:?}", state.time().as_f64()) }
}

/// What [`time`] wrote.
pub(super) fn read_time(text: &str) -> Option<Time> {
    if let Ok(step) = text.parse() {
        return Some(Time::at_step(step));
    }
    let time: f64 = text.parse().ok()?;
    (time.is_finite() && time >= 0.0).then(|| Time::from(time))
}
