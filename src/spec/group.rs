//! The entries of single groups as data: a base, a schedule, a coupling to the rate, a factor, or a schedule as a factor.

use super::coupling;
use super::given::{BASE, SCHEDULE, property, read_given};
use crate::data::{Data, FieldName, HasSchema, Node, Read, object_of};
use crate::plan::assignments::Source;
use crate::plan::coupling::Coupling;
use crate::{Hyperparameter, Result, Schedule};
use std::sync::Arc;

pub(super) const GROUPS: FieldName = FieldName::plain("groups");
pub(super) const FACTOR: FieldName = FieldName::plain("factor");
pub(super) const TIMES: FieldName = FieldName::plain("times");

/// The entry of one group.
pub(super) struct Group {
    pub(super) source: Option<Source>,
    pub(super) factor: Option<f64>,
    /// The schedule that multiplies the values.
    pub(super) times: Option<Arc<dyn Schedule>>,
}

impl Group {
    /// Checks that a group with a schedule has a base of its own, or takes the common one. `node` is the place of the
    /// hyperparameter.
    pub(super) fn check_base(&self, node: &Node<'_>, index: usize, has_common_base: bool) -> Result<()> {
        match &self.source {
            Some(Source::Scheduled(given)) if given.base().is_none() && !has_common_base => {
                Err(node.problem(format!("a field base, or one in groups.{index}"), node.data.excerpt()))
            }
            _ => Ok(()),
        }
    }

    /// Checks that a group that a schedule multiplies is not coupled to the rate, by its own coupling or the `common` one. `node`
    /// is the place of the hyperparameter.
    pub(super) fn check_times(&self, node: &Node<'_>, index: usize, common: Option<&Coupling>) -> Result<()> {
        let is_coupled = match &self.source {
            Some(Source::Coupled(_)) => true,
            Some(Source::Scheduled(given)) => !given.has_schedule() && common.is_some_and(Coupling::is_proportional),
            None => common.is_some(),
        };
        if self.times.is_none() || !is_coupled {
            return Ok(());
        }
        let advice = "write a factor in place of times, or give the group a base and a schedule";
        let (groups, index) = (node.place(GROUPS.torch)?, index.to_string());
        let group = groups.place(&index)?;
        Err(group
            .place(TIMES.torch)?
            .problem("a group that follows a schedule", "one that is coupled to the rate")
            .with_advice(advice))
    }

    fn read(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Self> {
        if let Data::Whole(_) | Data::Number(_) = node.data {
            let number = node.data.excerpt();
            return node.unexpected_but("an object", format!("write {{ base = {number} }} or {{ factor = {number} }}"));
        }
        let coupling_field = coupling::field(hyperparameter);
        let names = [BASE, SCHEDULE, FACTOR, TIMES].into_iter().chain(coupling_field).collect::<Vec<_>>();
        node.only(&names)?;
        let (given, coupled) = (read_given(node)?, coupling::read(node, hyperparameter)?);
        let factor = node.optional::<f64>(FACTOR)?;
        let times = node.optional_with(TIMES, read_times)?;
        let source = match (given, coupled) {
            (Some(_), Some(_)) => {
                let name = coupling_field.map_or("", |name| name.torch);
                return Err(node.problem(format!("base and schedule, or {name}"), "both"));
            }
            (given, coupled) => given.map(Source::Scheduled).or(coupled.map(Source::Coupled)),
        };
        if source.is_none() && factor.is_none() && times.is_none() {
            let names = names.iter().map(|name| name.torch).collect::<Vec<_>>();
            return node.unexpected(&format!("at least one of {}", names.join(", ")));
        }
        Ok(Self { source, factor, times })
    }
}

fn read_times(node: &Node<'_>) -> Result<Arc<dyn Schedule>> {
    if let Data::Whole(_) | Data::Number(_) = node.data {
        return node.unexpected_but("a schedule", format!("write factor = {} for a number", node.data.excerpt()));
    }
    Ok(Arc::new(<Box<dyn Schedule>>::read(node)?))
}

/// The entries of single groups, by the index of the group.
pub(super) fn read(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Vec<(usize, Group)>> {
    let with_index = |(name, group): (String, Group)| {
        let index = name.parse().map_err(|_| node.problem("the number of a group, counted from 0", format!("{name:?}")))?;
        Ok((index, group))
    };
    let expected = "an object with the numbers of groups as names";
    if let Data::List(_) = node.data {
        return node.unexpected_but(expected, "write groups = { 0 = { base = 0.1 }, 1 = { base = 0.01 } }");
    }
    let entries = node.entries_with(expected, |node| Group::read(node, hyperparameter))?;
    entries.into_iter().map(with_index).collect()
}

pub(super) fn schema(hyperparameter: Hyperparameter) -> Data {
    let coupling = coupling::field(hyperparameter).zip(coupling::schema(hyperparameter));
    let properties = [BASE, SCHEDULE, FACTOR]
        .map(property)
        .into_iter()
        .chain([(TIMES.torch, <Box<dyn Schedule>>::schema())])
        .chain(coupling.map(|(name, schema)| (name.torch, schema)));
    Data::object([
        ("type", Data::text("object")),
        ("patternProperties", Data::object([("^[0-9]+$", object_of(properties, vec![]))])),
        ("additionalProperties", Data::Bool(false)),
    ])
}
