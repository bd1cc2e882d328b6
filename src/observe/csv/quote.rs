use crate::observe::ValueName;

/// The name of a value as a field of CSV.
pub(super) fn quote(name: &ValueName<'_>) -> String {
    let name = name.to_string();
    if name.contains([',', '"', '\n', '\r']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name }
}
