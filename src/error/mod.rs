pub(crate) mod check;
mod constructors;
mod deviation;
mod difference;

pub use deviation::Deviation;
pub use difference::Difference;

use crate::Setting;
use std::fmt::Display;
use std::path::PathBuf;

/// The error type of this crate. Every message states what was wrong, where, what was expected and what was found.
///
/// ```
/// use tch_lr_scheduler::{Error, StepLr};
///
/// let error = StepLr::new(30, f64::NAN).unwrap_err();
/// assert_eq!(error.to_string(), "StepLr: gamma must be finite and not negative, found NaN");
/// assert!(matches!(error, Error::Parameter { parameter: "gamma", .. }));
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An argument is out of its range.
    #[error("{owner}: {parameter} must be {bound}, found {found}")]
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
    #[error("plan: {setting} is given twice, expected once")]
    SettingTwice {
        /// The setting.
        setting: Setting,
    },

    /// A plan has two scalars with the same name.
    #[error("plan: the scalar {name} is given twice, expected once")]
    ScalarTwice {
        /// The name of the scalars.
        name: String,
    },

    /// A plan has several feedback rules.
    #[error("plan: {rules} feedback rules, expected one: remove all calls of `Plan::reduce_lr_on_plateau` but one")]
    SeveralRules {
        /// The number of rules.
        rules: usize,
    },

    /// A plan names a group that the optimizer does not have.
    #[error(
        "plan: {setting} names a group that the optimizer does not have, expected a group below {groups} \
        (a variable belongs to the group of its path; `Path::set_group` returns a new path and does not change the old one)"
    )]
    AbsentGroup {
        /// The setting.
        setting: Setting,
        /// The number of groups that the optimizer has.
        groups: usize,
    },

    /// A plan has a base for a hyperparameter of some groups, but not for this group. The value of this group would be unknown,
    /// because tch cannot read it.
    #[error("plan: {setting} has no base, expected one for every group or for none")]
    UncoveredGroup {
        /// The setting.
        setting: Setting,
    },

    /// A list that must have one entry per group has another length.
    #[error("plan: {list} has {found} entries, expected one for each of the optimizer's {expected} groups")]
    GroupCount {
        /// The name of the list.
        list: &'static str,
        /// The number of groups that the optimizer has.
        expected: usize,
        /// The number of entries that the list has.
        found: usize,
    },

    /// The optimizer does not have this hyperparameter, or has only one value of it for all groups. Nothing was changed.
    ///
    /// SGD has neither beta2 nor eps, and RMSprop has no beta2. Every optimizer of tch has a value of its own for each group.
    #[error("plan: {setting} {problem}, expected {expected}")]
    Unsupported {
        /// The setting.
        setting: Setting,
        /// Why the optimizer cannot have this value.
        problem: &'static str,
        /// The optimizers or the values that are possible.
        expected: &'static str,
    },

    /// A metric was given to a plan that has no feedback rule.
    #[error("metric {metric:?} was given to a plan without feedback, expected one built with `Plan::reduce_lr_on_plateau`")]
    NoFeedback {
        /// The metric.
        metric: f64,
    },

    /// A schedule returned a value that is not finite. In most cases it contains a user's closure.
    #[error("{setting} at step {step}: expected a finite value, found {found:?}")]
    NotFinite {
        /// The setting, or the name of the scalar.
        setting: String,
        /// The step.
        step: u64,
        /// The value.
        found: f64,
    },

    /// A schedule returned a value that is out of the range of its hyperparameter. Nothing was changed.
    #[error("{setting} at step {step}: expected a value that is {expected}, found {found:?}")]
    OutOfRange {
        /// The setting.
        setting: String,
        /// The step.
        step: u64,
        /// The range.
        expected: &'static str,
        /// The value.
        found: f64,
    },

    /// A state contains a value that the plan does not have at the step of the state. Nothing was changed.
    #[error("state: {field} is {found}, the plan expects {expected}")]
    ForeignState {
        /// The field of the [`State`](crate::State).
        field: String,
        /// The value of the plan.
        expected: String,
        /// The value of the state.
        found: String,
    },

    /// The state of an optimizer does not fit the optimizer that should take it. Nothing was changed.
    #[error("optimizer state: {field} is {found}, expected {expected}")]
    ForeignOptimizerState {
        /// `class`, the name of a variable, or the name of one of its tensors, such as `body.weight.exp_avg`.
        field: String,
        /// The value in the optimizer.
        expected: String,
        /// The value in the state.
        found: String,
    },

    /// A file, or the text of a file, contains something other than what was expected.
    #[error("{}expected {expected}, found {found}", place(.file, .path))]
    Data {
        /// The file, if there is one.
        file: Option<String>,
        /// The place in the file, such as `lr.schedule.schedulers[1].T_max`. It is empty for the whole file.
        path: String,
        /// What was expected at this place.
        expected: String,
        /// What was found at this place.
        found: String,
    },

    /// A state was saved with another plan. Nothing was changed. [`ResumePolicy`](crate::ResumePolicy) lists ways to resume with a
    /// changed plan.
    #[error("state: the plan has changed since: {}", listed(.differences))]
    PlanChanged {
        /// The differences between the two plans, in the order of the saved plan.
        differences: Vec<Difference>,
    },

    /// A run cannot resume at the same fraction of its length, because a plan does not contain the length.
    #[error("state: the {which} plan has no length, expected one that is set by `Plan::total_steps`")]
    NoTotalSteps {
        /// The plan without a length: `saved` or `new`.
        which: &'static str,
    },

    /// The trainable variables of a `VarStore` are not the variables that the optimizer trains.
    #[error("plan: the VarStore holds {found} trainable variables, expected the {expected} variables that the optimizer trains")]
    ForeignVarStore {
        /// The number of variables that the optimizer trains.
        expected: usize,
        /// The number of trainable variables in the `VarStore`.
        found: usize,
    },

    /// A variable cannot move to another group, because an optimizer of its `VarStore` exists. Nothing was changed.
    #[error(
        "assign_groups: call it before the optimizer is built, because an optimizer reads the group of a variable only once: \
        {variable} is in group {group} and was to move to group {assigned}"
    )]
    GroupsInUse {
        /// The name of the variable.
        variable: String,
        /// The group of the variable.
        group: usize,
        /// The group to which the variable was to move.
        assigned: usize,
    },

    /// The hyperparameters of an optimizer differ from its plan, because other code has set them or because it is another optimizer.
    #[error("optimizer: {} (`Scheduler::attach` writes every value of the plan again)", listed(.deviations))]
    OptimizerDeviates {
        /// Each hyperparameter that differs, by group.
        deviations: Vec<Deviation>,
    },

    /// The variables of an averaged model are not those of the trained model.
    #[error("averaged model: {name} is {found}, expected {expected}")]
    ForeignModel {
        /// The name of the variable.
        name: String,
        /// The variable in the trained model.
        expected: String,
        /// The variable in the averaged model.
        found: String,
    },

    /// A file could not be opened, read or written.
    #[error("cannot {action} {}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the crate tried to do, such as `read`.
        action: &'static str,
        /// The error of the operating system.
        reason: String,
    },

    /// A checkpoint cannot be loaded. Nothing was changed. The source says why.
    #[error("checkpoint {}: {remedy}: {source}", folder.display())]
    Checkpoint {
        /// The checkpoint's folder.
        folder: PathBuf,
        /// What to do.
        remedy: String,
        /// Why the checkpoint cannot be loaded, such as [`Error::PlanChanged`].
        source: Box<Error>,
    },

    /// A log was not written by the run that is to be appended to it. Nothing was changed.
    #[error("log {}: {place} is {found}, expected {expected}", path.display())]
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

    /// A user's observer failed.
    #[error("observer: {0}")]
    Observer(String),

    /// libtorch returned an error.
    #[error("libtorch: {0}")]
    Torch(String),
}

/// The file and the place, each followed by a colon.
fn place(file: &Option<String>, path: &str) -> String {
    [file.as_deref().unwrap_or(""), path].iter().filter(|part| !part.is_empty()).map(|part| format!("{part}: ")).collect()
}

/// The items on one line.
fn listed(items: &[impl Display]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A `Result` with the [`Error`] of this crate.
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
pub type Result<T> = std::result::Result<T, Error>;
