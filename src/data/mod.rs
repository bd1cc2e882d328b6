//! Data as a tree of values, which JSON and TOML have in common: how it is read, written, compared and described by a schema, and
//! the files that contain it.

mod any_float;
mod count;
mod differences;
mod elsewhere;
pub(crate) mod file;
mod function;
mod maybe_infinite;
mod nearest;
mod node;
mod of_serde;
mod path;
pub(crate) mod record;
mod schema;
mod serde;
mod source;
pub(crate) mod text;
mod tree;
mod units;
mod unknown_fields;
mod values;
mod whole;
mod word_enum;
pub(crate) mod wording;

pub(crate) use any_float::AnyFloat;
pub(crate) use count::Count;
pub(crate) use differences::differences;
pub use function::{Function, Functions};
pub(crate) use function::{FunctionKind, Point};
pub(crate) use maybe_infinite::MaybeInfinite;
pub(crate) use nearest::{folded, is_typo, nearest};
pub(crate) use node::{FieldName, Node, Read, field_name};
pub(crate) use of_serde::{of_serde, serde_by_data, to_serde};
pub(crate) use path::Path;
pub(crate) use record::{Field, check_record, record, record_schema};
pub(crate) use schema::{object_of, object_schema, of_type, one_of};
pub use source::Position;
pub(crate) use source::SourceText;
pub(crate) use tree::{Data, OPAQUE};
pub(crate) use units::{Resolved, RunContext, StepUnit, length_problem};
pub use units::{RunLength, Span};
pub(crate) use values::{HasSchema, Write};
pub use whole::whole_number;
pub(crate) use word_enum::word_enum;
