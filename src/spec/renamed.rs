//! Other names in plan files: fields and types that have a new name since the file was written, and aliases.

use crate::data::{Data, FieldName};

/// The old and the new name of each renamed field at the top of a plan, and the alias and the name of a field with an alias.
const FIELDS: [(&str, &str); 3] = [("numbers", "scalars"), ("groups", "expect_groups"), ("beta1", "momentum")];
/// The old and the new name of each renamed type of schedule.
const TYPES: [(&str, &str); 1] = [("Shift", "Offset")];

/// Replaces the old names and aliases in a plan by the new names. If a plan has both names of a field, the old one stays, and
/// reading the plan refuses it as an unknown field.
pub(super) fn with_new_names(mut plan: Data) -> Data {
    if let Data::Object(fields) = &mut plan {
        for (old, new) in FIELDS {
            let is_free = fields.iter().all(|(name, _)| name != new);
            if let Some((name, _)) = fields.iter_mut().find(|(name, _)| is_free && name == old) {
                *name = new.into();
            }
        }
    }
    rename_types(&mut plan);
    plan
}

fn rename_types(data: &mut Data) {
    match data {
        Data::Object(fields) => {
            for (name, value) in fields {
                let renamed = TYPES.iter().find(|(old, _)| name == FieldName::TYPE.torch && *value == Data::text(*old));
                match renamed {
                    Some((_, new)) => *value = Data::text(*new),
                    None => rename_types(value),
                }
            }
        }
        Data::List(items) => items.iter_mut().for_each(rename_types),
        _ => {}
    }
}
