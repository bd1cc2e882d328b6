use tch_lr_scheduler::{Error, PlanSpec, Position, Warning, WarningKind};

/// A file, with its warnings and errors.
pub struct Checked {
    /// The name of the file in messages.
    pub file: String,
    pub problems: Vec<Problem>,
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
        let path = error.chain().find_map(|cause| match cause.downcast_ref() {
            Some(Error::Data { path, .. }) => Some(path.clone()),
            _ => None,
        });
        let path = path.unwrap_or_default();
        Self { kind: None, position: spec.and_then(|spec| spec.position(&path)), path, message: format!("{error:#}") }
    }

    pub fn is_error(&self) -> bool {
        self.kind.is_none()
    }

    /// `warning` or `error`.
    pub fn level(&self) -> &'static str {
        if self.is_error() { "error" } else { "warning" }
    }
}
