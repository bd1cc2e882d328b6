use super::tree::Data;

/// The JSON Schema of a value of one type.
pub(crate) fn of_type(name: &str) -> Data {
    Data::object([("type", Data::text(name))])
}

/// The JSON Schema of an object that has the fields `properties` and no others.
pub(crate) fn object_schema<const N: usize>(properties: [(&str, Data); N], required: &[&str]) -> Data {
    let mut fields = vec![("type", Data::text("object")), ("properties", Data::object(properties))];
    if !required.is_empty() {
        fields.push(("required", Data::list(required.iter().map(|name| Data::text(*name)))));
    }
    fields.push(("additionalProperties", Data::Bool(false)));
    Data::object(fields)
}
