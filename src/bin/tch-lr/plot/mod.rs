mod axis;
mod difference;
mod log;
mod panels;
mod picture;
mod terminal;
mod terminal_axes;

use crate::exit::Usage;
use crate::input::{Run, is_standard_input, metrics};
use crate::names;
use crate::output;
use anyhow::{Result, bail};
use axis::{Axis, Size};
use log::Log;
use panels::Panels;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tch_lr_scheduler::printable;

/// Plot plans, in the terminal, as an SVG or PNG file, or as a page of HTML
///
/// All plans and groups are in one plot over the steps 0 to N - 1. Vertical lines mark the steps at which a phase ends. Without
/// -o, the plot is drawn in the terminal, in its full width. More than 256 different curves are not all drawn.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr plot plan.toml\n  tch-lr plot plan.toml --log-y -o rates.svg\n  \
    tch-lr plot old.json new.json --steps 300 -o both.png\n  tch-lr plot plan.toml --setting lr --setting momentum\n  \
    tch-lr plot plan.toml --steps-per-epoch 391 -o rates.html\n  tch-lr plot plan.toml --log rates.csv")]
pub struct Args {
    /// The plans: files in JSON or TOML, or `-` for standard input
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,
    #[command(flatten)]
    run: Run,
    /// The file to save the plot to; its name must end in .svg, .png or .html [default: draw in the terminal]
    #[arg(short, long, value_name = "FILE", value_parser = picture_file)]
    output: Option<PathBuf>,
    /// Make a page of HTML with the values at the pointer, zoom and a slider over the groups; without -o, print it
    #[arg(long)]
    html: bool,
    /// What to plot: lr, momentum, weight_decay, beta2, eps, the name of a scalar, or a metric of the log; can be repeated, or
    /// separated by commas [default: lr, and up to three metrics of the log]
    #[arg(long, value_name = "NAME")]
    setting: Vec<String>,
    /// A file of metrics for the feedback rule, or `-` for standard input [default: no metrics]
    ///
    /// Line 1 is the metric of step 0, line 2 that of step 1, and so on. An empty line is a step without a metric.
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// A log of a run in CSV or JSON lines, to draw over the plan; prints the values that differ from the plan
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    log: Option<Option<PathBuf>>,
    /// Use a logarithmic axis for the values, which leaves out values of 0
    #[arg(long)]
    log_y: bool,
    #[command(flatten)]
    axis: Axis,
    /// The size: width and height in pixels of a file, or in columns and rows of the terminal, such as 1200x600
    #[arg(long, value_name = "WxH")]
    size: Option<Size>,
    /// The title of the plot [default: the names of the plans]
    #[arg(long)]
    title: Option<String>,
}

pub fn picture_file(path: &str) -> Result<PathBuf, String> {
    let is_known = ["svg", "png", "html"].iter().any(|known| has_extension(Path::new(path), known));
    if is_known { Ok(path.into()) } else { Err("the name must end in .svg or .png, or in .html".into()) }
}

fn has_extension(path: &Path, expected: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(expected))
}

impl Args {
    /// The file of the log.
    fn log(&self) -> Result<Option<&Path>> {
        let without_file = "--log needs the file of a log, such as --log rates.csv; for a logarithmic axis use --log-y";
        match &self.log {
            Some(None) => bail!(Usage(without_file.into())),
            Some(Some(_)) if self.plans.len() > 1 => bail!(Usage("--log compares a log with one plan, not with several".into())),
            log => Ok(log.as_ref().and_then(|file| file.as_deref())),
        }
    }

    fn check(&self) -> Result<()> {
        let inputs = self.plans.iter().chain(&self.metrics);
        if inputs.filter(|path| is_standard_input(path)).count() > 1 {
            bail!(Usage("standard input can be one plan or the metrics, not several of them".into()));
        }
        if self.html && self.output.as_ref().is_some_and(|file| !has_extension(file, "html")) {
            bail!(Usage("the name of the file must end in .html with --html".into()));
        }
        Ok(())
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    args.check()?;
    let log = args.log()?.map(Log::read).transpose()?;
    let metrics = args.metrics.as_deref().map(metrics).transpose()?.unwrap_or_default();
    let names = names::distinct(&args.plans);
    let mut panels = Panels::default();
    let mut report = vec![];
    for (path, name) in args.plans.iter().zip(&names) {
        let mut loaded = args.run.load(path)?;
        if let Some(log) = &log {
            log.complete(&mut loaded, &args.run);
        }
        let prefix = if names.len() == 1 { String::new() } else { format!("{name}: ") };
        panels.add(&loaded, &args.setting, &metrics, &prefix, log.as_ref())?;
        if let Some(log) = &log {
            report = log.compare(&loaded, &metrics)?;
        }
    }
    let title = printable(&args.title.clone().unwrap_or_else(|| names.join(", ")));
    let picture = || picture::of(&panels, &title, args.log_y, &args.axis, args.size);
    match &args.output {
        Some(file) => picture().save(file)?,
        None if args.html => output::print(&picture().to_html()?)?,
        None => terminal::draw(&panels, &title, args.log_y, &args.axis, args.size, &mut output::colored().lock())?,
    }
    // A page on standard output stays alone there.
    let print = if args.html && args.output.is_none() { output::note } else { output::print };
    print(&report.concat())?;
    Ok(ExitCode::SUCCESS)
}
