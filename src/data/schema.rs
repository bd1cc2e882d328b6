use super::tree::Data;

/// The JSON Schema of a value of one type.
pub(crate) fn of_type(name: &str) -> Data {
    Data::object([("type", Data::text(name))])
}

/// The JSON Schema of one of these words.
pub(crate) fn one_of<const N: usize>(words: [&str; N]) -> Data {
    Data::object([("enum", Data::list(words.map(Data::text)))])
}

/// The JSON Schema of an object that has the fields `properties` and no others.
pub(crate) fn object_schema<const N: usize>(properties: [(&str, Data); N], required: &[&str]) -> Data {
    object_of(properties, required.to_vec())
}

pub(crate) fn object_of<'a>(properties: impl IntoIterator<Item = (&'a str, Data)>, required: Vec<&str>) -> Data {
    let mut fields = vec![("type", Data::text("object")), ("properties", Data::object(properties))];
    if !required.is_empty() {
        fields.push(("required", Data::list(required.into_iter().map(Data::text))));
    }
    fields.push(("additionalProperties", Data::Bool(false)));
    Data::object(fields)
}
