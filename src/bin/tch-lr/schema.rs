use crate::output;
use anyhow::Result;
use std::process::ExitCode;
use tch_lr_scheduler::spec::json_schema;

/// Print the JSON Schema of plans, for editors
///
/// Save the schema as plan.schema.json. In the same folder, put `#:schema plan.schema.json` at the top of a plan in TOML, or
/// `"$schema": "plan.schema.json"` at the top of a plan in JSON. Editors then complete and check the plan.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  tch-lr schema > plan.schema.json")]
pub struct Args {}

pub fn run(_: &Args) -> Result<ExitCode> {
    output::print(&json_schema()?)?;
    Ok(ExitCode::SUCCESS)
}
