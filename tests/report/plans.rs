//! The checks as a classifier of plan files: `tests/plans/mistakes` has plans with mistakes that people made, each with the kind of
//! the right warning on its first line and the source on its second one; `tests/plans/good` has plans that are as they should be.
//! The checks were written with the plans in `tuned`. Those in `held_out` were put aside before.

use serde_json::Value;
use std::fs;
use std::path::Path;
use tch_lr_scheduler::{PlanSpec, Result, Warning, spec::json_schema};

struct PlanFile {
    name: String,
    first_line: String,
    warnings: Vec<Warning>,
}

fn plans(folder: &str) -> Vec<PlanFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../plans").join(folder);
    let mut paths: Vec<_> = fs::read_dir(&folder).expect("the folder exists").map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| -> Result<PlanFile> {
        let text = fs::read_to_string(path).expect("a text file");
        let first_line = text.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
        let spec = PlanSpec::read(path)?;
        let warnings = spec.check(spec.plan()?.named_groups(), None)?;
        Ok(PlanFile { name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), first_line, warnings })
    };
    paths.iter().map(|path| read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).collect()
}

fn listed(plan: &PlanFile) -> String {
    plan.warnings.iter().map(|warning| format!("\n    {:?}: {}", warning.kind, warning.message)).collect()
}

/// Prints the fraction of mistakes that the right warning names, and checks it.
fn mistakes_are_found(folder: &str) {
    let plans = plans(&format!("mistakes/{folder}"));
    let is_found = |plan: &&PlanFile| plan.warnings.iter().any(|warning| format!("{:?}", warning.kind) == plan.first_line);
    let found = plans.iter().filter(is_found).count();
    println!("{found} of {} mistakes in {folder} are found", plans.len());
    let missed: Vec<_> = plans.iter().filter(|plan| !is_found(plan)).collect();
    missed.iter().for_each(|plan| println!("missed {}, {}:{}", plan.name, plan.first_line, listed(plan)));
    assert!(found * 100 >= 90 * plans.len(), "{found} of {}", plans.len());
}

/// Prints the fraction of good plans with a warning, and checks it.
fn good_plans_have_no_warning(folder: &str) {
    let plans = plans(&format!("good/{folder}"));
    let warned: Vec<_> = plans.iter().filter(|plan| !plan.warnings.is_empty()).collect();
    println!("{} of {} good plans in {folder} have a warning", warned.len(), plans.len());
    warned.iter().for_each(|plan| println!("false {}:{}", plan.name, listed(plan)));
    assert!(warned.len() * 100 <= 2 * plans.len(), "{} of {}", warned.len(), plans.len());
}

#[test]
fn mistakes_of_the_tuned_set_are_found() {
    mistakes_are_found("tuned");
}

#[test]
fn mistakes_of_the_held_out_set_are_found() {
    mistakes_are_found("held_out");
}

#[test]
fn good_plans_of_the_tuned_set_have_no_warning() {
    good_plans_have_no_warning("tuned");
}

#[test]
fn good_plans_of_the_held_out_set_have_no_warning() {
    good_plans_have_no_warning("held_out");
}

/// Every warning names a place that exists in the file, so that an editor can show it.
#[test]
fn every_warning_has_a_position() {
    for plan in ["tuned", "held_out"].iter().flat_map(|folder| plans(&format!("mistakes/{folder}"))) {
        for warning in &plan.warnings {
            assert!(warning.position.is_some(), "{}: {} {}", plan.name, warning.path, warning.message);
        }
    }
}

/// Every type of schedule and of rule, and every shape, is in a plan without warnings, so that a check that is wrong about it
/// fails.
#[test]
fn every_type_is_in_a_good_plan() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../plans/good");
    let files = ["tuned", "held_out"].iter().flat_map(|set| fs::read_dir(folder.join(set)).expect("the folder exists"));
    let written = |path: &Path| PlanSpec::read(path).and_then(|spec| spec.plan()).map(|plan| plan.spec().to_string());
    let plans: String = files.map(|entry| written(&entry.expect("a file").path()).expect("a plan")).collect();
    let schema: Value = serde_json::from_str(&json_schema().expect("there is a schema")).expect("it is JSON");
    let mut names = vec![];
    let mut types = |list: &Value| {
        let kinds = list.as_array().into_iter().flatten().map(|entry| entry["properties"]["type"].clone());
        names.extend(kinds.filter_map(|kind| kind["const"].as_str().or(kind["enum"][0].as_str()).map(str::to_owned)));
    };
    types(&schema["$defs"]["schedule"]["oneOf"]);
    types(&schema["properties"]["feedback"]["anyOf"]);
    let warmup = schema["$defs"]["schedule"]["oneOf"].as_array().into_iter().flatten();
    let shapes: Vec<_> = warmup.filter_map(|entry| entry["properties"].get("shape")).take(1).cloned().collect();
    let shapes = shapes[0]["anyOf"].as_array().or(shapes[0]["oneOf"].as_array()).expect("words, and objects with a type");
    types(&Value::Array(shapes.clone()));
    names.extend(
        shapes
            .iter()
            .flat_map(|words| words["enum"].as_array().into_iter().flatten())
            .filter_map(|word| word.as_str().map(str::to_owned)),
    );
    assert!(names.len() > 60, "{names:?}");
    let missing: Vec<_> = names.iter().filter(|name| !plans.contains(&format!("\"{name}\""))).collect();
    assert!(missing.is_empty(), "tests/plans/good has no plan with {missing:?}");
}
