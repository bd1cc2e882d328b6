use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;

/// A mistake in the schedule of one subject.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    pub(super) kind: WarningKind,
    /// Its path in the data of the subject: `schedule.T_max` or `base`.
    pub(super) path: String,
    pub(super) message: String,
}

impl Finding {
    /// A mistake in a parameter of a schedule.
    pub(super) fn of_parameter(kind: WarningKind, part: &Part<'_>, parameter: &str, message: String) -> Self {
        Self { kind, path: format!("{}.{parameter}", part.path), message }
    }

    /// A mistake that is found from the values of the whole curve.
    pub(super) fn of_curve(kind: WarningKind, names: &Names<'_>, message: impl AsRef<str>) -> Self {
        Self { kind, path: names.curve_path().into(), message: format!("{}{}", names.curve(), message.as_ref()) }
    }
}

/// The steps of the run in words: `90 steps`.
pub(super) fn in_steps(steps: u64) -> String {
    match steps {
        1 => "1 step".into(),
        steps => format!("{} steps", crate::data::wording::count(steps)),
    }
}
