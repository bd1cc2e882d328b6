use crate::exit;
use tch_lr_scheduler::{Error, PlanSpec, Position, Warning, WarningKind};

/// A file, with its warnings and errors.
pub struct Checked {
    /// The name of the file in messages.
    pub file: String,
    pub problems: Vec<Problem>,
    /// Whether the length of the run is known, without which only some mistakes are found.
    pub has_length: bool,
}

/// A warning or an error.
pub struct Problem {
    /// `None` for an error.
    pub kind: Option<WarningKind>,
    pub path: String,
    pub position: Option<Position>,
    /// The message. The message of an error contains the name of the file.
    pub message: String,
}

impl Problem {
    pub fn of_warning(warning: Warning) -> Self {
        Self { kind: Some(warning.kind), path: warning.path, position: warning.position, message: warning.message }
    }

    /// An error in a file. `spec` is its contents, if they could be read.
    pub fn of_error(error: &anyhow::Error, spec: Option<&PlanSpec>) -> Self {
        let path = error.chain().find_map(|cause| cause.downcast_ref().and_then(path_of)).unwrap_or_default();
        Self { kind: None, position: spec.and_then(|spec| spec.position(&path)), path, message: exit::message(error) }
    }

    pub fn is_error(&self) -> bool {
        self.kind.is_none()
    }

    /// `warning` or `error`.
    pub fn level(&self) -> &'static str {
        if self.is_error() { "error" } else { "warning" }
    }
}

/// The place in a plan that an error is about: `lr.schedule.T_max`, or `lr.groups.1` for a value of `lr[1]`.
fn path_of(error: &Error) -> Option<String> {
    let setting = match error {
        Error::Data { path, .. } => return Some(path.clone()),
        Error::NotFinite { setting, .. } | Error::OutOfRange { setting, .. } | Error::PastEnd { setting, .. } => setting.clone(),
        Error::AbsentGroup { setting, .. } | Error::UncoveredGroup { setting } => setting.to_string(),
        _ => return None,
    };
    let group = |(name, rest): (&str, &str)| rest.strip_suffix(']').map(|group| format!("{name}.groups.{group}"));
    Some(setting.split_once('[').and_then(group).unwrap_or(setting))
}
