use super::folder::wall_time;
use super::messages::{Event, Summary, Value};
use super::record::record;
use crate::observe::columns::Columns;
use crate::observe::row::{Row, logged_time};
use crate::observe::{Observation, ValueName};
use crate::{Hyperparameter, Result, Setting, State};

/// The values of the last step, each in the column of its tag.
#[derive(Debug, Clone)]
pub(super) struct Scalars {
    columns: Columns,
    row: Row,
}

/// What an observation changes.
pub(super) enum Update {
    Nothing,
    /// These columns have values of which TensorBoard has none for this step.
    Added(Vec<usize>),
    /// A value differs from the one that TensorBoard has for this step.
    Changed,
}

impl Scalars {
    /// The values of a state, and the metrics that were known for its step.
    pub(super) fn of(state: &State, known: Vec<(String, f32)>) -> Result<Self> {
        let columns = Columns::new(tag);
        let mut columns = columns.widened_by(&state.into())?.unwrap_or(columns);
        let mut row = Row::empty(logged_time(state));
        // The settings of a state are complete, so another setting is that of a group that the run does not have at this step.
        for (tag, value) in known.into_iter().filter(|(tag, _)| !is_setting(tag)) {
            let column = columns.add(&tag);
            row.values.resize(row.values.len().max(column + 1), None);
            row.values[column] = Some(value.into());
        }
        columns.fill(&mut row, &state.into());
        Ok(Self { columns, row })
    }

    /// Adds columns for values that have none.
    pub(super) fn widen(&mut self, observation: &Observation<'_>) -> Result<()> {
        if let Some(wider) = self.columns.widened_by(observation)? {
            self.columns = wider;
        }
        Ok(())
    }

    /// Returns the values of the step after an observation whose values all have columns, and the change from the values before.
    pub(super) fn after(&self, observation: &Observation<'_>) -> (Row, Update) {
        let mut row = Row::empty(logged_time(observation.state()));
        let is_same_step = whole(row.time.step) == self.step();
        if is_same_step {
            row.values.clone_from(&self.row.values);
        }
        self.columns.fill(&mut row, observation);
        let bits = |row: &Row, column: usize| row.values.get(column).copied().flatten().map(|value| (value as f32).to_bits());
        let known = |column: usize| if is_same_step { bits(&self.row, column) } else { None };
        let differs = |column: &usize| bits(&row, *column).is_some_and(|value| known(*column) != Some(value));
        let different: Vec<_> = self.columns.state_first().iter().copied().filter(differs).collect();
        let update = if different.is_empty() {
            Update::Nothing
        } else if different.iter().all(|column| known(*column).is_none()) {
            Update::Added(different)
        } else {
            Update::Changed
        };
        (row, update)
    }

    pub(super) fn replace(&mut self, row: Row) {
        self.row = row;
    }

    /// The record of an event with these columns, as far as they have a value in the row.
    pub(super) fn event(&self, row: &Row, columns: &[usize]) -> Vec<u8> {
        let value = |column: &usize| {
            let value = row.values.get(*column).copied().flatten()?;
            Some(Value { tag: self.columns.written().get(*column)?.clone(), simple_value: Some(value as f32) })
        };
        let summary = Some(Summary { value: columns.iter().filter_map(value).collect() });
        record(&Event { wall_time: wall_time(), step: whole(row.time.step), summary, ..Event::default() })
    }

    /// The record of an event with all values in the row.
    pub(super) fn whole_event(&self, row: &Row) -> Vec<u8> {
        self.event(row, self.columns.state_first())
    }

    pub(super) fn row(&self) -> &Row {
        &self.row
    }

    pub(super) fn step(&self) -> i64 {
        whole(self.row.time.step)
    }
}

/// The step of a state in an event.
pub(super) fn step(state: &State) -> i64 {
    whole(logged_time(state).step)
}

fn whole(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}

fn tag(name: &ValueName<'_>) -> String {
    match name {
        ValueName::Setting(Setting { hyperparameter, group: Some(group) }) => format!("{hyperparameter}/{group}"),
        name => name.to_string(),
    }
}

pub(super) fn is_setting(tag: &str) -> bool {
    let is_name = |name: &str| Hyperparameter::ALL.iter().any(|hyperparameter| hyperparameter.name() == name);
    tag.split_once('/').is_some_and(|(name, group)| is_name(name) && group.bytes().all(|digit| digit.is_ascii_digit()))
}
