mod cause;
pub(crate) mod check;
mod deviation;
mod difference;
mod display;
mod excerpt;
mod printable;

pub use cause::Cause;
pub use deviation::Deviation;
pub use difference::Difference;
pub use excerpt::Excerpt;
pub use printable::printable;

use crate::Setting;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

/// The error type of this crate. Every message states what was wrong, where, what was expected and what was found.
///
/// `Debug` prints the same message as `Display`, because Rust prints it if `main` returns an error. Control characters in names are
/// escaped.
///
/// ```
/// use tch_lr_scheduler::{Error, StepLr};
///
/// let error = StepLr::new(30, f64::NAN).unwrap_err();
/// assert_eq!(error.to_string(), "StepLr: gamma must be finite and not negative, found NaN");
/// assert!(matches!(error, Error::Parameter { parameter: "gamma", .. }));
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// An argument is out of its range.
    Parameter {
        /// The type, method or plan that the argument belongs to.
        owner: &'static str,
        /// The name of the argument.
        parameter: &'static str,
        /// The range that was expected.
        bound: String,
        /// The value that was found.
        found: String,
    },

    /// A plan has two schedules for the same setting.
    SettingTwice {
        /// The setting.
        setting: Setting,
    },

    /// A plan has two scalars with the same name.
    ScalarTwice {
        /// The name of the scalars.
        name: String,
    },

    /// A plan names a group that the optimizer does not have.
    AbsentGroup {
        /// The setting.
        setting: Setting,
        /// The number of groups that the optimizer has.
        groups: usize,
    },

    /// A plan has a schedule for a hyperparameter of some groups, but not for this group. The value of this group would be unknown,
    /// because tch cannot read it.
    UncoveredGroup {
        /// The setting.
        setting: Setting,
    },

    /// A list that must have one entry per group has another length.
    GroupCount {
        /// The name of the list.
        list: &'static str,
        /// The number of groups that the optimizer has.
        expected: usize,
        /// The number of entries that the list has.
        found: usize,
    },

    /// The optimizer does not have this hyperparameter for each group, or its class is unknown.
    Unsupported {
        /// The setting.
        setting: Setting,
    },

    /// A metric was given to a plan that has no feedback rule.
    NoFeedback {
        /// The metric.
        metric: f64,
    },

    /// A schedule returned a value that is not finite. In most cases it contains a user's closure.
    NotFinite {
        /// The setting, or the name of the scalar.
        setting: String,
        /// The step.
        step: u64,
        /// The value.
        found: f64,
    },

    /// A state contains a value that the plan does not have at the step of the state. Nothing was changed.
    ForeignState {
        /// The field of the [`State`](crate::State).
        field: String,
        /// The value of the plan.
        expected: String,
        /// The value of the state.
        found: String,
    },

    /// The state of an optimizer does not fit the optimizer that should take it. Nothing was changed.
    ForeignOptimizerState {
        /// `class`, the name of a variable, or the name of one of its tensors, such as `body.weight.exp_avg`.
        field: String,
        /// The value in the optimizer.
        expected: String,
        /// The value in the state.
        found: String,
    },

    /// A file, or the text of a file, contains something other than what was expected.
    Data {
        /// The file, if there is one.
        file: Option<String>,
        /// The place in the file, such as `lr.schedule.schedulers[1].T_max`. It is empty for the whole file.
        path: String,
        /// What was expected at this place.
        expected: String,
        /// What was found at this place. Empty if the place only lacks something.
        found: String,
        /// What to do, if it is known. The message begins with it.
        advice: Option<Box<str>>,
        /// The line of the file, if the data was read from text. The message shows it if the file is known.
        excerpt: Option<Box<Excerpt>>,
    },

    /// A state was saved with another plan. Nothing was changed. [`ResumePolicy`](crate::ResumePolicy) lists ways to resume with a
    /// changed plan.
    PlanChanged {
        /// The differences between the two plans, in the order of the saved plan.
        differences: Vec<Difference>,
    },

    /// A run cannot resume at the same fraction of its length, because a plan does not contain the length.
    NoTotalSteps {
        /// The plan without a length: `saved` or `new`.
        which: &'static str,
    },

    /// The trainable variables of a `VarStore` are not the variables that the optimizer trains.
    ForeignVarStore {
        /// The number of variables that the optimizer trains.
        expected: usize,
        /// The number of trainable variables in the `VarStore`.
        found: usize,
    },

    /// The hyperparameters of an optimizer differ from its plan, because other code has set them or because it is another optimizer.
    OptimizerDeviates {
        /// Each hyperparameter that differs, by group.
        deviations: Vec<Deviation>,
    },

    /// The variables of an averaged model are not those of the trained model.
    ForeignModel {
        /// The name of the variable.
        name: String,
        /// The variable in the trained model.
        expected: String,
        /// The variable in the averaged model.
        found: String,
    },

    /// A file could not be opened, read or written.
    File {
        /// The file.
        path: PathBuf,
        /// What the crate tried to do, such as `read`.
        action: &'static str,
        /// The error of the operating system.
        source: Cause,
    },

    /// A log was not written by the run that is to be appended to it. Nothing was changed.
    ForeignLog {
        /// The file.
        path: PathBuf,
        /// The place in the log.
        place: String,
        /// What the run would write at this place.
        expected: String,
        /// What the log contains at this place.
        found: String,
    },

    /// A user's observer failed, for the reason in this text.
    Observer(String),

    /// A user's observer failed with an error of its own. [`Error::observer`] makes it.
    ObserverFailed(Cause),

    /// libtorch returned an error.
    Torch(String),
}

impl Error {
    pub(crate) fn data(path: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Data { file: None, path: path.into(), expected: expected.into(), found: found.into(), advice: None, excerpt: None }
    }

    /// Adds to an error in data what to do.
    pub(crate) fn with_advice(mut self, what_to_do: impl Into<String>) -> Self {
        if let Self::Data { advice, .. } = &mut self {
            *advice = Some(what_to_do.into().into());
        }
        self
    }

    /// Adds to an error in data the line of the file.
    pub(crate) fn with_excerpt(mut self, line: Option<Excerpt>) -> Self {
        if let Self::Data { excerpt, .. } = &mut self {
            *excerpt = line.map(Box::new);
        }
        self
    }

    /// The path of an error in data.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::Data { path, .. } => Some(path),
            _ => None,
        }
    }

    /// An observer's error, or a text that says why the observer failed. [`std::error::Error::source`] returns the observer's error.
    ///
    /// ```
    /// use tch_lr_scheduler::Error;
    ///
    /// let error = Error::observer(std::io::Error::other("no connection"));
    /// assert_eq!(error.to_string(), "observer: no connection");
    /// ```
    pub fn observer(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::ObserverFailed(Cause::new(error))
    }

    /// Adds the name of the file, unless the error has one.
    pub(crate) fn in_file(mut self, name: impl Display) -> Self {
        if let Self::Data { file: file @ None, .. } = &mut self {
            *file = Some(name.to_string());
        }
        self
    }

    /// Cold, so that the code of a step without an error stays short.
    #[cold]
    pub(crate) fn not_finite(setting: impl Display, step: u64, found: f64) -> Self {
        Self::NotFinite { setting: setting.to_string(), step, found }
    }

    pub(crate) fn file(action: &'static str, path: &Path, error: &io::Error) -> Self {
        Self::File { path: path.to_owned(), action, source: Cause::of_io(error) }
    }

    pub(crate) fn foreign_log(path: &Path, place: impl Display, expected: impl Display, found: impl Display) -> Self {
        let (expected, found) = (expected.to_string(), found.to_string());
        Self::ForeignLog { path: path.to_owned(), place: place.to_string(), expected, found }
    }

    pub(crate) fn foreign_state(field: impl Display, expected: impl Display, found: impl Display) -> Self {
        Self::ForeignState { field: field.to_string(), expected: expected.to_string(), found: found.to_string() }
    }
}

/// A `Result` with the [`Error`] of this crate, or with another error if one is given.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Result, Schedule};
///
/// fn warmed_up_cosine(steps: u64) -> Result<impl Schedule> {
///     CosineAnnealingLr::new(steps - 5)?.warmup(5)
/// }
/// assert_eq!(warmed_up_cosine(50)?.at(0.5, 0), 0.1);
/// assert!(warmed_up_cosine(5).is_err());
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;
