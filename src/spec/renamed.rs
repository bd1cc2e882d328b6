//! Names that plan files of earlier versions had for what has another name now.

use crate::data::{Data, FieldName};

const FIELDS: [(&str, &str); 2] = [("numbers", "scalars"), ("groups", "expect_groups")];
const TYPES: [(&str, &str); 1] = [("Shift", "Offset")];

/// The plan under today's names. A file that has both names of a field stays as it is, and reading it names the old one as unknown.
pub(super) fn current(mut plan: Data) -> Data {
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
