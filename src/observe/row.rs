use crate::State;
use crate::schedule::Time;
use std::fmt::Write;

/// The values of one time in a log: one for each column, or `None` if this time has no such value.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) time: Time,
    pub(super) values: Vec<Option<f64>>,
}

impl Row {
    pub(super) fn empty(time: Time) -> Self {
        Self { time, values: vec![] }
    }

    /// Whether both rows have the same values to the bit, so that NaN equals NaN. A missing column has no value.
    pub(super) fn has_values_of(&self, other: &Self) -> bool {
        let bits = |row: &Self, column: usize| row.values.get(column).copied().flatten().map(f64::to_bits);
        (0..self.values.len().max(other.values.len())).all(|column| bits(self, column) == bits(other, column))
    }
}

/// The text of the step in a log: the step, or the time if the state is between two steps.
pub(super) fn time(state: &State) -> String {
    let mut text = String::new();
    write_time(state.time(), &mut text);
    text
}

pub(super) fn write_time(time: Time, text: &mut String) {
    // Writing to a string cannot fail.
    let _ = if time.fraction == 0.0 { write!(text, "{}", time.step) } else { write!(text, "{:?}", time.as_f64()) };
}

/// The time that [`write_time`] wrote; `None` if the text is not a time.
pub(super) fn read_time(text: &str) -> Option<Time> {
    if let Ok(step) = text.parse() {
        return Some(Time::at_step(step));
    }
    let time: f64 = text.parse().ok()?;
    (time.is_finite() && time >= 0.0).then(|| Time::from(time))
}

/// The time of a state as a log contains it, which is rounded if the state is between two steps.
pub(super) fn logged_time(state: &State) -> Time {
    if state.fraction == 0.0 { state.time() } else { Time::from(state.time().as_f64()) }
}
