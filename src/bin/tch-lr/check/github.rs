//! [Workflow commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions) of GitHub Actions.

use super::problem::{Checked, Problem};
use crate::input::STANDARD_INPUT;
use crate::output;
use std::io;

/// Prints a command for each warning and error, which shows it at its line.
pub fn print(all: &[Checked]) -> io::Result<()> {
    let of_file = |checked: &Checked| checked.problems.iter().map(|problem| command(&checked.file, problem)).collect::<String>();
    output::print(&all.iter().map(of_file).collect::<String>())
}

fn command(file: &str, problem: &Problem) -> String {
    let mut properties = vec![];
    if file != STANDARD_INPUT {
        properties.push(format!("file={}", property(file)));
    }
    if let Some(position) = problem.position {
        properties.push(format!("line={},col={}", position.line, position.column));
    }
    properties.push(format!("title={}", property(problem.kind.map_or("error", |kind| kind.name()))));
    format!("::{} {}::{}\n", problem.level(), properties.join(","), escaped(&problem.message))
}

/// A text in which the characters that end a command are escaped.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value of a property.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
