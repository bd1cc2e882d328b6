use crate::output;
use anyhow::Result;
use std::process::ExitCode;
use tch_lr_scheduler::spec::json_schema;

/// Print the JSON Schema of a plan, for editors
///
/// With `"$schema": "plan.schema.json"` at the top of a plan, an editor completes it.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  tch-lr schema > plan.schema.json")]
pub struct Args {}

pub fn run(_: &Args) -> Result<ExitCode> {
    output::print(&json_schema()?)?;
    Ok(ExitCode::SUCCESS)
}
