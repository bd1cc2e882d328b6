use super::ValueName;
use super::observation::{Observation, check_metric_name};
use super::row::Row;
use crate::Result;
use crate::error::check;
use std::collections::{HashMap, HashSet};

/// The columns of a log after the step: the name of each, and the text that the log writes for it. Columns are only ever added.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    write: fn(&ValueName<'_>) -> String,
    names: Vec<ValueName<'static>>,
    written: Vec<String>,
    /// The column of each written name.
    index: HashMap<String, usize>,
    /// The column of each value of the last state, in the order of [`State::named_values`](crate::State::named_values).
    of_state: Vec<usize>,
    /// All columns: those of `of_state`, then the others.
    state_first: Vec<usize>,
}

impl Columns {
    /// Creates an empty list of columns. `write` is how the log writes names.
    pub(super) fn new(write: fn(&ValueName<'_>) -> String) -> Self {
        Self { write, names: vec![], written: vec![], index: HashMap::new(), of_state: vec![], state_first: vec![] }
    }

    /// These columns and those that the observation needs in addition, or `None` if it needs none.
    ///
    /// # Errors
    /// If two values of the observation have the same written name, or if one has the written name of the step.
    pub(super) fn widened_by(&self, observation: &Observation<'_>) -> Result<Option<Self>> {
        let names = observation.state().named_values().map(|(name, _)| name);
        if self.match_names(names) && observation.metrics().all(|(name, _)| self.of_metric(name).is_some()) {
            return Ok(None);
        }
        let mut wider = Self { of_state: vec![], ..self.clone() };
        let mut taken = HashSet::from([(self.write)(&ValueName::Metric("step".into()))]);
        for (name, _) in observation.named_values() {
            let written = (self.write)(&name);
            let kind = if matches!(name, ValueName::Metric(_)) { "metric" } else { "scalar" };
            let is_free = taken.insert(written.clone());
            check::ensure(is_free, "log", kind, "named differently from the step and every other value", name.to_string())?;
            let is_of_state = !matches!(name, ValueName::Metric(_));
            let column = wider.put(name.into_owned(), written);
            if is_of_state {
                wider.of_state.push(column);
            }
        }
        let mut is_of_state = vec![false; wider.names.len()];
        wider.of_state.iter().for_each(|column| is_of_state[*column] = true);
        let others = (0..wider.names.len()).filter(|column| !is_of_state[*column]);
        wider.state_first = wider.of_state.iter().copied().chain(others).collect();
        Ok(Some(wider))
    }

    /// Adds a column with this name, unless there is one. Returns its index.
    pub(super) fn add(&mut self, name: &str) -> usize {
        let name = ValueName::from_file(name);
        let written = (self.write)(&name);
        if let Some(known) = self.index.get(&written) {
            return *known;
        }
        let column = self.put(name, written);
        self.state_first.push(column);
        column
    }

    /// Adds a column for a metric, unless there is one.
    ///
    /// # Errors
    /// If a metric cannot have this name, or if a value of the state has it.
    pub(super) fn declare(&mut self, name: &str) -> Result<()> {
        check_metric_name(name)?;
        let column = self.add(name);
        let bound = "named differently from the step and every other value";
        check::ensure(!self.of_state.contains(&column), "log", "metric", bound, name)
    }

    /// Sets the name of the column with this written name, or adds the column. Returns its index.
    fn put(&mut self, name: ValueName<'static>, written: String) -> usize {
        if let Some(known) = self.index.get(&written) {
            self.names[*known] = name;
            return *known;
        }
        let column = self.names.len();
        self.names.push(name);
        self.written.push(written.clone());
        self.index.insert(written, column);
        column
    }

    /// Whether the state had exactly these names, in this order.
    fn match_names<'a>(&self, mut names: impl Iterator<Item = ValueName<'a>>) -> bool {
        let mut known = self.of_state.iter();
        names.all(|name| known.next().is_some_and(|column| self.names[*column] == name)) && known.next().is_none()
    }

    fn of_metric(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.is_metric(name))
    }

    /// Puts the values of the observation in their columns. Other columns keep their values, except those of groups that the state
    /// does not have.
    pub(super) fn fill(&self, row: &mut Row, observation: &Observation<'_>) {
        row.values.resize(self.names.len(), None);
        for column in &self.state_first[self.of_state.len()..] {
            if matches!(self.names[*column], ValueName::Setting(_)) {
                row.values[*column] = None;
            }
        }
        for (column, (_, value)) in self.of_state.iter().zip(observation.state().named_values()) {
            row.values[*column] = Some(value);
        }
        for (name, value) in observation.metrics() {
            if let Some(column) = self.of_metric(name) {
                row.values[column] = Some(value);
            }
        }
    }

    /// Whether `row` has every value of the last state, and `other` has the same. Columns of metrics are not compared.
    pub(super) fn have_same_state(&self, row: &Row, other: &Row) -> bool {
        let bits = |row: &Row, column: usize| row.values.get(column).copied().flatten().map(f64::to_bits);
        self.of_state.iter().all(|column| bits(row, *column) == bits(other, *column))
    }

    /// The columns in the order of an object: the values of the last state, then the others.
    pub(super) fn state_first(&self) -> &[usize] {
        &self.state_first
    }

    pub(super) fn names(&self) -> &[ValueName<'static>] {
        &self.names
    }

    pub(super) fn written(&self) -> &[String] {
        &self.written
    }
}
