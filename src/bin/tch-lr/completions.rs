use crate::{Cli, output};
use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use std::process::ExitCode;

/// Print a script that completes the command line of `tch-lr` in a shell
#[derive(clap::Args)]
#[command(after_help = "Example:\n  tch-lr completions bash > ~/.local/share/bash-completion/completions/tch-lr")]
pub struct Args {
    /// The shell that the script is for
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let mut script = vec![];
    clap_complete::generate(args.shell, &mut Cli::command(), "tch-lr", &mut script);
    output::print(&String::from_utf8(script)?)?;
    Ok(ExitCode::SUCCESS)
}
