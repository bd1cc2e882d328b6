pub(crate) mod check;
mod deviation;
mod difference;

pub use deviation::Deviation;
pub use difference::Difference;

use crate::Setting;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

/// What this crate refuses, and why: every message names what was wrong, where, what was expected and what was found.
///
/// ```
/// use tch_lr_scheduler::StepLr;
///
/// let error = StepLr::new(30, f64::NAN).unwrap_err();
/// assert_eq!(error.to_string(), "StepLr: gamma must be finite and not negative, found NaN");
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A constructor's argument is out of its range.
    #[error("{owner}: {parameter} must be {bound}, found {found}")]
    Parameter {
        /// The schedule, feedback rule or plan that was being built.
        owner: &'static str,
        /// The argument, by torch's name.
        parameter: &'static str,
        /// The range it must lie in.
        bound: String,
        /// The value it had.
        found: String,
    },

    /// A plan gives the same setting two schedules.
    #[error("plan: {setting} is given twice, expected once")]
    SettingTwice {
        /// The setting in question.
        setting: Setting,
    },

    /// A plan gives two numbers of the user's own the same name.
    #[error("plan: the scalar {name} is given twice, expected once")]
    ScalarTwice {
        /// The name in question.
        name: String,
    },

    /// A plan names a group that the optimizer does not have.
    #[error(
        "plan: {setting} names a group that the optimizer does not have, expected a group below {groups} \
        (a variable's group is that of its path; `Path::set_group` returns a new path)"
    )]
    AbsentGroup {
        /// The setting in question.
        setting: Setting,
        /// How many groups the optimizer has.
        groups: usize,
    },

    /// A plan drives a hyperparameter of some groups and says nothing of another; tch could not tell what that one has.
    #[error("plan: nothing is said of {setting}, expected a schedule for every group or for none")]
    UncoveredGroup {
        /// The setting in question.
        setting: Setting,
    },

    /// A list with one entry per group has the wrong length.
    #[error("plan: {list} has {found} entries, expected one for each of the optimizer's {expected} groups")]
    GroupCount {
        /// Which list.
        list: &'static str,
        /// How many groups the optimizer has.
        expected: usize,
        /// How many entries the list has.
        found: usize,
    },

    /// The optimizer does not have this hyperparameter for each group, or its class is unknown.
    #[error("plan: {setting} of this optimizer cannot be set, expected one schedule for all groups")]
    Unsupported {
        /// The setting in question.
        setting: Setting,
    },

    /// A metric was given to a plan that has nothing to answer it.
    #[error("metric {metric:?} was given to a plan without feedback, expected one built with `Plan::reduce_lr_on_plateau`")]
    NoFeedback {
        /// The metric.
        metric: f64,
    },

    /// A schedule, nearly always a user's closure, gave something that is not a number an optimizer can use.
    #[error("{setting} at step {step}: expected a finite value, found {found:?}")]
    NotFinite {
        /// The setting in question, or the name of a number of the user's own.
        setting: String,
        /// The step at which it happened.
        step: u64,
        /// The value.
        found: f64,
    },

    /// A state does not belong to the plan it was given to; nothing was changed.
    #[error("state: {field} is {found}, the plan expects {expected}")]
    ForeignState {
        /// The field of [`State`](crate::State).
        field: String,
        /// What the plan gives at that step.
        expected: String,
        /// What the state holds.
        found: String,
    },

    /// The state of an optimizer does not belong to the optimizer it was given to; nothing was changed.
    #[error("optimizer state: {field} is {found}, expected {expected}")]
    ForeignOptimizerState {
        /// `class`, a variable's name, or that of one of its tensors, such as `body.weight.exp_avg`.
        field: String,
        /// What the optimizer has.
        expected: String,
        /// What the state holds.
        found: String,
    },

    /// A file, or a text of one, holds something other than was expected there.
    #[error("{}expected {expected}, found {found}", place(.file, .path))]
    Data {
        /// The file, where there is one.
        file: Option<String>,
        /// The place in it, such as `lr.schedule.schedulers[1].T_max`; empty for the whole.
        path: String,
        /// What was expected there.
        expected: String,
        /// What is there.
        found: String,
    },

    /// A state was saved by another plan; nothing was changed.
    #[error("state: the plan has changed since: {}", listed(.differences))]
    PlanChanged {
        /// Where the two plans differ, in the order of the saved one.
        differences: Vec<Difference>,
    },

    /// A run cannot go on at the same fraction of its steps, for a plan does not say how many it has.
    #[error("state: the {which} plan does not say how many steps the run has, expected one with `Plan::total_steps`")]
    NoTotalSteps {
        /// `saved` or `new`.
        which: &'static str,
    },

    /// The variables of a `VarStore` are not the ones that the optimizer trains.
    #[error("plan: the VarStore holds {found} trainable variables, the optimizer trains {expected} that are not the same")]
    ForeignVarStore {
        /// How many variables the optimizer trains.
        expected: usize,
        /// How many the `VarStore` holds.
        found: usize,
    },

    /// An optimizer has other hyperparameters than its plan says: something else has set them, or it is another optimizer.
    #[error("optimizer: {} (`Scheduler::attach` writes every value of the plan again)", listed(.deviations))]
    OptimizerDeviates {
        /// Each hyperparameter that differs, by groups.
        deviations: Vec<Deviation>,
    },

    /// Two stores that should hold the same network do not.
    #[error("averaged model: {name} is {found}, expected {expected}")]
    ForeignModel {
        /// The variable's name.
        name: String,
        /// What the trained model has.
        expected: String,
        /// What the averaged model has.
        found: String,
    },

    /// A file could not be opened, read or written.
    #[error("cannot {action} {}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// What the system answered.
        reason: String,
    },

    /// A log does not belong to the run that wants to continue it; nothing was changed.
    #[error("log {}: {place} is {found}, expected {expected}", path.display())]
    ForeignLog {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// What the run would write there.
        expected: String,
        /// What is there.
        found: String,
    },

    /// An observer of the user's own failed.
    #[error("observer: {0}")]
    Observer(String),

    /// libtorch itself refused something.
    #[error("libtorch: {0}")]
    Torch(String),
}

fn place(file: &Option<String>, path: &str) -> String {
    [file.as_deref().unwrap_or(""), path].iter().filter(|part| !part.is_empty()).map(|part| format!("{part}: ")).collect()
}

fn listed(items: &[impl Display]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl Error {
    pub(crate) fn data(path: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Data { file: None, path: path.into(), expected: expected.into(), found: found.into() }
    }

    /// Where it does not yet say of which file it speaks.
    pub(crate) fn in_file(self, name: impl Display) -> Self {
        match self {
            Self::Data { file: None, path, expected, found } => Self::Data { file: Some(name.to_string()), path, expected, found },
            other => other,
        }
    }

    /// Apart from the steps that ask for it, which stay short.
    #[cold]
    pub(crate) fn not_finite(setting: impl Display, step: u64, found: f64) -> Self {
        Self::NotFinite { setting: setting.to_string(), step, found }
    }

    pub(crate) fn file(action: &'static str, path: &Path, reason: &io::Error) -> Self {
        Self::File { path: path.to_owned(), action, reason: reason.to_string() }
    }

    pub(crate) fn foreign_log(path: &Path, place: impl Display, expected: impl Display, found: impl Display) -> Self {
        let (expected, found) = (expected.to_string(), found.to_string());
        Self::ForeignLog { path: path.to_owned(), place: place.to_string(), expected, found }
    }

    pub(crate) fn foreign_state(field: impl Display, expected: impl Display, found: impl Display) -> Self {
        Self::ForeignState { field: field.to_string(), expected: expected.to_string(), found: found.to_string() }
    }
}

/// `Result` with this crate's [`Error`].
///
/// ```
/// fn schedule() -> tch_lr_scheduler::Result<tch_lr_scheduler::StepLr> {
///     tch_lr_scheduler::StepLr::new(30, 0.1)
/// }
/// assert!(schedule().is_ok());
/// ```
pub type Result<T> = std::result::Result<T, Error>;
