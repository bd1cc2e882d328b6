mod inputs;
mod json;
mod picture;
mod search;
mod text;

use crate::exit::Usage;
use crate::input::{Run, at_least_one};
use anyhow::{Result, bail};
use clap::ValueEnum;
use inputs::Inputs;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::predict::{Family, LawKind};

/// Predict the losses of plans from the logs of a few runs under other schedules
///
/// Fits a law to logs of the same model, data and batch size, and ranks the plans by their predicted final losses. The logs are
/// CSV files of any program, or the JSON lines or TensorBoard files that this library writes. The law does not hold for another
/// model, other data, another batch size, or rates that are too high to be stable.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr predict --fit constant.csv cosine.csv step.csv wsd.toml linear.toml\n  \
    tch-lr predict --fit runs/*.csv --loss val_loss --save law.json --plot fit.svg\n  \
    tch-lr predict --law law.json plans/*.toml --steps 10000 --plot predicted.html\n  \
    tch-lr predict --law law.json --search wsd --steps 10000 -o best.toml\n\n\
    The interval is where 90 % of the predictions would lie if the fit were repeated with other losses of the same runs. It does not\n\
    contain the difference between seeds, nor errors of the law for a schedule unlike those of the logs.")]
pub struct Args {
    /// The plans: files in JSON or TOML, or `-` for standard input
    #[arg(value_name = "PLAN")]
    plans: Vec<PathBuf>,
    /// The logs to fit; names after it that end in .toml, and plans in JSON, are plans to predict
    #[arg(long, value_name = "LOG", num_args = 1.., required_unless_present = "law", conflicts_with = "law")]
    fit: Vec<PathBuf>,
    /// Use the law of this file, which --save wrote
    #[arg(long, value_name = "LAW")]
    law: Option<PathBuf>,
    /// Save the fitted law to a file in JSON
    #[arg(long, value_name = "LAW", conflicts_with = "law")]
    save: Option<PathBuf>,
    /// The law to fit
    #[arg(long, value_enum, value_name = "KIND", default_value_t = Kind::MultiPower)]
    kind: Kind,
    /// The column of the loss in the logs [default: loss]
    #[arg(long, value_name = "COLUMN")]
    loss: Option<String>,
    /// The column of the learning rate in the logs [default: `lr[0]`, lr or learning_rate]
    #[arg(long, value_name = "COLUMN")]
    lr_column: Option<String>,
    /// The column of the step in logs in CSV [default: step]
    #[arg(long, value_name = "COLUMN")]
    step_column: Option<String>,
    #[command(flatten)]
    run: Run,
    /// The parameter group of the plans whose rates are used, counted from 0
    #[arg(long, value_name = "G", default_value_t = 0)]
    group: usize,
    /// Draw the observed and the predicted losses; the name must end in .svg, .png or .html
    #[arg(long, value_name = "FILE", value_parser = crate::plot::picture_file)]
    plot: Option<PathBuf>,
    /// Find the best schedule of a family for --steps, in place of predicting plans
    #[arg(long, value_enum, value_name = "FAMILY")]
    search: Option<SearchFamily>,
    /// The plan file to write with --search: TOML if its name ends in .toml, otherwise JSON [default: TOML on standard output]
    #[arg(short, long, value_name = "PLAN", requires = "search")]
    output: Option<PathBuf>,
    /// The largest number of lines of --search
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one, requires = "search")]
    top: u64,
    /// The format of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// A table for people, and warnings on standard error
    Text,
    /// A JSON object with the law, and an object for each plan
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// The multi-power law (arXiv 2503.12811)
    MultiPower,
    /// The annealing law (arXiv 2408.11029)
    Annealing,
}

impl From<Kind> for LawKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::MultiPower => Self::MultiPower,
            Kind::Annealing => Self::Annealing,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SearchFamily {
    /// Warm-up, constant, decay to 0: the length and the shape of the decay
    Wsd,
    /// Warm-up, cosine: the final value
    Cosine,
}

impl From<SearchFamily> for Family {
    fn from(family: SearchFamily) -> Self {
        match family {
            SearchFamily::Wsd => Self::Wsd,
            SearchFamily::Cosine => Self::Cosine,
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let inputs = Inputs::read(args)?;
    if args.search.is_some() && !inputs.plans.is_empty() {
        bail!(Usage("--search finds a plan: leave out the plans, or leave out --search to predict them".into()));
    }
    let save = || args.save.as_ref().map_or(Ok(()), |file| inputs.law.save(file));
    if let Some(family) = args.search {
        let found = search::Found::of(args, &inputs, family.into())?;
        save()?;
        found.print(args, &inputs)?;
        return Ok(ExitCode::SUCCESS);
    }
    let predictions = inputs.predict(args)?;
    if let Some(file) = &args.plot {
        picture::of(&inputs, &predictions).save(file)?;
    }
    save()?;
    match args.format {
        Format::Text => text::print(&inputs, &predictions)?,
        Format::Json => json::print(&inputs, &predictions)?,
    }
    Ok(ExitCode::SUCCESS)
}
