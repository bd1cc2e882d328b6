use super::data::Data;
use super::node::Node;
use crate::{Result, Schedule};

/// A value that a file can hold, on its way in.
pub(crate) trait Read: Sized {
    fn read(node: &Node<'_>) -> Result<Self>;
}

/// A value of plan files, which editors complete; what states and checkpoints hold needs none.
pub(crate) trait HasSchema {
    /// Its JSON Schema.
    fn schema() -> Data;
}

/// The same on its way out. Apart from [`Read`], for a schedule of any type is written and a boxed one is read.
pub(crate) trait Write {
    fn write(&self) -> Data;
}

pub(crate) fn of_type(name: &str) -> Data {
    Data::object([("type", Data::text(name))])
}

impl Read for u64 {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Whole(value) => Ok(*value),
            _ => node.unexpected("a whole number, at least 0"),
        }
    }
}

impl HasSchema for u64 {
    fn schema() -> Data {
        Data::object([("type", Data::text("integer")), ("minimum", Data::Whole(0))])
    }
}

impl Write for u64 {
    fn write(&self) -> Data {
        Data::Whole(*self)
    }
}

impl Read for f64 {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Whole(value) => Ok(*value as f64),
            Data::Number(value) if value.is_finite() => Ok(*value),
            _ => node.unexpected("a finite number"),
        }
    }
}

impl HasSchema for f64 {
    fn schema() -> Data {
        of_type("number")
    }
}

impl Write for f64 {
    fn write(&self) -> Data {
        Data::Number(*self)
    }
}

impl Read for bool {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Bool(value) => Ok(*value),
            _ => node.unexpected("true or false"),
        }
    }
}

impl HasSchema for bool {
    fn schema() -> Data {
        of_type("boolean")
    }
}

impl Write for bool {
    fn write(&self) -> Data {
        Data::Bool(*self)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>) -> Result<Self> {
        if *node.data == Data::Null { Ok(None) } else { T::read(node).map(Some) }
    }
}

impl<T: HasSchema> HasSchema for Option<T> {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([T::schema(), of_type("null")]))])
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self) -> Data {
        self.as_ref().map_or(Data::Null, T::write)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.items("a list")
    }
}

impl<T: HasSchema> HasSchema for Vec<T> {
    fn schema() -> Data {
        Data::object([("type", Data::text("array")), ("items", T::schema())])
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self) -> Data {
        Data::list(self.iter().map(T::write))
    }
}

impl<S: Schedule> Write for S {
    fn write(&self) -> Data {
        self.spec().into_data()
    }
}

/// Torch's words for the variants of an enum.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $crate::spec::parameter::Read for $type {
            fn read(node: &$crate::spec::node::Node<'_>) -> $crate::Result<Self> {
                let words = [$($word),*];
                match node.data {
                    $($crate::spec::data::Data::Text(word) if word == $word => Ok(Self::$variant),)*
                    _ => node.unexpected(&format!("one of {}", words.map(|word| format!("{word:?}")).join(", "))),
                }
            }
        }

        impl $crate::spec::parameter::HasSchema for $type {
            fn schema() -> $crate::spec::data::Data {
                use $crate::spec::data::Data;
                Data::object([("enum", Data::list([$(Data::text($word)),*]))])
            }
        }

        impl $crate::spec::parameter::Write for $type {
            fn write(&self) -> $crate::spec::data::Data {
                $crate::spec::data::Data::text(match self {
                    $(Self::$variant => $word,)*
                })
            }
        }
    };
}
pub(crate) use words;
