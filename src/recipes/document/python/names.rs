use super::cursor::Cursor;
use super::expression::{Evaluation, problem, unsupported};
use super::parsed::Parsed;
use super::statement::Assignment;
use crate::data::Data;
use crate::{Error, Result};

impl Evaluation {
    /// Evaluates an assignment. Without success, the name has no value.
    pub(super) fn assign(&mut self, start: &Cursor<'_>, assignment: &Assignment<'_>) {
        let name = assignment.name;
        match self.assigned(start, assignment) {
            Ok(value) => {
                self.names.insert(name.to_owned(), value);
                self.order.push(name.to_owned());
                self.unread.remove(name);
            }
            Err(error) => {
                // In `a = b = 1`, the second name changes too.
                self.change(start, &super::statement::changed(start.line()));
                self.forget(name, error);
            }
        }
        self.imported.remove(name);
    }

    fn assigned(&mut self, start: &Cursor<'_>, assignment: &Assignment<'_>) -> Result<Data> {
        let (name, mut cursor) = (assignment.name, start.clone());
        self.depth = 0;
        cursor.advance(assignment.value);
        cursor.skip_space(false);
        self.positions.remove(name);
        self.positions.insert(name, cursor.position());
        let value = self.value(&mut cursor, name, name, false)?;
        cursor.skip_space(false);
        if !matches!(cursor.peek(), None | Some('\n')) {
            return Err(unsupported(&cursor, name));
        }
        match (assignment.operator, self.names.get(name)) {
            (None, _) => Ok(value),
            (Some(operator), Some(before)) => operator.apply(before, &value).ok_or_else(|| unsupported(start, name)),
            (Some(_), None) => Err(self.unread.get(name).cloned().unwrap_or_else(|| unsupported(start, name))),
        }
    }

    /// Takes the value from names that a statement may change.
    pub(super) fn change(&mut self, start: &Cursor<'_>, names: &[&str]) {
        for &name in names {
            if self.has_seen(name) {
                let expected = format!("a value by `{name} = ..` alone, because this program is not run");
                let error = problem(start, name, &expected, "a statement that may change it");
                self.forget(name, error);
            }
        }
    }

    /// Adds imported names.
    pub(super) fn import(&mut self, names: &[(&str, &str)]) {
        for (name, original) in names {
            self.imported.insert((*name).to_owned(), (*original).to_owned());
        }
    }

    /// Whether a name has a value, or has had one.
    pub(super) fn has_seen(&self, name: &str) -> bool {
        self.names.contains_key(name) || self.unread.contains_key(name)
    }

    fn forget(&mut self, name: &str, error: Error) {
        self.names.remove(name);
        self.unread.insert(name.to_owned(), error);
    }

    /// The values of all names.
    pub(super) fn into_parsed(mut self) -> Parsed {
        let names = self.order.into_iter().filter_map(|name| self.names.remove(&name).map(|value| (name, value)));
        Parsed { data: Data::object(names), positions: self.positions, unread: self.unread }
    }
}
