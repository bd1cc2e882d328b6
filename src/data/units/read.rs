//! A number of steps as data: a whole number, or in a plan also a length in any unit as text.

use super::context::RunContext;
use super::length_problem::length_problem;
use super::rest::{REST, steps_left};
use super::span::Span;
use crate::Result;
use crate::data::count::Count;
use crate::data::node::{Node, Read};
use crate::data::tree::Data;
use crate::data::values::{HasSchema, Write};
use crate::data::whole::whole_number;
use crate::data::wording::number;

/// A number of steps. Every number of steps in a plan is read here, so that each may be a length in any unit.
impl Read for u64 {
    fn read(node: &Node<'_>) -> Result<Self> {
        match (node.data, node.run) {
            (Data::Text(text), Some(_)) if text == REST => steps_left(node),
            (Data::Text(_), Some(run)) => in_run(node, run),
            (Data::Number(share), Some(_)) if *share > 0.0 && *share < 1.0 => {
                node.unexpected_but(Count::WANTED, format!("write \"{}%\" for a share of the run", number(share * 100.0)))
            }
            _ => Count::read(node).map(|count| count.0),
        }
    }
}

fn in_run(node: &Node<'_>, run: &RunContext) -> Result<u64> {
    let span = Span::read(node)?;
    run.steps(&|| node.path.to_string(), span).map_err(|error| length_problem(node, error))
}

impl HasSchema for u64 {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([Count::schema(), length()]))])
    }
}

/// The JSON Schema of a length as text.
fn length() -> Data {
    let any_case =
        |word: &str| -> String { word.chars().map(|letter| format!("[{}{letter}]", letter.to_ascii_uppercase())).collect() };
    let counted = ["epochs?", "ep", "batch(es)?", "ba", "steps?", "samples?", "sp", "tokens?", "tok"].map(|word| {
        let plain = word.replace(['?', '(', ')'], "");
        // The optional end of a word.
        match word {
            "batch(es)?" => format!("{}({})?", any_case("batch"), any_case("es")),
            _ if word.ends_with('?') => format!("{}?", any_case(&plain)),
            _ => any_case(&plain),
        }
    });
    let pattern = format!(
        "^({REST}|([0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)([eE][+-]?[0-9]+)?\\s*(%|{}|{}|[kKMGBT]?\\s*({})))$",
        any_case("percent"),
        any_case("dur"),
        counted.join("|")
    );
    Data::object([("type", Data::text("string")), ("pattern", Data::text(pattern))])
}

impl Write for u64 {
    fn write(&self) -> Data {
        Data::Whole(*self)
    }
}

/// A length: a number of steps, or a text.
impl Read for Span {
    fn read(node: &Node<'_>) -> Result<Self> {
        let Data::Text(text) = node.data else {
            return Count::read(node).map(|count| Self::steps(count.0));
        };
        // A number of steps is a number and not a text.
        if whole_number(text).is_ok() {
            return node.unexpected_number(Count::WANTED);
        }
        text.parse().map_err(|error| length_problem(node, error))
    }
}

impl HasSchema for Span {
    fn schema() -> Data {
        u64::schema()
    }
}

impl Write for Span {
    fn write(&self) -> Data {
        match self.whole_steps() {
            Some(steps) => steps.write(),
            None => Data::text(self.to_string()),
        }
    }
}
