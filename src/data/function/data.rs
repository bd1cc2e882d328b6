//! Functions as data: the name of a function that the program registers, or the parameters of a built-in function.

use super::function::{Function, FunctionKind};
use crate::Result;
use crate::data::{Data, FieldName, HasSchema, Node, OPAQUE, Read, Write};

const KINDS: [FieldName; 4] =
    [FieldName::plain("power"), FieldName::plain("constant"), FieldName::plain("table"), FieldName::plain("interpolate")];

impl Read for Function {
    fn read(node: &Node<'_>) -> Result<Self> {
        let expected = "the name of a function, or an object with power, constant, table or interpolate";
        match node.data {
            Data::Text(name) => {
                let unknown = || node.problem(node.functions.expected(), format!("{name:?}"));
                node.functions.find(name).ok_or_else(|| match node.functions.suggestion(name) {
                    Some(suggestion) => unknown().with_advice(suggestion),
                    None => unknown(),
                })
            }
            Data::Object(fields) if fields.iter().any(|(name, _)| name == OPAQUE) => {
                Err(node.problem(expected, "a closure without a name, which cannot be read back"))
            }
            Data::Object(fields) if fields.len() == 1 => {
                node.only(&KINDS)?;
                let built = if let Some(base) = node.field("power")? {
                    Self::power(base)
                } else if let Some(value) = node.field("constant")? {
                    Self::constant(value)
                } else if let Some(points) = node.field("table")? {
                    Self::table(pairs(points))
                } else {
                    Self::interpolate(pairs(node.field("interpolate")?.unwrap_or_default()))
                };
                built.map_err(|error| node.locate(error, &KINDS))
            }
            Data::Whole(_) | Data::Number(_) => {
                node.unexpected_but(expected, format!("write {{ constant = {} }}", node.data.excerpt()))
            }
            _ => node.unexpected(expected),
        }
    }
}

impl HasSchema for Function {
    fn schema() -> Data {
        let only = |name: &str, schema: Data| {
            Data::object([
                ("type", Data::text("object")),
                ("properties", Data::object([(name, schema)])),
                ("required", Data::list([Data::text(name)])),
                ("additionalProperties", Data::Bool(false)),
            ])
        };
        let named =
            Data::object([("type", Data::text("string")), ("description", Data::text("a function that the program registers"))]);
        let choices = [
            named,
            only("power", f64::schema()),
            only("constant", f64::schema()),
            only("table", Vec::<Point>::schema()),
            only("interpolate", Vec::<Point>::schema()),
        ];
        Data::object([("oneOf", Data::list(choices))])
    }
}

impl Write for Function {
    fn write(&self) -> Data {
        let points = |points: &[(u64, f64)]| Data::list(points.iter().map(|&(step, value)| Point(step, value).write()));
        match &self.kind {
            // An object and not null, so that a missing function and a closure differ.
            FunctionKind::Unnamed => Data::object([(OPAQUE, Data::text("a closure"))]),
            FunctionKind::Named(name) => Data::text(name),
            FunctionKind::Power(base) => Data::object([("power", base.write())]),
            FunctionKind::Constant(value) => Data::object([("constant", value.write())]),
            FunctionKind::Table(table) => Data::object([("table", points(table))]),
            FunctionKind::Interpolate(table) => Data::object([("interpolate", points(table))]),
        }
    }
}

/// A step and a value. In a file it is a list of two numbers.
pub(crate) struct Point(pub(crate) u64, pub(crate) f64);

fn pairs(points: Vec<Point>) -> Vec<(u64, f64)> {
    points.into_iter().map(|Point(step, value)| (step, value)).collect()
}

impl Write for Point {
    fn write(&self) -> Data {
        Data::list([self.0.write(), self.1.write()])
    }
}

impl Read for Point {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::List(pair) if pair.len() == 2 => Ok(Self(u64::read(&node.item(0)?)?, f64::read(&node.item(1)?)?)),
            _ => node.unexpected("a step and a value, [step, value]"),
        }
    }
}

impl HasSchema for Point {
    fn schema() -> Data {
        Data::object([
            ("type", Data::text("array")),
            ("prefixItems", Data::list([u64::schema(), f64::schema()])),
            ("minItems", Data::Whole(2)),
            ("maxItems", Data::Whole(2)),
        ])
    }
}
