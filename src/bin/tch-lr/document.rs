//! The kinds of files and folders that `inspect` and `diff` read.

use crate::input::{self, Run};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use tch_lr_scheduler::{Checkpoint, Checkpoints, PlanSpec, State};

/// Something that the crate has written, or a plan.
pub enum Document {
    Plan(Box<PlanSpec>),
    State(Box<State>),
    Checkpoint(Checkpoint),
    /// A folder in which a run has saved its checkpoints.
    Checkpoints(Checkpoints),
}

const MANIFEST: &str = "checkpoint.json";

impl Document {
    pub fn open(path: &Path, run: &Run) -> Result<Self> {
        if path.is_dir() {
            return folder(path);
        }
        if path.file_name().is_some_and(|name| name == MANIFEST) {
            return Ok(Self::Checkpoint(Checkpoint::open(parent(path))?));
        }
        let (name, text) = input::read(path)?;
        // A pipe can be read only once. The name of a file helps to read it, and to name it in errors.
        let is_file = path.is_file() && !path.starts_with("/dev");
        if is_state(&text) {
            let state = if is_file { State::open(path)? } else { State::from_json(&text).context(name)? };
            return Ok(Self::State(Box::new(state)));
        }
        let read = if is_file { PlanSpec::read(path)? } else { PlanSpec::read_text(&text, &name)? };
        let plan = run.changed(read)?.plan()?;
        // The defaults of absent fields are added, so that they compare equal to the same values that were written out.
        let with_defaults = plan.spec();
        let _readable = with_defaults.plan().with_context(|| name)?;
        Ok(Self::Plan(Box::new(with_defaults)))
    }

    pub fn kind(&self) -> &'static str {
        match self {
            Self::Plan(_) => "a plan",
            Self::State(_) => "a state",
            Self::Checkpoint(_) => "a checkpoint",
            Self::Checkpoints(_) => "a folder of checkpoints",
        }
    }
}

fn folder(path: &Path) -> Result<Document> {
    if path.join(MANIFEST).is_file() {
        return Ok(Document::Checkpoint(Checkpoint::open(path)?));
    }
    let checkpoints = Checkpoints::new(path);
    if checkpoints.paths()?.is_empty() {
        bail!("{}: expected a checkpoint or a folder of checkpoints, found a folder without {MANIFEST}", path.display());
    }
    Ok(Document::Checkpoints(checkpoints))
}

fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).into()
}

/// Whether a text is a state of this crate, by the field `format`, which no plan has.
fn is_state(text: &str) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    value.is_some_and(|value| value.get("format").is_some())
}
