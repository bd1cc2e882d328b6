use crate::data::{FieldName, Node};
use crate::pytorch::class::Class;
use crate::{Functions, Result};

/// One scheduler of a run: what the file says of it, its `state_dict()`, and the groups of its optimizer.
pub(super) struct Place<'a> {
    pub(super) class: Class,
    pub(super) about: Node<'a>,
    pub(super) state: Node<'a>,
    pub(super) groups: &'a [Node<'a>],
}

impl<'a> Place<'a> {
    pub(super) fn new(about: Node<'a>, state: Node<'a>, groups: &'a [Node<'a>]) -> Result<Self> {
        Ok(Self { class: about.required(Class::NAME)?, about, state, groups })
    }

    pub(super) fn is_composite(&self) -> bool {
        matches!(self.class, Class::SequentialLr | Class::ChainedScheduler)
    }

    pub(super) fn functions(&self) -> &'a Functions {
        self.state.functions
    }

    /// What each of its own schedulers gives, with its number.
    pub(super) fn members<T>(&self, mut visit: impl FnMut(usize, &Place<'_>) -> Result<T>) -> Result<Vec<T>> {
        let (about, state) = (self.about.place("schedulers")?, self.state.place("_schedulers")?);
        let members = state.list("a list of schedulers")?.len();
        let member = |index| visit(index, &Place::new(about.item(index)?, state.item(index)?, self.groups)?);
        (0..members).map(member).collect()
    }

    /// What a list with one entry a group has for this one.
    pub(super) fn of_group(&self, list: &'static str, group: usize) -> Result<f64> {
        let values: Vec<f64> = self.state.required(FieldName::plain(list))?;
        match values.get(group) {
            Some(value) if values.len() == self.groups.len() => Ok(*value),
            _ => {
                let expected = format!("one for each of the optimizer's {} groups", self.groups.len());
                Err(self.state.place(list)?.problem(expected, values.len().to_string()))
            }
        }
    }

    /// What the optimizer has for a group.
    pub(super) fn in_group(&self, name: &'static str, group: usize) -> Result<f64> {
        self.groups[group].required(FieldName::plain(name))
    }
}
