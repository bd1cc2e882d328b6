//! Every type of the registry is in every place that must know it. The registry is read through the JSON Schema, which is made of
//! it.

use crate::common::asked::Asked;
use crate::common::cases;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::{env, fs};
use tch_lr_scheduler::spec::json_schema;
use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, ReduceLrOnPlateau, Scheduler};

fn source(path: &str) -> Result<String> {
    fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).with_context(|| path.to_owned())
}

fn schema() -> Result<Value> {
    Ok(serde_json::from_str(&json_schema()?)?)
}

/// The names of all types, as torch or a plan file spells them.
fn types() -> Result<Vec<String>> {
    let schema = schema()?;
    let entries = schema["$defs"]["schedule"]["oneOf"].as_array().context("the schema lists the types")?;
    entries.iter().map(|entry| Ok(entry["properties"]["type"]["const"].as_str().context("a type has a name")?.to_owned())).collect()
}

/// `StepLR` as Rust spells it.
fn in_rust(name: &str) -> String {
    name.replace("SWALR", "SwaLr").strip_suffix("LR").map_or(name.replace("SWALR", "SwaLr"), |stem| format!("{stem}Lr"))
}

/// `StepLr` as a file is called.
fn in_snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The source file of a type: that of a schedule, or of a combinator.
fn file(name: &str) -> Result<String> {
    let stem = in_snake_case(&in_rust(name));
    // Combinators use the constant schedule, so it is below the room of the other schedules.
    let rooms = if name == "Constant" { ["schedule"; 2] } else { ["schedules", "combinators"] };
    let places = rooms.map(|room| [format!("src/{room}/{stem}.rs"), format!("src/{room}/{stem}/mod.rs")]);
    places.into_iter().flatten().find(|path| source(path).is_ok()).with_context(|| format!("{name}: no file {stem}.rs"))
}

#[test]
fn the_front_page_names_every_type() -> Result<()> {
    let page = source("src/lib.rs")?;
    for name in types()? {
        let method = in_snake_case(&name);
        let is_named = page.contains(&format!("[`{}`]", in_rust(&name))) || page.contains(&format!("(Schedule::{method}"));
        assert!(is_named, "src/lib.rs does not list {name}: add [`{}`] to its section on schedules", in_rust(&name));
    }
    Ok(())
}

/// A parameter as the table of plan files writes it, with its default in parentheses: `gamma (0.1)`.
fn parameter(name: &str, schema: &Value) -> String {
    match &schema["default"] {
        _ if schema.get("default").is_none() => name.into(),
        Value::Number(third) if third.as_f64() == Some(1.0 / 3.0) => format!("{name} (1/3)"),
        Value::String(word) => format!("{name} (\"{word}\")"),
        default => format!("{name} ({})", default.to_string().replace(':', ": ")),
    }
}

#[test]
fn the_tables_of_plan_files_have_a_row_for_every_type_with_its_parameters_and_defaults() -> Result<()> {
    let (page, schema) = (source("src/spec/mod.rs")?, schema()?);
    let types = schema["$defs"]["schedule"]["oneOf"].as_array().context("the schema lists the types")?;
    let rules = schema["properties"]["feedback"]["anyOf"].as_array().context("the schema lists the rules")?;
    let rules = rules.iter().filter(|rule| rule["properties"].is_object());
    for entry in types.iter().chain(rules) {
        let properties = entry["properties"].as_object().context("a type has properties")?;
        let name = properties["type"]["const"].as_str().or(properties["type"]["enum"][0].as_str()).context("a type has a name")?;
        let row = page.lines().find_map(|line| line.strip_prefix(&format!("//! | `{name}` | ")));
        let cell = row.with_context(|| format!("src/spec/mod.rs has no row for {name}"))?.split('|').next().unwrap_or_default();
        let mut found: Vec<_> =
            cell.trim().replace('`', "").split(", ").filter(|part| !part.is_empty()).map(String::from).collect();
        // Every rule has these fields. The page describes them once.
        let is_own = |name: &str| !["type", "during", "groups"].contains(&name);
        let parameters = properties.iter().filter(|(name, _)| is_own(name));
        let mut expected: Vec<_> = parameters.map(|(name, schema)| parameter(name, schema)).collect();
        // The page says in words what an absent parameter means.
        for (absent, words) in [("step_size_down (null)", "step_size_down (step_size_up)"), ("scale_fn (null)", "scale_fn (none)")]
        {
            expected.iter_mut().filter(|parameter| *parameter == absent).for_each(|parameter| *parameter = words.into());
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "the row of {name} in src/spec/mod.rs");
    }
    Ok(())
}

#[test]
fn every_type_has_a_row_in_the_test_table_and_a_file_with_its_picture() -> Result<()> {
    let rows: Vec<_> = cases::all().iter().map(|case| case.schedule().spec().to_string()).collect();
    for name in types()? {
        let has_a_row = rows.iter().any(|row| row.starts_with(&format!("{{\"type\": \"{name}\"")));
        assert!(has_a_row, "tests/common/cases has no row for {name}");
        let file = file(&name)?;
        assert!(source(&file)?.contains("docs/pictures/"), "{file} shows no picture; tests/pictures draws it");
    }
    Ok(())
}

/// All names of fields, and all words, in a JSON document or a schema.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.insert(name.clone());
                words(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        Value::String(text) => drop(found.insert(text.clone())),
        _ => {}
    }
}

/// The words that a fuzzer needs to get past the names of fields and types.
fn dictionary() -> Result<String> {
    let mut found = BTreeSet::new();
    words(&schema()?, &mut found);
    let plan =
        Plan::lr(0.1, Constant).momentum(0.9, Constant).weight_decay(0.01, Constant).beta2(0.99, Constant).eps(1e-8, Constant);
    let plan = plan.scalar("batch_size", 32.0, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().during(1..9));
    for cooldown in [Cooldown::to(0.0, 5)?, Cooldown::to_factor(0.5, 5)?] {
        let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
        words(&serde_json::from_str(&scheduler.cool_down(cooldown, &mut DryRun)?.to_json()?)?, &mut found);
    }
    found.retain(|word| word.chars().all(|letter| letter.is_alphanumeric() || "_- ".contains(letter)) && word.len() != 16);
    let mut text =
        "# Words of plans and states, generated: `UPDATE_WORDS=1 cargo test -p long-tests --test spec words`.\n".to_owned();
    for word in found {
        text += &format!("\"\\\"{word}\\\"\"\n");
    }
    for value in ["18446744073709551615", "9007199254740993", "1e300", "-1e300", "5e-324", "-0.0", "1e400", "null", "true", "false"]
    {
        text += &format!("\"{value}\"\n");
    }
    Ok(text)
}

#[test]
fn the_fuzzers_words_are_those_of_the_registry_and_of_states() -> Result<()> {
    const PATH: &str = "tests/fuzz/words.dict";
    let expected = dictionary()?;
    if env::var("UPDATE_WORDS").is_ok_and(|value| value == "1") {
        fs::write(format!("{}/../../{PATH}", env!("CARGO_MANIFEST_DIR")), &expected)?;
    }
    assert!(source(PATH)? == expected, "{PATH} lacks words; `UPDATE_WORDS=1 cargo test -p long-tests --test spec words` writes it");
    Ok(())
}
