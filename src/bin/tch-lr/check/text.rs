use super::problem::Checked;
use crate::exit;
use crate::output::{self, GOOD, WARNING};
use std::io::{self, Write};

/// Prints the warnings for people, as `FILE:LINE:COLUMN: warning: MESSAGE`, and the errors to standard error.
pub fn print(all: &[Checked]) -> io::Result<()> {
    let mut output = output::colored().lock();
    for Checked { file, problems, has_length } in all {
        for problem in problems {
            if problem.is_error() {
                // The two streams keep their order.
                output.flush()?;
                exit::print_error(&problem.message);
                continue;
            }
            let position = problem.position.map_or(String::new(), |position| format!(":{}:{}", position.line, position.column));
            writeln!(output, "{file}{position}: {WARNING}warning:{WARNING:#} {}", problem.message)?;
        }
        if problems.is_empty() {
            let limits =
                if *has_length { "" } else { "; add total_steps or --steps, because most checks need the length of the run" };
            writeln!(output, "{file}: {GOOD}no warnings{GOOD:#}{limits}")?;
        }
    }
    output.flush()
}
