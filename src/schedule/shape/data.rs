//! The shapes as data: a word, or an object if the shape has a parameter.

use super::shape::{Kind, Shape};
use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, field_name, nearest, object_schema};
use crate::{Function, Result};

/// The shapes that are a word.
const WORDS: [&str; 8] = ["linear", "cosine", "1-sqrt", "1-square", "mirror-cosine", "half-life", "constant", "logarithmic"];

/// The types of the shapes with a parameter, the name of the parameter, and what to write.
const TYPES: [(&str, FieldName, &str); 5] = [
    ("power", field_name!(power), "0.5"),
    ("polynomial", field_name!(power), "2"),
    ("exponential", field_name!(floor), "0.01"),
    ("exponential-normalized", field_name!(floor), "0.1"),
    ("function", field_name!(function), "\"name\""),
];

/// The names of shapes in timm, Megatron, DeepSpeed and epfml/schedules-and-scaling, and the names here.
const ELSEWHERE: [(&str, &str); 6] = [
    ("exp", "exponential-normalized"),
    ("minus_sqrt", "1-sqrt"),
    ("square", "1-square"),
    ("cos", "cosine"),
    ("log", "logarithmic"),
    ("none", "constant"),
];

/// What a place for a shape expects. The list of all shapes comes last in an error.
fn expected() -> String {
    let names: Vec<_> = WORDS.into_iter().chain(TYPES.map(|(name, ..)| name)).map(|name| format!("{name:?}")).collect();
    format!("a shape: one of {}", names.join(", "))
}

/// What to write for a shape with a parameter.
fn spelled((name, parameter, example): (&str, FieldName, &str)) -> String {
    format!("write {{ type = {name:?}, {} = {example} }}", parameter.torch)
}

impl Shape {
    /// The word or the type of the shape in a file.
    pub(super) fn word(&self) -> &'static str {
        match &self.0 {
            Kind::Linear => "linear",
            Kind::Cosine => "cosine",
            Kind::OneMinusSqrt => "1-sqrt",
            Kind::OneMinusSquare => "1-square",
            Kind::Power(_) => "power",
            Kind::Polynomial(_) => "polynomial",
            Kind::Exponential(_) => "exponential",
            Kind::ExponentialNormalized(_) => "exponential-normalized",
            Kind::MirrorCosine => "mirror-cosine",
            Kind::HalfLife => "half-life",
            Kind::Constant => "constant",
            Kind::Logarithmic => "logarithmic",
            Kind::Function(_) => "function",
        }
    }

    /// The shape of a word that is the same in a file.
    fn of_word(word: &str) -> Option<Self> {
        Some(Self(match word {
            "linear" => Kind::Linear,
            "cosine" => Kind::Cosine,
            "1-sqrt" => Kind::OneMinusSqrt,
            "1-square" => Kind::OneMinusSquare,
            "mirror-cosine" => Kind::MirrorCosine,
            "half-life" => Kind::HalfLife,
            "constant" => Kind::Constant,
            "logarithmic" => Kind::Logarithmic,
            _ => return None,
        }))
    }
}

impl Read for Shape {
    fn read(node: &Node<'_>) -> Result<Self> {
        let word = match node.data {
            Data::Text(word) => word.clone(),
            Data::Object(_) => node.required(FieldName::TYPE)?,
            _ => return node.unexpected(&expected()),
        };
        let parameter = TYPES.into_iter().find(|(name, ..)| *name == word);
        let known = match (Self::of_word(&word), parameter, node.data) {
            (Some(shape), _, Data::Object(_)) => return node.only(&[FieldName::TYPE]).map(|()| shape),
            (Some(shape), ..) => return Ok(shape),
            (None, Some(known), Data::Object(_)) => known,
            (None, Some(known), _) => return node.unexpected_but(&expected(), spelled(known)),
            (None, None, _) => return Err(unknown(node, &word)),
        };
        let names = [FieldName::TYPE, known.1];
        node.only(&names)?;
        let shape = match known.0 {
            "power" => Self::power(node.required(known.1)?),
            "polynomial" => Self::polynomial(node.required(known.1)?),
            "exponential" => Self::exponential(node.required(known.1)?),
            "exponential-normalized" => Self::exponential_normalized(node.required(known.1)?),
            _ => node.required::<Function>(known.1).map(Self::of),
        };
        shape.map_err(|error| node.locate(error, &names))
    }
}

fn unknown(node: &Node<'_>, word: &str) -> crate::Error {
    let error = node.problem(expected(), format!("{word:?}"));
    let names = WORDS.into_iter().chain(TYPES.map(|(name, ..)| name));
    let elsewhere = ELSEWHERE.into_iter().find(|(name, _)| *name == word).map(|(_, name)| name);
    match elsewhere.or(nearest(word, names)) {
        Some(name) => match TYPES.into_iter().find(|(known, ..)| *known == name) {
            Some(known) => error.with_advice(spelled(known)),
            None => error.with_advice(format!("did you mean {name:?}?")),
        },
        None => error,
    }
}

impl Write for Shape {
    fn write(&self) -> Data {
        let with = |name, value| Data::object([(FieldName::TYPE.torch, Data::text(self.word())), (name, value)]);
        match &self.0 {
            Kind::Power(power) | Kind::Polynomial(power) => with("power", power.write()),
            Kind::Exponential(floor) | Kind::ExponentialNormalized(floor) => with("floor", floor.write()),
            Kind::Function(function) => with("function", function.write()),
            _ => Data::text(self.word()),
        }
    }
}

impl HasSchema for Shape {
    fn schema() -> Data {
        schema_of(&WORDS)
    }
}

/// The JSON Schema of these words, and of the shapes with a parameter.
fn schema_of(words: &[&str]) -> Data {
    let words = Data::object([("enum", Data::list(words.iter().map(|word| Data::text(*word))))]);
    let typed = TYPES.map(|(name, parameter, _)| {
        let schema = if name == "function" { Function::schema() } else { f64::schema() };
        let kind = Data::object([("const", Data::text(name))]);
        object_schema([(FieldName::TYPE.torch, kind), (parameter.torch, schema)], &[FieldName::TYPE.torch, parameter.torch])
    });
    Data::object([("anyOf", Data::list(std::iter::once(words).chain(typed)))])
}

/// A shape of a plan file that is not only for a warm-up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FallShape(pub(crate) Shape);

impl FallShape {
    /// The words of the shapes for a fall. "logarithmic" is the last word of the list of all shapes.
    pub(crate) const WORDS: [&'static str; 7] =
        ["linear", "cosine", "1-sqrt", "1-square", "mirror-cosine", "half-life", "constant"];

    /// The JSON Schema of these words, and of the shapes with a parameter.
    pub(crate) fn schema_with(words: &[&str]) -> Data {
        schema_of(words)
    }
}

impl Read for FallShape {
    fn read(node: &Node<'_>) -> Result<Self> {
        let shape = Shape::read(node)?;
        if shape == Shape::logarithmic() {
            return node.unexpected("a shape that falls, because \"logarithmic\" is only for a warm-up");
        }
        Ok(Self(shape))
    }
}

impl Write for FallShape {
    fn write(&self) -> Data {
        self.0.write()
    }
}

impl HasSchema for FallShape {
    fn schema() -> Data {
        schema_of(&Self::WORDS)
    }
}
