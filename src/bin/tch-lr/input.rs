//! Reads plans and metrics.

use crate::exit::Usage;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::RangeInclusive;
use std::path::Path;
use tch_lr_scheduler::spec::whole_number;
use tch_lr_scheduler::{Plan, PlanSpec, printable};

/// The longest text that is read, in bytes.
const LONGEST: u64 = 1 << 27;

pub const STANDARD_INPUT: &str = "standard input";

/// The length of the run and the number of parameter groups.
#[derive(clap::Args, Default)]
pub struct Run {
    /// The length of the run in steps [default: total_steps of the plan]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub steps: Option<u64>,
    /// The number of parameter groups of the optimizer [default: the number of groups that the plan names]
    #[arg(long, value_name = "G", value_parser = number_of_groups, allow_negative_numbers = true)]
    pub groups: Option<u64>,
    /// Change a value of the plan before it is read, such as lr.base=0.01 or lr.schedule.T_max=500; can be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("write PATH=VALUE, such as lr.base=0.01")?;
    Ok((path.trim().into(), value.trim().into()))
}

/// A plan that was read, with the options of the command line about the run.
pub struct Loaded {
    /// The name of the file in messages.
    pub name: String,
    pub plan: Plan,
    pub steps: Option<u64>,
    pub groups: usize,
}

impl Run {
    pub fn load(&self, path: &Path) -> Result<Loaded> {
        let (name, spec) = self.spec(path)?;
        self.loaded(name, &spec)
    }

    /// Reads a file and changes the values that `--set` names. Returns the file's name in messages.
    pub fn spec(&self, path: &Path) -> Result<(String, PlanSpec)> {
        let (name, spec) = spec(path)?;
        Ok((name, self.changed(spec)?))
    }

    /// Changes the values that `--set` names.
    pub fn changed(&self, spec: PlanSpec) -> Result<PlanSpec> {
        Ok(self.set.iter().try_fold(spec, |spec, (path, value)| spec.set(path, value))?)
    }

    /// The plan of a file that was read.
    pub fn loaded(&self, name: String, spec: &PlanSpec) -> Result<Loaded> {
        let plan = spec.plan()?;
        let groups = self.groups.map_or(plan.named_groups(), |groups| groups as usize);
        let steps = self.steps.or(plan.run_length());
        Ok(Loaded { name, plan: plan.silent(), steps, groups })
    }
}

impl Loaded {
    /// The length of the run, for commands that need one.
    pub fn needed_steps(&self) -> Result<u64> {
        let missing = || Usage(format!("--steps is needed: {} has no total_steps", self.name));
        Ok(self.steps.ok_or_else(missing)?)
    }

    /// Adds the name of the file to an error of the library.
    pub fn named<T>(&self, result: tch_lr_scheduler::Result<T>) -> Result<T> {
        result.with_context(|| self.name.clone())
    }
}

/// The name of a file in messages.
pub fn name(path: &Path) -> String {
    if is_standard_input(path) { STANDARD_INPUT.into() } else { printable(&path.display().to_string()) }
}

pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a file, and returns its name in messages. The contents are not checked.
fn spec(path: &Path) -> Result<(String, PlanSpec)> {
    if !is_standard_input(path) {
        return Ok((name(path), PlanSpec::read(path)?));
    }
    let (name, text) = read(path)?;
    let spec = PlanSpec::read_text(&text, &name)?;
    Ok((name, spec))
}

/// A whole number of at least 1, as people write it: `10_000` or `1e4`.
pub fn at_least_one(text: &str) -> Result<u64, String> {
    within(text, 1..=u64::MAX)
}

fn number_of_groups(text: &str) -> Result<u64, String> {
    within(text, 1..=1 << 20)
}

fn within(text: &str, range: RangeInclusive<u64>) -> Result<u64, String> {
    let number = whole_number(text)?;
    let bound = match *range.end() {
        u64::MAX => format!("at least {}", range.start()),
        end => format!("from {} to {end}", range.start()),
    };
    if range.contains(&number) { Ok(number) } else { Err(format!("expected {bound}, found {number}")) }
}

/// Reads a text, and returns its name in messages.
pub fn read(path: &Path) -> Result<(String, String)> {
    let name = name(path);
    let read = if is_standard_input(path) { text(io::stdin()) } else { open(path).and_then(text) };
    let text = read.with_context(|| format!("cannot read {name}"))?;
    Ok((name, text))
}

/// Reads a metric from each line. An empty line is a step without a metric.
pub fn metrics(path: &Path) -> Result<Vec<Option<f64>>> {
    let (name, text) = read(path)?;
    let mut metrics = vec![];
    for (index, line) in text.lines().enumerate() {
        metrics.push(match line.trim() {
            "" => None,
            number => match number.parse() {
                Ok(metric) => Some(metric),
                Err(_) => bail!("{name}: line {}: expected a number or an empty line, found {number:?}", index + 1),
            },
        });
    }
    Ok(metrics)
}

/// Opens a file or a pipe that is open already, such as that of `<(...)`. As in the library, a directory is refused, and so is a
/// named pipe, which would make the program wait until another one writes to it.
fn open(path: &Path) -> io::Result<File> {
    let refused = |found: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, format!("found {found}, expected a file")));
    let metadata = fs::metadata(path)?;
    let found = metadata.file_type();
    match () {
        () if found.is_file() && metadata.len() > LONGEST => Err(too_long()),
        () if found.is_dir() => refused("a directory"),
        // The pipe of a process has no name in a folder.
        () if is_pipe(found) && !path.starts_with("/dev") && fs::canonicalize(path).is_ok() => refused("a named pipe"),
        () => File::open(path),
    }
}

#[cfg(unix)]
fn is_pipe(found: fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&found)
}

#[cfg(not(unix))]
fn is_pipe(_: fs::FileType) -> bool {
    false
}

pub fn standard_input() -> Result<String> {
    text(io::stdin()).with_context(|| format!("cannot read {STANDARD_INPUT}"))
}

/// Reads a text that is not longer than what the library reads from a file.
fn text(from: impl Read) -> io::Result<String> {
    let mut bytes = vec![];
    from.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(too_long());
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is not text in UTF-8"))
}

fn too_long() -> io::Error {
    io::Error::other("it is longer than 128 MiB")
}
