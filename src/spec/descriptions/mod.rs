//! The descriptions of fields in the JSON Schema, which editors show.

mod fields;

use crate::data::Data;
use fields::FIELDS;

/// The page of this module. It has a row for each type, so that the text exists once.
const PAGE: &str = include_str!("../mod.rs");

/// The part of the page about shapes.
const SHAPES: &str = include_str!("../shapes.md");

/// Adds a description to each field of the schema of an object that is called `owner`.
pub(super) fn describe(schema: &mut Data, owner: &str) {
    match schema {
        Data::List(items) => items.iter_mut().for_each(|item| describe(item, owner)),
        Data::Object(fields) => {
            let type_name = type_of(fields);
            for (name, value) in fields.iter_mut() {
                if name == "properties" {
                    describe_properties(value, type_name.as_deref().unwrap_or(owner));
                } else {
                    describe(value, owner);
                }
            }
        }
        _ => {}
    }
}

/// The type of the object that the fields of a schema describe.
fn type_of(schema: &[(String, Data)]) -> Option<String> {
    let (_, properties) = schema.iter().find(|(name, _)| name == "properties")?;
    let of_type = properties.field("type")?;
    let name = of_type.field("const").or_else(|| match of_type.field("enum") {
        Some(Data::List(names)) => names.first(),
        _ => None,
    });
    match name {
        Some(Data::Text(name)) => Some(name.clone()),
        _ => None,
    }
}

fn describe_properties(properties: &mut Data, owner: &str) {
    let Data::Object(properties) = properties else { return };
    for (name, schema) in properties {
        describe(schema, name);
        let description = if name == "type" {
            row_of(owner).or_else(|| shape_row_of(owner))
        } else {
            description_of(owner, name).map(String::from)
        };
        if let (Data::Object(fields), Some(description)) = (schema, description) {
            fields.push(("description".into(), Data::text(description)));
        }
    }
}

fn description_of(owner: &str, name: &str) -> Option<&'static str> {
    let of = |wanted: &str| FIELDS.iter().find(|(known, _)| *known == wanted).map(|(_, text)| *text);
    of(&format!("{owner}.{name}")).or_else(|| of(name))
}

/// The text of the page about a type of shape.
fn shape_row_of(type_name: &str) -> Option<String> {
    let start = format!("| `{{\"type\": \"{type_name}\",");
    let row = SHAPES.lines().find(|line| line.starts_with(&start))?;
    let text = row.split(" | ").last()?.trim_end_matches(['|', ' ']);
    Some(format!("The weight of the first value at the fraction p of the steps is {}.", without_marks(text)))
}

/// The text of the page about a type, as a sentence.
fn row_of(type_name: &str) -> Option<String> {
    let start = format!("//! | `{type_name}` | ");
    let row = PAGE.lines().find_map(|line| line.strip_prefix(&start))?;
    let text = row.split(" | ").last()?.trim_end_matches(['|', ' ']);
    let plain = without_marks(text);
    let mut letters = plain.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// A text without the marks of links and code.
fn without_marks(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    // A link is "[text](place)" or "[text]".
    while let Some((before, link)) = rest.split_once('[') {
        let (words, behind) = link.split_once(']').unwrap_or((link, ""));
        plain.push_str(before);
        plain.push_str(words);
        rest = match behind.strip_prefix('(') {
            Some(place) => place.split_once(')').map_or("", |(_, behind)| behind),
            None => behind,
        };
    }
    plain.push_str(rest);
    plain.replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields without a description, each with its owner.
    fn missing(schema: &serde_json::Value, owner: &str, found: &mut Vec<String>) {
        let Some(fields) = schema.as_object() else {
            return schema.as_array().into_iter().flatten().for_each(|item| missing(item, owner, found));
        };
        for (name, value) in fields {
            if name != "properties" {
                missing(value, owner, found);
                continue;
            }
            for (name, schema) in value.as_object().into_iter().flatten() {
                if schema.get("description").is_none() {
                    found.push(format!("{owner}.{name}: {value}"));
                }
                missing(schema, name, found);
            }
        }
    }

    #[test]
    fn every_field_that_an_editor_shows_has_a_description() -> crate::Result<()> {
        let schema = serde_json::from_str(&crate::spec::json_schema()?).unwrap_or_default();
        let mut found = vec![];
        missing(&schema, "plan", &mut found);
        assert!(found.is_empty(), "add these to the list of descriptions:\n{}", found.join("\n"));
        Ok(())
    }

    /// Each type in a list of schemas, with the names of its fields.
    fn fields_of_types(list: &serde_json::Value) -> impl Iterator<Item = (&str, &str)> {
        list.as_array().into_iter().flatten().flat_map(|entry| {
            let properties = &entry["properties"];
            let name = properties["type"]["const"].as_str().or(properties["type"]["enum"][0].as_str()).unwrap_or_default();
            properties.as_object().into_iter().flatten().map(move |(field, _)| (name, field.as_str()))
        })
    }

    /// A text such as "the steps at which metrics count" is wrong for a schedule with a field of the same name.
    #[test]
    fn no_text_without_an_owner_describes_both_schedules_and_rules() -> crate::Result<()> {
        let schema: serde_json::Value = serde_json::from_str(&crate::spec::json_schema()?).unwrap_or_default();
        let is_general = |(owner, name): &(&str, &str)| {
            let own = format!("{owner}.{name}");
            *name != "type" && FIELDS.iter().all(|(known, _)| *known != own)
        };
        let names = |list: &serde_json::Value| -> std::collections::BTreeSet<String> {
            fields_of_types(list).filter(is_general).map(|(_, name)| name.to_owned()).collect()
        };
        let (schedules, rules) = (names(&schema["$defs"]["schedule"]["oneOf"]), names(&schema["properties"]["feedback"]["anyOf"]));
        assert!(schedules.len() > 50 && rules.len() > 5, "{schedules:?}, {rules:?}");
        let both: Vec<_> = schedules.intersection(&rules).collect();
        assert!(both.is_empty(), "give these a text for each owner, such as `Noise.during`: {both:?}");
        Ok(())
    }

    #[test]
    fn every_text_describes_a_field_that_exists() -> crate::Result<()> {
        let schema = crate::spec::json_schema()?;
        for (name, text) in FIELDS {
            let exists = name.trim_start_matches("plan.").split('.').all(|part| schema.contains(&format!("\"{part}\"")));
            assert!(exists && schema.contains(&text.replace('"', "\\\"")), "nothing has the description of {name}");
        }
        Ok(())
    }

    #[test]
    fn a_type_is_described_by_its_row() {
        let expected = "Schedule::hold: the value of step from that step on.";
        assert_eq!(row_of("Hold").as_deref(), Some(expected));
        assert_eq!(row_of("LambdaLR").as_deref(), Some("The base times a function of the step."));
    }
}
