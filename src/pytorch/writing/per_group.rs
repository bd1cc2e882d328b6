use crate::data::Data;
use crate::data::{FieldName, Node};
use crate::data::{Read, Write};
use crate::pytorch::class::Class;
use crate::{Error, Result};

/// One scheduler of the plan, as data, once for each group. Torch has one scheduler for all groups, and a list for each parameter
/// that may differ between groups.
pub(super) struct PerGroup<'a>(pub(super) Vec<Node<'a>>);

impl PerGroup<'_> {
    pub(super) fn class(&self) -> Result<Class> {
        self.shared(FieldName::TYPE.torch)?;
        self.0[0].required(FieldName::TYPE)
    }

    /// The parameter `name` (torch's spelling), which must be equal in all groups.
    pub(super) fn shared(&self, name: &'static str) -> Result<Data> {
        let first = self.0[0].place(name)?;
        for (group, node) in self.0.iter().enumerate() {
            let found = node.place(name)?;
            // Groups that share a schedule share its data.
            if !std::ptr::eq(found.data, first.data) && found.data != first.data {
                let expected = format!("{} in every group, because torch has one scheduler for all groups", first.data.excerpt());
                return Err(found.problem(expected, format!("{} in group {group}", found.data.excerpt())));
            }
        }
        Ok(first.data.clone())
    }

    pub(super) fn shared_as<T: Read>(&self, name: &'static str) -> Result<T> {
        self.shared(name)?;
        self.0[0].required(FieldName::plain(name))
    }

    /// The parameter `name` of each group.
    pub(super) fn numbers(&self, name: &'static str) -> Result<Vec<f64>> {
        self.0.iter().map(|node| node.required(FieldName::plain(name))).collect()
    }

    /// Checks that no group has one of these parameters, which torch's class lacks.
    pub(super) fn without(&self, names: &[&'static str], class: Class) -> Result<()> {
        for node in &self.0 {
            if let Some(name) = names.iter().find(|name| node.data.field(name).is_some()) {
                let found = node.place(name)?;
                let expected = format!("no {name}, because torch's {} has no such parameter", class.write().excerpt());
                return Err(found.problem(expected, found.data.excerpt()));
            }
        }
        Ok(())
    }

    /// Calls `visit` with each member of a composite and its index, and returns the results.
    pub(super) fn members<T>(&self, mut visit: impl FnMut(usize, &PerGroup<'_>) -> Result<T>) -> Result<Vec<T>> {
        let lists = self.0.iter().map(|node| node.place("schedulers")).collect::<Result<Vec<_>>>()?;
        let lengths: Vec<_> = lists.iter().map(length).collect();
        if let Some(group) = lengths.iter().position(|length| *length != lengths[0]) {
            let expected = format!("{} in every group, because torch has one scheduler for all groups", lengths[0]);
            return Err(lists[group].problem(expected, format!("{} in group {group}", lengths[group])));
        }
        let member = |index| visit(index, &PerGroup(lists.iter().map(|list| list.item(index)).collect::<Result<_>>()?));
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
