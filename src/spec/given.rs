//! A base and a schedule as data: of all groups, or of one group.

use crate::data::{Data, FieldName, HasSchema, Node, Path, Read, Write, object_schema};
use crate::plan::given::Given;
use crate::{Error, Result, Schedule};
use std::sync::Arc;

pub(super) const BASE: FieldName = FieldName::plain("base");
pub(super) const SCHEDULE: FieldName = FieldName::plain("schedule");

/// The base and the schedule of an object, or `None` if it has neither.
pub(super) fn read_given(node: &Node<'_>) -> Result<Option<Given>> {
    let base = node.optional_with(BASE, read_base)?;
    let schedule = node.optional::<Box<dyn Schedule>>(SCHEDULE)?;
    if base.is_none() && schedule.is_none() {
        return Ok(None);
    }
    Ok(Some(Given::parts(base, schedule.map(|schedule| Arc::new(schedule) as Arc<dyn Schedule>))))
}

pub(super) fn base_is_missing(node: &Node<'_>) -> Error {
    node.missing(BASE.torch)
}

/// Checks that the value here is an object. The error shows the object to write instead of a number.
pub(super) fn check_is_table(node: &Node<'_>) -> Result<()> {
    let base = node.data.excerpt();
    match node.data {
        Data::Whole(_) | Data::Number(_) => {
            node.unexpected_but("an object", format!("write {{ base = {base} }}, or {{\"base\": {base}}} in JSON"))
        }
        Data::List(_) if matches!(node.path, Path::Field(Path::Root, _)) => {
            node.unexpected_but("an object", "write { each = [..] } for a list with one entry for each group")
        }
        _ => Ok(()),
    }
}

pub(super) fn read_base(node: &Node<'_>) -> Result<f64> {
    let base = f64::read(node)?;
    if base >= 0.0 { Ok(base) } else { node.unexpected("a base that is finite and not negative") }
}

/// The fields of the parts that are given.
pub(super) fn fields_of(given: &Given) -> Vec<(String, Data)> {
    let base = given.base().map(|base| (BASE.torch.into(), base.write()));
    base.into_iter().chain(given.spec().map(|spec| (SCHEDULE.torch.into(), spec.into_data()))).collect()
}

pub(super) fn property(name: FieldName) -> (&'static str, Data) {
    let schema = if name == SCHEDULE { <Box<dyn Schedule>>::schema() } else { f64::schema() };
    (name.torch, schema)
}

/// An entry of a list with one entry for each group. It has a base.
impl Read for Given {
    fn read(node: &Node<'_>) -> Result<Self> {
        check_is_table(node)?;
        node.only(&[BASE, SCHEDULE])?;
        read_given(node)?.filter(|given| given.base().is_some()).ok_or_else(|| base_is_missing(node))
    }
}

impl HasSchema for Given {
    fn schema() -> Data {
        object_schema([BASE, SCHEDULE].map(property), &["base"])
    }
}
