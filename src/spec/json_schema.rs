use super::descriptions::describe;
use super::registry;
use crate::data::{Data, HasSchema, record_schema, text};
use crate::schedule::type_entry::TypeEntry;
use crate::{Plan, Result};

/// The JSON Schema of plan files, for editors that check and complete them. It contains torch's spelling of names only.
///
/// Each field has a description, which an editor shows. It is generated from the registry that plan files are read with. The command line writes it with `tch-lr schema`.
///
/// # Errors
/// No error is known. The `Result` is that of the function that writes JSON.
///
/// ```
/// let schema = tch_lr_scheduler::spec::json_schema()?;
/// assert!(schema.contains(r#""const": "CosineAnnealingLR""#));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn json_schema() -> Result<String> {
    let Data::Object(mut fields) = Plan::schema() else {
        return text::to_json(&Plan::schema());
    };
    let mut schema = vec![
        ("$schema".to_owned(), Data::text("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), Data::text("A plan of tch-lr-scheduler")),
    ];
    schema.append(&mut fields);
    let schedule = Data::object([("oneOf", Data::list(registry::ALL.iter().map(schema_of)))]);
    schema.push(("$defs".to_owned(), Data::object([("schedule", schedule)])));
    let mut schema = Data::Object(schema);
    describe(&mut schema, "plan");
    text::to_json(&schema)
}

fn schema_of(entry: &TypeEntry) -> Data {
    record_schema(Some(Data::object([("const", Data::text(entry.name.torch))])), entry.parameters)
}
