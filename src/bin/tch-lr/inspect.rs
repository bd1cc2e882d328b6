use crate::document::Document;
use crate::input::Run;
use crate::output::{self, BAD, DIM, GOOD, NAME};
use anyhow::{Result, bail};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::{Checkpoint, Checkpoints, FileContent, State};

/// Show what is in a state or a checkpoint, and whether it is whole
///
/// For a checkpoint, the output has each file with its size, whether the file has changed since the save, and the state of each
/// schedule. For a folder of checkpoints, the output has one line for each checkpoint.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr inspect run.json\n  tch-lr inspect checkpoints\n  \
    tch-lr inspect checkpoints/save-000012-step-90000\n\n\
    Exit codes: 0 if everything can be read and is as it was saved, 1 otherwise")]
pub struct Args {
    /// A state file, a checkpoint, or a folder of checkpoints
    path: PathBuf,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let mut output = output::colored().lock();
    let is_whole = match Document::open(&args.path, &Run::default())? {
        Document::State(state) => {
            writeln!(output, "{NAME}{}{NAME:#}: state, whole", args.path.display())?;
            write_state(&mut output, &state)?;
            true
        }
        Document::Checkpoint(checkpoint) => write_checkpoint(&mut output, &checkpoint)?,
        Document::Checkpoints(checkpoints) => write_list(&mut output, &checkpoints)?,
        Document::Plan(_) => {
            bail!("{}: expected a state or a checkpoint, found a plan (use `tch-lr describe` for a plan)", args.path.display())
        }
    };
    output.flush()?;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes the state and the description of its plan, indented.
fn write_state(output: &mut impl Write, state: &State) -> Result<()> {
    for line in state.to_string().lines() {
        writeln!(output, "  {line}")?;
    }
    writeln!(output, "  {DIM}plan{DIM:#}")?;
    let described = state.plan().plan().and_then(|plan| plan.silent().describe(state.lr.len(), None));
    match described {
        Ok(descriptions) => {
            for description in descriptions {
                writeln!(output, "    {NAME}{}{NAME:#}: {}", description.subject, description.sentence)?;
            }
        }
        // Only the program has the functions of such a plan. The state is whole nevertheless.
        Err(error) => writeln!(output, "    not described: {error}")?,
    }
    Ok(())
}

/// Writes the files of a checkpoint and its states. Returns whether all files are as they were saved.
fn write_checkpoint(output: &mut impl Write, checkpoint: &Checkpoint) -> Result<bool> {
    let files = checkpoint.files();
    let verified: Vec<_> = files.iter().map(|file| file.verify()).collect();
    let is_whole = verified.iter().all(|verified| verified.is_ok());
    let verdict = if is_whole { format!("{GOOD}whole{GOOD:#}") } else { format!("{BAD}damaged{BAD:#}") };
    writeln!(output, "{NAME}{}{NAME:#}: checkpoint of step {}, {verdict}", checkpoint.path().display(), checkpoint.step())?;
    for (name, value) in checkpoint.metrics() {
        writeln!(output, "  metric {} {value:?}", name.escape_debug())?;
    }
    let names: Vec<_> = files.iter().map(|file| file.path.file_name().unwrap_or_default().to_string_lossy()).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for ((file, name), verified) in files.iter().zip(&names).zip(&verified) {
        write!(output, "  {name:width$}  {:>9}  {}", size(file.bytes), file.content)?;
        match verified {
            Ok(()) => writeln!(output)?,
            Err(error) => writeln!(output, "\n    {BAD}damaged:{BAD:#} {error}")?,
        }
    }
    let has = |is_content: fn(&FileContent) -> bool, part: Option<&str>| {
        files.iter().any(|file| is_content(&file.content) && file.part.as_deref() == part)
    };
    let parts = files.iter().filter(|file| file.content == FileContent::ScheduleState).filter_map(|file| file.part.as_deref());
    // Version 1 of the format did not have these.
    if !has(|content| matches!(content, FileContent::RandomGenerators), None) {
        writeln!(output, "  {DIM}without the random generators{DIM:#}")?;
    }
    for part in parts.clone() {
        if !has(|content| matches!(content, FileContent::OptimizerState { .. }), Some(part)) {
            writeln!(output, "  {DIM}without the state of the optimizer of {}{DIM:#}", part.escape_debug())?;
        }
    }
    for part in parts {
        if let Ok(state) = checkpoint.state_of(part) {
            writeln!(output, "\n{NAME}{}{NAME:#}", part.escape_debug())?;
            write_state(output, &state)?;
        }
    }
    Ok(is_whole)
}

/// Writes one line for each checkpoint of a folder. Returns whether all are whole.
fn write_list(output: &mut impl Write, checkpoints: &Checkpoints) -> Result<bool> {
    let mut are_whole = true;
    for path in checkpoints.paths()? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let opened = Checkpoint::open(&path);
        match opened.as_ref().map_err(Clone::clone).and_then(|checkpoint| checkpoint.verify().map(|()| checkpoint)) {
            Ok(checkpoint) => {
                let bytes = checkpoint.files().iter().map(|file| file.bytes).sum();
                let metrics: Vec<_> =
                    checkpoint.metrics().map(|(name, value)| format!(", {} {value:?}", name.escape_debug())).collect();
                writeln!(output, "{NAME}{name}{NAME:#}: {GOOD}whole{GOOD:#}, {}{}", size(bytes), metrics.concat())?;
            }
            Err(error) => {
                are_whole = false;
                writeln!(output, "{NAME}{name}{NAME:#}: {BAD}damaged:{BAD:#} {error}")?;
            }
        }
    }
    Ok(are_whole)
}

/// A number of bytes with a decimal unit: `4.9 MB`.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let mut size = bytes as f64;
    let mut unit = "B";
    for larger in UNITS {
        if size < 999.95 {
            break;
        }
        (size, unit) = (size / 1000.0, larger);
    }
    if unit == "B" { format!("{bytes} B") } else { format!("{size:.1} {unit}") }
}
