use crate::document::Document;
use crate::output::{self, DIM, GOOD, NAME};
use crate::{exit, input};
use anyhow::{Result, bail};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::observe::ValueName;
use tch_lr_scheduler::{Checkpoint, CheckpointFile, Difference, FileContent, Plan, PlanSpec, State};

/// Compare two plans, two states, or two checkpoints
///
/// Two plans are compared field by field, and then by the values that they give during the run. Two states are compared field by
/// field, including their plans. Two checkpoints are compared file by file.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr diff old.toml new.json\n  tch-lr diff monday.state.json tuesday.state.json\n  \
    tch-lr diff run/save-000011-step-80000 run/save-000012-step-90000\n\n\
    Exit codes: 0 no differences, 1 an error, 3 differences")]
pub struct Args {
    /// A plan, a state, or a checkpoint
    a: PathBuf,
    /// The plan, state or checkpoint to compare it with
    b: PathBuf,
    #[command(flatten)]
    run: input::Run,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let (a, b) = (Document::open(&args.a, &args.run)?, Document::open(&args.b, &args.run)?);
    let mut output = output::colored().lock();
    let differ = match (&a, &b) {
        (Document::Plan(a), Document::Plan(b)) => {
            let differ = write(&mut output, "", &a.differences(b))?;
            write_values(&mut output, [a, b], &args.run)?;
            differ
        }
        (Document::State(a), Document::State(b)) => write(&mut output, "", &a.differences(b))?,
        (Document::Checkpoint(a), Document::Checkpoint(b)) => write_files(&mut output, a, b)?,
        _ => bail!(
            "{} is {}, and {} is {}: expected two plans, two states, or two checkpoints",
            args.a.display(),
            a.kind(),
            args.b.display(),
            b.kind()
        ),
    };
    if !differ {
        writeln!(output, "{GOOD}no differences{GOOD:#}")?;
    }
    output.flush()?;
    Ok(if differ { ExitCode::from(exit::FINDINGS) } else { ExitCode::SUCCESS })
}

/// Writes one line for each difference. Returns whether there is one.
fn write(output: &mut impl Write, prefix: &str, differences: &[Difference]) -> Result<bool> {
    for Difference { path, was, is } in differences {
        writeln!(output, "{NAME}{prefix}{path}{NAME:#}: {was} {DIM}->{DIM:#} {is}")?;
    }
    Ok(!differences.is_empty())
}

/// Writes the first step at which two plans give different values.
fn write_values(output: &mut impl Write, specs: [&PlanSpec; 2], run: &input::Run) -> Result<()> {
    let plans = [specs[0].plan()?.silent(), specs[1].plan()?.silent()];
    let Some(steps) = run.steps.or(plans.iter().filter_map(Plan::run_length).max()) else {
        writeln!(output, "{DIM}values not compared: --steps is needed, because the plans have no total_steps{DIM:#}")?;
        return Ok(());
    };
    let named = plans.iter().map(Plan::named_groups).max().unwrap_or(1);
    let groups = run.groups.map_or(named, |groups| groups as usize);
    let mut steps_to_compare: Vec<u64> = vec![];
    for plan in &plans {
        steps_to_compare.extend(plan.describe(groups, Some(steps))?.iter().flat_map(|description| description.samples(steps)));
    }
    steps_to_compare.sort_unstable();
    steps_to_compare.dedup();
    let [mut a, mut b] = [plans[0].trace(groups)?, plans[1].trace(groups)?];
    for step in steps_to_compare {
        if let Some(difference) = first_difference(a.at(step)?, b.at(step)?) {
            writeln!(output, "values first differ at step {step}: {difference}")?;
            return Ok(());
        }
    }
    writeln!(output, "values are equal at all {steps} steps")?;
    Ok(())
}

/// The first value that differs between two states at the same step, as text.
fn first_difference(a: &State, b: &State) -> Option<String> {
    let (a, b): (Vec<_>, Vec<_>) = (a.named_values().collect(), b.named_values().collect());
    let differs = |(name, value): &&(ValueName<'_>, f64)| {
        let other = b.iter().find(|(known, _)| known == name);
        other.is_none_or(|(_, other)| other.to_bits() != value.to_bits())
    };
    if let Some((name, value)) = a.iter().find(differs) {
        let other = b.iter().find(|(known, _)| known == name);
        return Some(format!("{name} is {value:?} and {}", other.map_or("absent".into(), |(_, other)| format!("{other:?}"))));
    }
    let only_b = b.iter().find(|(name, _)| a.iter().all(|(known, _)| known != name));
    only_b.map(|(name, value)| format!("{name} is absent and {value:?}"))
}

/// Writes how the steps, metrics and files of two checkpoints differ, and the differences of their states. Returns whether there
/// are any.
fn write_files(output: &mut impl Write, a: &Checkpoint, b: &Checkpoint) -> Result<bool> {
    let mut differences = vec![];
    let mut add = |path: &str, was: String, is: String| {
        if was != is {
            differences.push(Difference { path: path.into(), was, is });
        }
    };
    add("step", a.step().to_string(), b.step().to_string());
    let metrics = |checkpoint: &Checkpoint| checkpoint.metrics().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    for name in union(metrics(a), metrics(b)) {
        let metric = |checkpoint: &Checkpoint| checkpoint.metric(&name).map_or("absent".into(), |value| format!("{value:?}"));
        add(&format!("metric {}", name.escape_debug()), metric(a), metric(b));
    }
    for name in union(names(a), names(b)) {
        add(&name, content(a, &name), content(b, &name));
    }
    let mut differ = write(output, "", &differences)?;
    for part in union(parts(a), parts(b)) {
        if let (Ok(a), Ok(b)) = (a.state_of(&part), b.state_of(&part)) {
            differ |= write(output, &format!("{}: ", part.escape_debug()), &a.differences(&b))?;
        }
    }
    Ok(differ)
}

/// The names of `a`, then those of `b` that `a` does not have.
fn union(mut a: Vec<String>, b: Vec<String>) -> Vec<String> {
    a.extend(b.into_iter().filter(|name| !a.contains(name)).collect::<Vec<_>>());
    a
}

fn name_of(file: &CheckpointFile) -> String {
    file.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn names(checkpoint: &Checkpoint) -> Vec<String> {
    checkpoint.files().iter().filter(|file| file.content != FileContent::ScheduleState).map(name_of).collect()
}

/// The parts that have the state of a schedule.
fn parts(checkpoint: &Checkpoint) -> Vec<String> {
    let files = checkpoint.files().into_iter().filter(|file| file.content == FileContent::ScheduleState);
    files.filter_map(|file| file.part).collect()
}

fn content(checkpoint: &Checkpoint, name: &str) -> String {
    let file = checkpoint.files().into_iter().find(|file| name_of(file) == name);
    file.map_or("absent".into(), |file| format!("{}, {} bytes, checksum {}", file.content, file.bytes, file.checksum()))
}
