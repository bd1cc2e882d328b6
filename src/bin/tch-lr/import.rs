use crate::exit::Usage;
use crate::input;
use crate::output;
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::printable;
use tch_lr_scheduler::recipes::{self, ConfigSource, ImportOptions};
use tch_lr_scheduler::spec::whole_number;

/// Turn a training configuration of another library into a plan
///
/// Reads TrainingArguments of transformers (JSON or YAML), args.yaml of timm, the param_scheduler of mmengine (a Python config, JSON
/// or YAML), or a run of torch (JSON). A comment in the plan names each field that has no equal.
///
/// Of a Python config only assignments of literals are read, because a config is a program. Import the file that mmengine writes into
/// its work_dir: it contains everything.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr import args.yaml > plan.toml\n  \
    tch-lr import training_args.json --steps-per-epoch 1000 -o plan.toml\n  \
    tch-lr import faster_rcnn.py --from mmengine --steps-per-epoch 7330 | tch-lr describe -")]
pub struct Args {
    /// The configuration, or `-` for standard input
    file: PathBuf,
    /// The library whose configuration it is [default: guessed from the names of the fields]
    #[arg(long, value_enum, value_name = "LIBRARY")]
    from: Option<Library>,
    /// The number of steps of an epoch; a step is an update of the weights
    #[arg(long, value_name = "N", value_parser = input::at_least_one, allow_negative_numbers = true)]
    steps_per_epoch: Option<u64>,
    /// The number of epochs of the run [default: that of the configuration]
    #[arg(long, value_name = "N", value_parser = input::at_least_one, allow_negative_numbers = true)]
    epochs: Option<u64>,
    /// The length of the run in steps [default: that of the configuration]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    steps: Option<u64>,
    /// The base of the learning rate [default: that of the configuration]
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    lr: Option<f64>,
    /// The plan to write: as TOML if its name ends in .toml, otherwise as JSON [default: TOML on standard output]
    #[arg(short, long, value_name = "PLAN")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Library {
    Transformers,
    Timm,
    Mmengine,
    Torch,
}

impl From<Library> for ConfigSource {
    fn from(library: Library) -> Self {
        match library {
            Library::Transformers => Self::Transformers,
            Library::Timm => Self::Timm,
            Library::Mmengine => Self::Mmengine,
            Library::Torch => Self::Torch,
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let options = ImportOptions {
        source: args.from.map(Into::into),
        steps_per_epoch: args.steps_per_epoch,
        epochs: args.epochs,
        steps: args.steps,
        lr: args.lr,
    };
    let imported = match input::is_standard_input(&args.file) {
        true => recipes::import(&input::standard_input()?, &options)?,
        false => recipes::import_file(&args.file, &options)?,
    };
    match &args.output {
        None => output::print(&imported.to_toml()?)?,
        Some(path) if path == &args.file => bail!(Usage("--output is the configuration itself: name another file".into())),
        Some(path) => imported.write(path)?,
    }
    // On a terminal, the comments of the plan show the notes.
    if args.output.is_some() || !std::io::stdout().is_terminal() {
        imported.notes.iter().try_for_each(|note| output::note(&format!("{}\n", printable(note))))?;
    }
    Ok(ExitCode::SUCCESS)
}
