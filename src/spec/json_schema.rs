use super::data::Data;
use super::form::{Form, FormParameter};
use super::forms;
use super::parameter::HasSchema;
use crate::{Plan, Result};

/// The JSON Schema of a plan file, for editors: made of the same rows that files are read by. It knows torch's spelling alone.
///
/// # Errors
/// None that is known.
///
/// ```
/// let schema = tch_lr_scheduler::spec::json_schema()?;
/// assert!(schema.contains("CosineAnnealingLR"));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn json_schema() -> Result<String> {
    let Data::Object(mut fields) = Plan::schema() else {
        return super::text::to_json(&Plan::schema());
    };
    let mut schema = vec![
        ("$schema".to_owned(), Data::text("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), Data::text("A plan of tch-lr-scheduler")),
    ];
    schema.append(&mut fields);
    let schedule = Data::object([("oneOf", Data::list(forms::ALL.iter().map(of_form)))]);
    schema.push(("$defs".to_owned(), Data::object([("schedule", schedule)])));
    super::text::to_json(&Data::Object(schema))
}

fn of_form(form: &Form) -> Data {
    let kind = Data::object([("const", Data::text(form.name.torch))]);
    let properties = form.parameters.iter().map(|parameter| (parameter.name.torch, with_default(parameter)));
    let properties = std::iter::once((Form::TYPE.torch, kind)).chain(properties);
    let required = form.parameters.iter().filter(|parameter| parameter.default.is_none()).map(|parameter| parameter.name.torch);
    Data::object([
        ("type", Data::text("object")),
        ("properties", Data::object(properties)),
        ("required", Data::list(std::iter::once(Form::TYPE.torch).chain(required).map(Data::text))),
        ("additionalProperties", Data::Bool(false)),
    ])
}

fn with_default(parameter: &FormParameter) -> Data {
    let schema = (parameter.schema)();
    match (schema, parameter.default) {
        (Data::Object(mut fields), Some(default)) => {
            fields.push(("default".into(), default()));
            Data::Object(fields)
        }
        (schema, _) => schema,
    }
}

/// The JSON Schema of an object that has these fields and no others.
pub(crate) fn object<const N: usize>(properties: [(&str, Data); N], required: &[&str]) -> Data {
    let mut fields = vec![("type", Data::text("object")), ("properties", Data::object(properties))];
    if !required.is_empty() {
        fields.push(("required", Data::list(required.iter().map(|name| Data::text(*name)))));
    }
    fields.push(("additionalProperties", Data::Bool(false)));
    Data::object(fields)
}
