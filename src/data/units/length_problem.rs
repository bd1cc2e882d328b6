use crate::Error;
use crate::data::node::Node;

/// The error of a length, as an error at its place in the file.
pub(crate) fn length_problem(node: &Node<'_>, error: Error) -> Error {
    match error {
        Error::RunUnknown { span, meaning, needs } => {
            let advice = format!("add {needs} to the table [run], because {span} is {meaning}");
            node.problem(format!("a length that the plan can turn into steps, with {needs} in the table [run]"), "")
                .with_advice(advice)
        }
        Error::Span { position, expected, found, advice, .. } => {
            let found = if found.is_empty() { "its end".to_owned() } else { format!("{found:?}") };
            let error = node.problem(expected, format!("{}, with {found} at character {position}", node.data.excerpt()));
            match advice {
                Some(advice) => error.with_advice(advice),
                None => error,
            }
        }
        Error::Parameter { bound, .. } => node.problem(bound, node.data.excerpt()),
        other => other,
    }
}
