use super::node::{FieldName, Node};
use super::schema::object_of;
use super::tree::Data;
use crate::Result;

/// One field of a record: its row in the list from which the record is read, written and described.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: FieldName,
    pub(crate) schema: fn() -> Data,
    /// The value of a field that is absent; `None` if the field is required.
    pub(crate) default: Option<fn() -> Data>,
}

impl Field {
    /// The JSON Schema of the field, with its default.
    pub(crate) fn described(&self) -> Data {
        match ((self.schema)(), self.default) {
            (Data::Object(mut fields), Some(default)) => {
                fields.push(("default".into(), default()));
                Data::Object(fields)
            }
            (schema, _) => schema,
        }
    }
}

/// The JSON Schema of an object with these fields, and with its type first, if it has one.
pub(crate) fn record_schema(type_schema: Option<Data>, fields: &[Field]) -> Data {
    let kind = type_schema.map(|schema| (FieldName::TYPE.torch, schema));
    let required = kind.iter().map(|(name, _)| *name);
    let required = required.chain(fields.iter().filter(|field| field.default.is_none()).map(|field| field.name.torch)).collect();
    object_of(kind.iter().cloned().chain(fields.iter().map(|field| (field.name.torch, field.described()))), required)
}

/// Checks that an object has the type `name`, and no other fields than these.
pub(crate) fn check_record(node: &Node<'_>, name: Option<FieldName>, fields: &[Field]) -> Result<()> {
    let own = fields.iter().map(|field| field.name);
    if let (Some(name), Data::Text(text)) = (name, node.data)
        && (text == name.torch || text == name.rust)
    {
        return node.unexpected_but("an object", format!("write {{ type = {text:?} }}"));
    }
    node.only(&name.map(|_| FieldName::TYPE).into_iter().chain(own).collect::<Vec<_>>())?;
    let Some(name) = name else {
        return Ok(());
    };
    let found: String = node.required(FieldName::TYPE)?;
    if found == name.torch || found == name.rust {
        return Ok(());
    }
    Err(node.problem(format!("the type {:?}", name.torch), format!("{found:?}")))
}

/// Implements reading, writing and the schema of a type from one row a field.
///
/// `record!(Point { x: f64; y: f64 = 0.0 } => |node| Ok(Point { x, y }))`. The rows have the form of those of `type_entry!`: a
/// field whose Rust spelling differs is `x "X": f64`, a default follows `=`, a value that is not the field of the same name is
/// `, [it -> it.a.b]`, and a field that is not written while it has its default ends with `, omitted`. A record with a type has the
/// type's name behind the Rust type.
macro_rules! record {
    ($type:ident $($torch:literal)? {
        $($field:ident $($name:literal)? : $kind:ty $(= $default:expr)? $(, [$this:ident -> $place:expr])? $(, $omitted:ident)?);* $(;)?
    } => |$node:ident| $build:expr) => {
        impl $type {
            pub(crate) const FIELDS: &[$crate::data::Field] = &[$($crate::data::Field {
                name: $crate::data::field_name!($field $($name)?),
                schema: <$kind as $crate::data::HasSchema>::schema,
                default: $crate::data::record::default!($kind $(= $default)?),
            }),*];
            pub(crate) const TYPE: Option<$crate::data::FieldName> = $crate::data::record::type_name!($type $($torch)?);
        }

        impl $crate::data::Read for $type {
            fn read($node: &$crate::data::Node<'_>) -> $crate::Result<Self> {
                $crate::data::check_record($node, Self::TYPE, Self::FIELDS)?;
                $(let $field: $kind = $crate::data::record::read!($node, $kind, $crate::data::field_name!($field $($name)?) $(, $default)?);)*
                let built: $crate::Result<Self> = $build;
                built.map_err(|error| $node.locate(error, &Self::FIELDS.iter().map(|field| field.name).collect::<Vec<_>>()))
            }
        }

        impl $crate::data::Write for $type {
            fn write(&self) -> $crate::data::Data {
                let mut fields = vec![];
                fields.extend(Self::TYPE.map(|name| ($crate::data::FieldName::TYPE.torch, $crate::data::Data::text(name.torch))));
                $(
                    let value = $crate::data::Write::write(&$crate::data::record::place!(self, $field $(, $this -> $place)?));
                    if $crate::data::record::is_written!(value, $kind $(= $default)? $(, $omitted)?) {
                        fields.push(($crate::data::field_name!($field $($name)?).torch, value));
                    }
                )*
                $crate::data::Data::object(fields)
            }
        }

        impl $crate::data::HasSchema for $type {
            fn schema() -> $crate::data::Data {
                let names = Self::TYPE.map(|name| $crate::data::one_of([name.torch, name.rust]));
                $crate::data::record_schema(names, Self::FIELDS)
            }
        }
    };
}

macro_rules! type_name {
    ($type:ident) => {
        None
    };
    ($type:ident $torch:literal) => {
        Some($crate::data::FieldName { torch: $torch, rust: stringify!($type) })
    };
}

macro_rules! default {
    ($kind:ty) => {
        None
    };
    ($kind:ty = $default:expr) => {
        Some(|| {
            let default: $kind = $default;
            $crate::data::Write::write(&default)
        })
    };
}

macro_rules! read {
    ($node:ident, $kind:ty, $name:expr) => {
        $node.required($name)?
    };
    ($node:ident, $kind:ty, $name:expr, $default:expr) => {
        $node.optional($name)?.unwrap_or_else(|| $default)
    };
}

macro_rules! place {
    ($self:ident, $field:ident) => {
        $self.$field
    };
    ($self:ident, $field:ident, $this:ident -> $place:expr) => {{
        let $this = $self;
        $place
    }};
}

macro_rules! is_written {
    ($value:ident, $kind:ty = $default:expr, omitted) => {{
        let default: $kind = $default;
        $value != $crate::data::Write::write(&default)
    }};
    ($value:ident, $kind:ty $(= $default:expr)?) => {
        true
    };
}

pub(crate) use {default, is_written, place, read, record, type_name};
