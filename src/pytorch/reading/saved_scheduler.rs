use super::budget::Budget;
use crate::data::{FieldName, Node, Read};
use crate::pytorch::class::Class;
use crate::{Functions, Result};

/// One scheduler of a run: its outline in the file, its `state_dict()`, and the groups of its optimizer.
pub(super) struct SavedScheduler<'a> {
    pub(super) class: Class,
    /// The outline: the class, whether it has a `scale_fn`, and the outlines of its members.
    pub(super) outline: Node<'a>,
    pub(super) state: Node<'a>,
    pub(super) groups: &'a [Node<'a>],
    pub(super) budget: &'a Budget,
}

impl<'a> SavedScheduler<'a> {
    pub(super) fn new(outline: Node<'a>, state: Node<'a>, groups: &'a [Node<'a>], budget: &'a Budget) -> Result<Self> {
        Ok(Self { class: outline.required(Class::NAME)?, outline, state, groups, budget })
    }

    pub(super) fn is_composite(&self) -> bool {
        matches!(self.class, Class::SequentialLr | Class::ChainedScheduler)
    }

    pub(super) fn functions(&self) -> &'a Functions {
        self.state.functions
    }

    /// Calls `visit` with each member scheduler and its index, and returns the results.
    pub(super) fn members<T>(&self, mut visit: impl FnMut(usize, &SavedScheduler<'_>) -> Result<T>) -> Result<Vec<T>> {
        let (outline, state) = (self.outline.place("schedulers")?, self.state.place("_schedulers")?);
        let members = state.list("a list of schedulers")?.len();
        self.budget.take_parts(&state, members, 1)?;
        let member =
            |index| visit(index, &SavedScheduler::new(outline.item(index)?, state.item(index)?, self.groups, self.budget)?);
        (0..members).map(member).collect()
    }

    /// The entry of `group` in a list of the state that has one entry for each group.
    pub(super) fn list_entry(&self, list: &'static str, group: usize) -> Result<f64> {
        let list = self.state.place(list)?;
        let found = list.list("a list")?.len();
        if found == self.groups.len() { f64::read(&list.item(group)?) } else { Err(self.wrong_length(&list, found)) }
    }

    /// The error for a list that does not have one entry for each group.
    pub(super) fn wrong_length(&self, list: &Node<'_>, found: usize) -> crate::Error {
        list.problem(format!("one entry for each group of the optimizer, {} in all", self.groups.len()), found.to_string())
    }

    /// A field of `group` in the optimizer's `param_groups`.
    pub(super) fn group_field(&self, name: &'static str, group: usize) -> Result<f64> {
        self.groups[group].required(FieldName::plain(name))
    }
}
