//! A lowest or highest rate as a parameter of a rule: one number, or one for each group.

use crate::data::{Data, HasSchema, Node, Read, Write};
use crate::error::check;
use crate::{Error, Result};

/// The lowest or the highest rate that a rule may set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LrLimit {
    /// The same for every group.
    OfAll(f64),
    /// One for each group.
    OfEach(Vec<f64>),
}

impl LrLimit {
    pub(crate) fn of_all(owner: &'static str, parameter: &'static str, limit: f64) -> Result<Self> {
        check::finite_not_negative(owner, parameter, limit).map(Self::OfAll)
    }

    pub(crate) fn of_each(owner: &'static str, parameter: &'static str, limits: Vec<f64>) -> Result<Self> {
        let checked = limits.into_iter().map(|limit| check::finite_not_negative(owner, parameter, limit));
        checked.collect::<Result<_>>().map(Self::OfEach)
    }

    /// Checks the numbers again, for a limit that was read from data.
    pub(crate) fn checked(self, owner: &'static str, parameter: &'static str) -> Result<Self> {
        match self {
            Self::OfAll(limit) => Self::of_all(owner, parameter, limit),
            Self::OfEach(limits) => Self::of_each(owner, parameter, limits),
        }
    }

    pub(crate) fn of_group(&self, group: usize) -> Option<f64> {
        match self {
            Self::OfAll(limit) => Some(*limit),
            Self::OfEach(limits) => limits.get(group).copied(),
        }
    }

    /// The number of groups that the list has, or 0 if every group has the same limit.
    pub(crate) fn named_groups(&self) -> usize {
        match self {
            Self::OfAll(_) => 0,
            Self::OfEach(limits) => limits.len(),
        }
    }

    /// Checks that a list has one entry for each group. `list` is its name in the error.
    pub(crate) fn check_groups(&self, list: &'static str, groups: usize) -> Result<()> {
        match self {
            Self::OfEach(limits) if limits.len() != groups => {
                Err(Error::GroupCount { list, expected: groups, found: limits.len() })
            }
            _ => Ok(()),
        }
    }
}

impl Read for LrLimit {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::List(_) => node.items("a list").map(Self::OfEach),
            _ => f64::read(node).map(Self::OfAll),
        }
    }
}

impl HasSchema for LrLimit {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([f64::schema(), Vec::<f64>::schema()]))])
    }
}

impl Write for LrLimit {
    fn write(&self) -> Data {
        match self {
            Self::OfAll(limit) => limit.write(),
            Self::OfEach(limits) => limits.write(),
        }
    }
}
