mod curves;
mod picture;
mod shared;
mod terminal;
mod thinned;

use crate::exit::Usage;
use crate::input::{Run, is_standard_input};
use crate::output;
use anyhow::{Result, bail};
use curves::Curves;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tch_lr_scheduler::printable;

/// Plot plans, in the terminal or as an SVG or PNG file
///
/// All plans and groups are in one plot over the steps 0 to N - 1. Vertical lines mark the steps at which a phase ends. Without
/// -o, the plot is drawn in the terminal, in its full width.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr plot plan.toml\n  tch-lr plot plan.toml --log -o rates.svg\n  \
    tch-lr plot old.json new.json --steps 300 -o both.png\n  tch-lr plot plan.toml --setting momentum")]
pub struct Args {
    /// The plans: files in JSON or TOML, or `-` for standard input
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,
    #[command(flatten)]
    run: Run,
    /// The file to save the plot to; its name must end in .svg or .png [default: draw in the terminal]
    #[arg(short, long, value_name = "FILE", value_parser = picture_file)]
    output: Option<PathBuf>,
    /// Use a logarithmic axis for the values, which leaves out values of 0
    #[arg(long)]
    log: bool,
    /// What to plot: lr, momentum, weight_decay, beta2, eps, or the name of a scalar
    #[arg(long, value_name = "NAME", default_value = "lr")]
    setting: String,
    /// The title of the plot [default: the names of the plans]
    #[arg(long)]
    title: Option<String>,
}

fn picture_file(path: &str) -> Result<PathBuf, String> {
    let extension = Path::new(path).extension().map(|extension| extension.to_ascii_lowercase());
    let is_known = extension.is_some_and(|extension| extension == "svg" || extension == "png");
    if is_known { Ok(path.into()) } else { Err("the name must end in .svg or .png".into()) }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    if args.plans.iter().filter(|plan| is_standard_input(plan)).count() > 1 {
        bail!(Usage("standard input can be one plan, not several".into()));
    }
    let mut curves = Curves::new(&args.setting);
    for plan in &args.plans {
        let loaded = args.run.load(plan)?;
        let prefix = if args.plans.len() == 1 { String::new() } else { format!("{}: ", name(plan)) };
        curves.add(&loaded, &prefix)?;
    }
    let names: Vec<_> = args.plans.iter().map(|plan| name(plan)).collect();
    let title = args.title.clone().unwrap_or_else(|| names.join(", "));
    match &args.output {
        Some(file) => picture::of(&curves, &title, args.log).save(file)?,
        None => terminal::draw(&curves, &title, args.log, &mut output::colored().lock())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The name of a plan in titles and labels: its file name without the extension.
fn name(plan: &Path) -> String {
    if is_standard_input(plan) {
        return "plan".into();
    }
    printable(&plan.file_stem().unwrap_or(plan.as_os_str()).to_string_lossy())
}
