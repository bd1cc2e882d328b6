use super::problem::{Checked, Problem};
use crate::output;
use serde_json::{Value, json};
use std::io;

/// Prints a JSON array with an object for each warning and error, in the order of the files.
pub fn print(all: &[Checked]) -> io::Result<()> {
    let of_file = |checked: &Checked| checked.problems.iter().map(|problem| object(&checked.file, problem)).collect::<Vec<_>>();
    let problems = Value::Array(all.iter().flat_map(of_file).collect());
    output::print(&format!("{problems:#}\n"))
}

fn object(file: &str, problem: &Problem) -> Value {
    json!({
        "file": file,
        "line": problem.position.map(|position| position.line),
        "column": problem.position.map(|position| position.column),
        "path": problem.path,
        "level": problem.level(),
        "kind": problem.kind.map_or("error", |kind| kind.name()),
        "message": problem.message,
    })
}
