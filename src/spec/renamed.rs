//! Other names in plan files: fields and types that have a new name since the file was written, and aliases.

use crate::data::{Data, FieldName};

/// The old and the new name of each renamed field at the top of a plan, and the alias and the name of a field with an alias.
const FIELDS: [(&str, &str); 3] = [("numbers", "scalars"), ("groups", "expect_groups"), ("beta1", "momentum")];
/// The old and the new name of each renamed type of schedule.
const TYPES: [(&str, &str); 1] = [("Shift", "Offset")];
/// The types whose `shape` was once the field `cosine`.
const WARMUPS: [&str; 3] = ["Warmup", "WithWarmup", "WarmupBeside"];

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
    rename_in(&mut plan);
    plan
}

/// Replaces the old names in a schedule by the new ones.
pub(super) fn schedule_with_new_names(mut schedule: Data) -> Data {
    rename_in(&mut schedule);
    schedule
}

fn rename_in(data: &mut Data) {
    match data {
        Data::Object(fields) => {
            rename_cosine(fields);
            for (name, value) in fields {
                let renamed = TYPES.iter().find(|(old, _)| name == FieldName::TYPE.torch && *value == Data::text(*old));
                match renamed {
                    Some((_, new)) => *value = Data::text(*new),
                    None => rename_in(value),
                }
            }
        }
        Data::List(items) => items.iter_mut().for_each(rename_in),
        _ => {}
    }
}

/// Replaces `cosine`, which is true or false, by the shape of a warm-up. If there is a shape too, `cosine` stays, and reading the
/// warm-up refuses it as an unknown field.
fn rename_cosine(fields: &mut [(String, Data)]) {
    let is_warmup = |(name, value): &(String, Data)| name == FieldName::TYPE.torch && WARMUPS.map(Data::text).contains(value);
    if !fields.iter().any(is_warmup) || fields.iter().any(|(name, _)| name == "shape") {
        return;
    }
    if let Some((name, value)) = fields.iter_mut().find(|(name, _)| name == "cosine")
        && let Data::Bool(is_cosine) = *value
    {
        (*name, *value) = ("shape".into(), Data::text(if is_cosine { "cosine" } else { "linear" }));
    }
}
