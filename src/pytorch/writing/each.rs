use crate::data::Data;
use crate::data::Read;
use crate::data::{FieldName, Node};
use crate::pytorch::class::Class;
use crate::{Error, Result};

/// The same scheduler of the plan in every group: torch has one for all, and lists of numbers where they may differ.
pub(super) struct Each<'a>(pub(super) Vec<Node<'a>>);

impl Each<'_> {
    pub(super) fn class(&self) -> Result<Class> {
        self.shared(FieldName::TYPE.torch)?;
        self.0[0].required(FieldName::TYPE)
    }

    /// What all groups have, in torch's terms.
    pub(super) fn shared(&self, name: &'static str) -> Result<Data> {
        let first = self.0[0].place(name)?;
        for (group, node) in self.0.iter().enumerate() {
            let found = node.place(name)?;
            if found.data != first.data {
                let expected = format!("{} in every group, for torch has one scheduler for all", first.data.excerpt());
                return Err(found.problem(expected, format!("{} in group {group}", found.data.excerpt())));
            }
        }
        Ok(first.data.clone())
    }

    pub(super) fn shared_as<T: Read>(&self, name: &'static str) -> Result<T> {
        self.shared(name)?;
        self.0[0].required(FieldName::plain(name))
    }

    pub(super) fn numbers(&self, name: &'static str) -> Result<Vec<f64>> {
        self.0.iter().map(|node| node.required(FieldName::plain(name))).collect()
    }

    /// What each scheduler of a composite gives, with its number.
    pub(super) fn members<T>(&self, mut visit: impl FnMut(usize, &Each<'_>) -> Result<T>) -> Result<Vec<T>> {
        let lists = self.0.iter().map(|node| node.place("schedulers")).collect::<Result<Vec<_>>>()?;
        let lengths: Vec<_> = lists.iter().map(length).collect();
        if let Some(group) = lengths.iter().position(|length| *length != lengths[0]) {
            let expected = format!("{} in every group, for torch has one scheduler for all", lengths[0]);
            return Err(lists[group].problem(expected, format!("{} in group {group}", lengths[group])));
        }
        let member = |index| visit(index, &Each(lists.iter().map(|list| list.item(index)).collect::<Result<_>>()?));
        (0..lengths[0]).map(member).collect()
    }

    pub(super) fn problem(&self, expected: impl Into<String>, found: impl Into<String>) -> Error {
        self.0[0].problem(expected, found)
    }
}

fn length(list: &Node<'_>) -> usize {
    match list.data {
        Data::List(items) => items.len(),
        _ => 0,
    }
}
