//! The command line `tch-lr`: describes, checks, plots, traces and compares plan files, shows saved states and checkpoints,
//! imports the configurations of other libraries, shows examples, and predicts losses from the logs of other runs.

mod check;
mod completions;
mod describe;
mod diff;
mod document;
mod exit;
mod gallery;
mod import;
mod input;
mod inspect;
mod man;
mod names;
mod output;
mod plot;
mod predict;
mod schema;
mod trace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  tch-lr describe plan.toml
  tch-lr check plans/*.toml --steps 10000 --deny-warnings
  tch-lr plot plan.toml
  tch-lr plot old.json new.json -o both.svg
  tch-lr plot plan.toml --set lr.base=0.01 -o rates.html
  tch-lr trace plan.toml --steps 100 > rates.csv
  tch-lr diff old.toml new.toml
  tch-lr inspect checkpoints/save-000012-step-90000
  tch-lr import args.yaml > plan.toml
  tch-lr gallery Wsd > plan.toml
  tch-lr predict --fit constant.csv cosine.csv step.csv wsd.toml linear.toml

A plan is a file in JSON or TOML, `-` for standard input, or a pipe such as <(...).
`tch-lr schema` prints the JSON Schema of its format.
A step is a batch or an epoch, whichever the plan was written for. Steps count from 0.

Exit codes:
  0  success
  1  error in a plan, a file or a metric; nothing was written, except for the rows of `trace` before the error
  2  error in the command line
  3  `check --deny-warnings` found warnings, or `diff` found differences";

/// Describe, check, plot and trace learning-rate schedules before you train with them
#[derive(Parser)]
#[command(name = "tch-lr", version, after_help = EXAMPLES, max_term_width = 120)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Trace(trace::Args),
    Plot(plot::Args),
    Predict(predict::Args),
    Describe(describe::Args),
    Check(check::Args),
    Diff(diff::Args),
    Inspect(inspect::Args),
    Import(import::Args),
    Gallery(gallery::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

fn main() -> ExitCode {
    exit::code(match Cli::parse().command {
        Command::Trace(args) => trace::run(&args),
        Command::Plot(args) => plot::run(&args),
        Command::Predict(args) => predict::run(&args),
        Command::Describe(args) => describe::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Gallery(args) => gallery::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    })
}
