use crate::Result;
use crate::data::{Data, Node, is_typo};

/// The most fields that the last line names.
const MOST_NAMES: usize = 300;

/// What a configuration has and a plan cannot say.
#[derive(Default)]
pub(in crate::recipes) struct Notes(Vec<String>);

impl Notes {
    pub(in crate::recipes) fn text(&mut self, text: impl Into<String>) {
        self.0.push(text.into());
    }

    /// Adds a field with its value, and what to do about it.
    pub(in crate::recipes) fn add(&mut self, field: &str, value: impl std::fmt::Display, remedy: &str) {
        self.0.push(format!("{field} = {value}: {remedy}"));
    }

    /// Adds those of the `fields` that are present and not null, false, 0 or empty.
    pub(in crate::recipes) fn without_equal(&mut self, node: &Node<'_>, fields: &[(&str, &str)]) {
        for (field, remedy) in fields {
            match node.data.field(field) {
                None | Some(Data::Null | Data::Bool(false) | Data::Whole(0)) => {}
                Some(Data::Text(text)) if text.is_empty() => {}
                Some(value) => self.add(field, value.excerpt(), remedy),
            }
        }
    }

    /// Adds one line with the names of the other fields that are not null.
    ///
    /// # Errors
    /// If a name looks misspelt, and the field that it probably means is needed and absent.
    pub(in crate::recipes) fn rest(&mut self, node: &Node<'_>, used: &[&str], without_equal: &[(&str, &str)]) -> Result<()> {
        let Data::Object(fields) = node.data else { return Ok(()) };
        let is_known = |name: &str| used.contains(&name) || without_equal.iter().any(|(known, _)| *known == name);
        let given = fields.iter().filter(|(_, value)| *value != Data::Null).map(|(name, _)| name.as_str());
        let known = || used.iter().copied().chain(without_equal.iter().map(|(known, _)| *known));
        let mut others = vec![];
        for name in given.filter(|name| !is_known(name)) {
            match known().find(|known| name.len() >= 5 && is_typo(name, known)) {
                Some(known) if used.contains(&known) && node.data.field(known).is_none() => {
                    return node.place(name)?.unexpected_but("a known field", format!("did you mean {known}?"));
                }
                Some(known) => self.0.push(format!("{name} is not read: did you mean {known}?")),
                None => others.push(name),
            }
        }
        if !others.is_empty() {
            let named = others.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
            let rest = match others.len().saturating_sub(MOST_NAMES) {
                0 => String::new(),
                rest => format!(" and {rest} others"),
            };
            self.0.push(format!("Not about hyperparameters of the optimizer: {named}{rest}"));
        }
        Ok(())
    }

    pub(super) fn into_texts(self) -> Vec<String> {
        self.0
    }
}
