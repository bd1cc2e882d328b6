//! `tch-lr`: a schedule is looked at before it is paid for.

mod check;
mod completions;
mod describe;
mod exit;
mod input;
mod output;
mod plot;
mod schema;
mod trace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  tch-lr describe plan.toml
  tch-lr check plan.toml --steps 10000 --deny-warnings
  tch-lr plot plan.toml                      in the terminal
  tch-lr plot old.json new.json -o both.svg
  tch-lr trace plan.toml --steps 100 > rates.csv

A plan is JSON or TOML; `-` is standard input. `tch-lr schema` prints the JSON Schema of the format.

Exit codes:
  0  all is well
  1  the plan, a file or a metric is wrong; nothing was written
  2  the command line is wrong
  3  `check --deny-warnings` has warnings";

/// Learning-rate schedules, seen before they are paid for.
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
    Describe(describe::Args),
    Check(check::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

fn main() -> ExitCode {
    exit::code(match Cli::parse().command {
        Command::Trace(args) => trace::run(&args),
        Command::Plot(args) => plot::run(&args),
        Command::Describe(args) => describe::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
    })
}
