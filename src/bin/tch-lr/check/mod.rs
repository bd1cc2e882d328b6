mod github;
mod json;
mod problem;
mod text;

use crate::exit::{self, Usage};
use crate::input::{self, Run, is_standard_input};
use anyhow::{Result, bail};
use clap::ValueEnum;
use problem::{Checked, Problem};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Check plans for errors, and for settings that are valid but probably a mistake
///
/// Each warning describes a probable mistake and its correction. For example, the checks find a length in batches in a run that is
/// counted in epochs, a schedule that the end of the run cuts off, a length that counts the warm-up twice, a rate that is 0 for a
/// part of the run, a base without an effect, and a feedback rule that cannot act. If the length of the run is unknown, only some
/// mistakes are found.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr check plan.toml\n  tch-lr check plan.toml --steps 10000 --deny-warnings\n  \
    tch-lr check plans/*.toml --deny-warnings --format github\n\n\
    Exit codes: 0 no error, 1 an error in a file, 2 an error in the command line, 3 a warning with --deny-warnings. All files are\n\
    checked, also after an error.")]
pub struct Args {
    /// The plans: files in JSON or TOML, or `-` for standard input
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,
    #[command(flatten)]
    run: Run,
    /// Exit with code 3 if there is a warning
    #[arg(long)]
    deny_warnings: bool,
    /// The format of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One line for each warning, for people: FILE:LINE:COLUMN: warning: ...
    Text,
    /// A JSON array with an object for each warning and error: file, line, column, path, level, kind, message
    Json,
    /// Workflow commands of GitHub Actions, which show each warning at its line
    Github,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    if args.plans.iter().filter(|plan| is_standard_input(plan)).count() > 1 {
        bail!(Usage("standard input can be one plan, not several".into()));
    }
    let checked: Vec<_> = args.plans.iter().map(|plan| check(plan, &args.run)).collect();
    match args.format {
        Format::Text => text::print(&checked)?,
        Format::Json => json::print(&checked)?,
        Format::Github => github::print(&checked)?,
    }
    let problems = || checked.iter().flat_map(|checked| &checked.problems);
    Ok(if problems().any(|problem| problem.is_error()) {
        ExitCode::from(exit::ERROR)
    } else if args.deny_warnings && problems().next().is_some() {
        ExitCode::from(exit::FINDINGS)
    } else {
        ExitCode::SUCCESS
    })
}

/// Checks one file. An error is a problem of the file.
fn check(path: &Path, run: &Run) -> Checked {
    let (name, spec) = match run.spec(path) {
        Ok(read) => read,
        Err(error) => {
            return Checked { file: input::name(path), problems: vec![Problem::of_error(&error, None)], has_length: true };
        }
    };
    let loaded = run.loaded(name.clone(), &spec);
    let has_length = loaded.as_ref().is_ok_and(|loaded| loaded.steps.is_some());
    let problems = match loaded.and_then(|loaded| loaded.named(spec.check(loaded.groups, loaded.steps))) {
        Ok(warnings) => warnings.into_iter().map(Problem::of_warning).collect(),
        Err(error) => vec![Problem::of_error(&error, Some(&spec))],
    };
    Checked { file: name, problems, has_length }
}
