//! The assignments of one hyperparameter as data: `base` and `schedule` of all groups (or a list, or a coupling to the rate), the
//! `groups` with their own base, schedule, coupling or factors, and the factors of layers.

use super::coupling;
use super::given::{BASE, SCHEDULE, base_is_missing, check_is_table, fields_of, property, read_given};
use super::group::{self, GROUPS, Group};
use crate::data::{Data, FieldName, HasSchema, Node, Write, object_of};
use crate::hyperparameter::CouplingKind;
use crate::plan::assignments::{Assignments, Source};
use crate::plan::given::Given;
use crate::{Hyperparameter, LayerWise, Result};
use std::collections::HashMap;

const EACH: FieldName = FieldName::plain("each");
const LAYER_WISE: FieldName = FieldName::plain("layer_wise");

/// The field that a hyperparameter may have instead of a base for all groups.
fn alternative_field(hyperparameter: Hyperparameter) -> FieldName {
    coupling::field(hyperparameter).unwrap_or(EACH)
}

/// The field for the factors of layers. Only the learning rate has it.
fn layer_wise_field(hyperparameter: Hyperparameter) -> Option<FieldName> {
    (hyperparameter == Hyperparameter::Lr).then_some(LAYER_WISE)
}

pub(super) fn read(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Assignments> {
    let alternative = alternative_field(hyperparameter);
    check_is_table(node)?;
    let names = [BASE, SCHEDULE, GROUPS, alternative].into_iter().chain(layer_wise_field(hyperparameter));
    node.only(&names.collect::<Vec<_>>())?;
    let given = read_given(node)?;
    let coupled = coupling::read(node, hyperparameter)?;
    let each = match hyperparameter.coupling() {
        CouplingKind::Uncoupled => node.optional::<Vec<Given>>(EACH)?,
        _ => None,
    };
    let groups = node.optional_with(GROUPS, |node| group::read(node, hyperparameter))?.unwrap_or_default();
    let has_base = given.as_ref().is_some_and(|given| given.base().is_some());
    match (&given, &coupled) {
        (Some(_), Some(_)) => return Err(node.problem(format!("base or {}", alternative.torch), "both")),
        (Some(_), None) if has_base && each.is_some() => return Err(node.problem("base or each", "both")),
        // The bases may be those of the groups.
        (Some(_), None) if !has_base && each.is_none() && groups.is_empty() => return Err(base_is_missing(node)),
        (None, None) if each.is_none() && hyperparameter == Hyperparameter::Lr => {
            return Err(node.problem("a field base or each", node.data.excerpt()));
        }
        _ => {}
    }
    for (name, group) in &groups {
        let is_covered = has_base || each.as_ref().is_some_and(|each| *name < each.len());
        group.check_base(node, *name, is_covered)?;
        group.check_times(node, *name, coupled.as_ref())?;
    }
    let mut assignments = match each {
        Some(each) => Assignments::of_list(hyperparameter, each),
        None => Assignments::new(hyperparameter),
    };
    if let Some(source) = given.map(Source::Scheduled).or(coupled.map(Source::Coupled)) {
        assignments.add(None, source);
    }
    for (index, Group { source, factor, times }) in groups {
        if let Some(source) = source {
            assignments.add(Some(index), source);
        }
        if let Some(factor) = factor {
            assignments.add_factor(index, factor);
        }
        if let Some(times) = times {
            assignments.add_times(index, times);
        }
    }
    if let Some(name) = layer_wise_field(hyperparameter)
        && let Some(layers) = node.optional::<LayerWise>(name)?
    {
        assignments.add_layer_wise(layers);
    }
    Ok(assignments)
}

pub(super) fn write(assignments: &Assignments) -> Data {
    let mut fields: Vec<(String, Data)> = vec![];
    let mut groups: Vec<(String, Vec<(String, Data)>)> = vec![];
    let list_length = assignments.list_length().unwrap_or(0);
    let mut each = vec![];
    let follows_common = assignments.has_common_course();
    for (group, source) in assignments.sources() {
        let written = match source {
            Source::Scheduled(given) if group.is_some() && follows_common => fields_of(given),
            Source::Scheduled(given) => fields_of(&given.or_constant()),
            Source::Coupled(coupling) => vec![coupling::write(coupling, assignments.hyperparameter())],
        };
        match group {
            // The entries of the list are the first sources.
            Some(_) if each.len() < list_length => each.push(Data::Object(written)),
            Some(group) => groups.push((group.to_string(), written)),
            None => fields.extend(written),
        }
    }
    let mut index_of: HashMap<String, usize> = groups.iter().enumerate().map(|(index, (name, _))| (name.clone(), index)).collect();
    let factors = assignments.factors();
    let numbers = factors.numbers.iter().map(|(group, factor)| (group, group::FACTOR, factor.write()));
    let schedules = factors.schedules.iter().map(|(group, times)| (group, group::TIMES, times.write()));
    for (group, field, value) in numbers.chain(schedules) {
        let (name, field) = (group.to_string(), field.torch.to_owned());
        // A second factor of a group becomes a second field. The plan refuses it when it is used with an optimizer.
        let index = *index_of.entry(name.clone()).or_insert(groups.len());
        match groups.get_mut(index) {
            Some((_, fields)) => fields.push((field, value)),
            None => groups.push((name, vec![(field, value)])),
        }
    }
    if assignments.list_length().is_some() {
        fields.push((EACH.torch.into(), Data::List(each)));
    }
    fields.extend(factors.layers.iter().map(|layers| (LAYER_WISE.torch.into(), layers.write())));
    if !groups.is_empty() {
        fields.push((GROUPS.torch.into(), Data::object(groups.into_iter().map(|(name, fields)| (name, Data::Object(fields))))));
    }
    Data::Object(fields)
}

/// The JSON Schema of the assignments of a hyperparameter.
pub(super) fn schema(hyperparameter: Hyperparameter) -> Data {
    let alternative = coupling::schema(hyperparameter).unwrap_or_else(Vec::<Given>::schema);
    let alternative = (alternative_field(hyperparameter).torch, alternative);
    let layers = layer_wise_field(hyperparameter).map(|name| (name.torch, LayerWise::schema()));
    let common = [property(BASE), property(SCHEDULE), (GROUPS.torch, group::schema(hyperparameter)), alternative];
    object_of(common.into_iter().chain(layers), vec![])
}
