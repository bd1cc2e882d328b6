//! The page of the gallery: every type is in it, its TOML and its Rust give the same rates, and the page equals what the code draws.
//! `UPDATE_PICTURES=1 cargo test -p long-tests --test pictures` writes the page again.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::{env, fs};
use tch_lr_scheduler::gallery::{self, Example, Kind};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{PlanSpec, spec};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/docs/gallery");

/// The types that plan files can name, as the JSON Schema lists them.
fn types() -> Result<BTreeSet<String>> {
    let schema: serde_json::Value = serde_json::from_str(&spec::json_schema()?)?;
    let schedules = schema["$defs"]["schedule"]["oneOf"].as_array().context("the schema lists the schedules")?;
    let rules = schema["properties"]["feedback"]["anyOf"].as_array().context("the schema lists the rules")?;
    let name = |entry: &serde_json::Value| {
        let name = &entry["properties"]["type"];
        Some(name["const"].as_str().or(name["enum"][0].as_str())?.to_owned())
    };
    Ok(schedules.iter().chain(rules).filter_map(name).collect())
}

#[test]
fn every_type_of_plan_files_is_in_the_gallery_once() -> Result<()> {
    let names: Vec<_> = gallery::examples().map(|example| example.name().to_owned()).collect();
    let distinct: BTreeSet<_> = names.iter().cloned().collect();
    assert_eq!(names.len(), distinct.len(), "{names:?}");
    let types = types()?;
    let missing: Vec<_> = types.symmetric_difference(&distinct).collect();
    assert!(missing.is_empty(), "add to src/gallery, or remove there: {missing:?}");
    Ok(())
}

#[test]
fn the_toml_and_the_rust_of_an_example_give_the_same_rates_and_name_its_type() -> Result<()> {
    for example in gallery::examples() {
        let name = example.name();
        let from_file = PlanSpec::from_toml(&example.plan_file()).and_then(|spec| spec.plan());
        let from_file = from_file.with_context(|| example.plan_file())?;
        let (file, code) = (example.rates_of(&from_file)?, example.rates()?);
        let bits = |rates: &[f64]| rates.iter().map(|rate| rate.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&file), bits(&code), "{name}");
        // The plans are equal in everything that a file can say, also behind step 100.
        assert_eq!(from_file.spec().to_json()?, example.plan()?.spec().to_json()?, "{name}");
        assert!(
            code.windows(2).any(|pair| pair[0] != pair[1]) || ["Constant", "EarlyStopping"].contains(&name),
            "{name} shows nothing"
        );
    }
    Ok(())
}

/// The path of the type in the documentation.
fn item(example: &Example) -> String {
    let name = example.name().replace("SWALR", "SwaLR").replace("LROn", "LrOn");
    let name = name.strip_suffix("LR").map_or(name.clone(), |stem| format!("{stem}Lr"));
    match (example.kind(), name.as_str()) {
        (Kind::Combinator, "Warmup") => "crate::combinators::WithWarmup".into(),
        (Kind::Combinator, name) => format!("crate::combinators::{name}"),
        (_, name) => format!("crate::{name}"),
    }
}

/// The code with a line for each call, if it is long.
fn on_lines(code: &str) -> String {
    let mut lines = String::new();
    let mut depth = 0;
    for (index, letter) in code.char_indices() {
        depth += i32::from("([".contains(letter)) - i32::from(")]".contains(letter));
        let is_call = letter == '.' && depth == 0 && code[index + 1..].starts_with(|next: char| next.is_alphabetic());
        lines += if is_call && code.len() > 56 { "\n    " } else { "" };
        lines.push(letter);
    }
    lines
}

fn entry(example: &Example) -> Result<String> {
    let points = example.rates()?.into_iter().zip(0u32..).map(|(rate, step)| (f64::from(step), rate));
    let picture = Plot::new("").x_label("step").y_label("learning rate").size(400, 240).steps("", points).to_svg()?;
    let column = |flex: &str| format!("<div style=\"flex: {flex}; min-width: 0\">");
    let (left, right) = (column("0 1 400px"), column("1 1 360px"));
    let sentence = example.sentence()?;
    let (first, rest) = sentence.split_at(1);
    Ok(format!(
        "\n## [`{name}`]({item})\n{first}{rest}.\n\n<div style=\"display: flex; flex-wrap: wrap; gap: 0 16px\">{left}{picture}</div>\
         {right}\n\n```toml\n{toml}\n```\n```\n# use tch_lr_scheduler::*;\nlet {what} = {rust};\n\
         # let _ = {what}; Ok::<(), Error>(())\n```\n\n</div></div>\n",
        name = example.name(),
        item = item(example),
        first = first.to_uppercase(),
        picture = picture.trim_end().replace('\n', " "),
        toml = example.toml(),
        what = if example.kind() == Kind::Rule { "rule" } else { "schedule" },
        rust = on_lines(&example.rust()),
    ))
}

/// The parts of the page: the kind, the first and the last example, the file's name, and its first line.
const PARTS: [(Kind, &str, &str, &str, &str); 6] = [
    (Kind::Torch, "StepLR", "ChainedScheduler", "torch", "# Schedules of torch"),
    (Kind::Other, "Wsd", "Tanh", "with_an_end", "# Other schedules with an end"),
    (Kind::Other, "InverseSqrt", "Constant", "without_an_end", "# Other schedules without an end, and from points"),
    (Kind::Combinator, "Warmup", "PastEnd", "combinators_in_time", "# Combinators in time"),
    (Kind::Combinator, "Times", "Noise", "combinators_in_value", "# Combinators in value"),
    (Kind::Rule, "ReduceLROnPlateau", "EarlyStopping", "rules", "# Feedback rules"),
];

#[test]
fn the_page_is_what_the_code_draws() -> Result<()> {
    let mut shown = 0;
    for (kind, first, last, file, title) in PARTS {
        let examples: Vec<_> = gallery::examples().filter(|example| example.kind() == kind).collect();
        let place = |name: &str| examples.iter().position(|example| example.name() == name).with_context(|| name.to_owned());
        let examples = &examples[place(first)?..=place(last)?];
        shown += examples.len();
        let text = examples.iter().map(|example| entry(example)).collect::<Result<String>>()?;
        let (path, expected) = (format!("{FOLDER}/{file}.md"), format!("{title}\n{text}"));
        if env::var("UPDATE_PICTURES").is_ok_and(|value| value == "1") {
            fs::write(&path, &expected)?;
        }
        let same = fs::read_to_string(&path).is_ok_and(|checked_in| checked_in == expected);
        assert!(
            same,
            "{path} is not what the code draws; write it again with `UPDATE_PICTURES=1 cargo test -p long-tests --test pictures`"
        );
    }
    assert_eq!(shown, gallery::examples().count(), "an example is in no part of the page: see PARTS");
    Ok(())
}

#[test]
fn the_page_of_html_has_every_example_and_needs_nothing_from_elsewhere() -> Result<()> {
    let page = gallery::page()?;
    for example in gallery::examples() {
        assert_eq!(page.matches(&format!("<section id=\"{}\">", example.name())).count(), 1, "{}", example.name());
    }
    let without_namespace = page.replace("http://www.w3.org/2000/svg", "");
    for forbidden in ["http:", "https:", "src=", "@import", "url(h", "fetch(", "{{"] {
        assert!(!without_namespace.contains(forbidden), "{forbidden}");
    }
    Ok(())
}
