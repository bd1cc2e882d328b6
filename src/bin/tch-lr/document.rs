//! The kinds of files and folders that `inspect` and `diff` read.

use crate::input::Run;
use anyhow::{Context, Result, bail};
use std::fs;
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
        // A file that cannot be read as text is reported by the reader of plans.
        if fs::read_to_string(path).is_ok_and(|text| is_state(&text)) {
            return Ok(Self::State(Box::new(State::open(path)?)));
        }
        let (name, spec) = run.spec(path)?;
        let plan = spec.plan().with_context(|| name.clone())?;
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
