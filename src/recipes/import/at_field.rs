use crate::Error;
use crate::data::{FieldName, Node};

/// The error of a constructor as an error of the first of the `fields` that the configuration has.
pub(in crate::recipes) fn at_field(node: &Node<'_>, error: Error, fields: &[FieldName]) -> Error {
    let Error::Parameter { parameter, bound, found, .. } = error else {
        return error;
    };
    let present = fields.iter().find(|field| node.data.field(field.torch).is_some());
    match present
        .and_then(|field| node.place(field.torch).ok().map(|place| place.problem(format!("{parameter} to be {bound}"), &*found)))
    {
        Some(error) => error,
        None => node.problem(format!("{parameter} to be {bound}"), found),
    }
}
