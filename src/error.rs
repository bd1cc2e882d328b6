use crate::Knob;
use std::fmt::Display;

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

    /// A plan gives the same knob two schedules.
    #[error("plan: {knob} is given twice, expected once")]
    KnobTwice {
        /// The knob in question.
        knob: Knob,
    },

    /// A plan gives two numbers of the user's own the same name.
    #[error("plan: the number {name} is given twice, expected once")]
    NumberTwice {
        /// The name in question.
        name: String,
    },

    /// A plan names a group that the optimizer does not have.
    #[error(
        "plan: {knob} names a group that the optimizer does not have, expected a group below {groups} \
        (a variable's group is that of its path; `Path::set_group` returns a new path)"
    )]
    AbsentGroup {
        /// The knob in question.
        knob: Knob,
        /// How many groups the optimizer has.
        groups: usize,
    },

    /// A plan drives a hyperparameter of some groups and says nothing of another; tch could not tell what that one has.
    #[error("plan: nothing is said of {knob}, expected a schedule for every group or for none")]
    UncoveredGroup {
        /// The knob in question.
        knob: Knob,
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

    /// The optimizer cannot set this knob, or cannot be seen to.
    #[error("plan: tch cannot set {knob} of this optimizer, expected a schedule for all groups")]
    Unsupported {
        /// The knob in question.
        knob: Knob,
    },

    /// A metric was given to a plan that has nothing to answer it.
    #[error("metric {metric:?} was given to a plan without feedback, expected one built with `Plan::reduce_lr_on_plateau`")]
    NoFeedback {
        /// The metric.
        metric: f64,
    },

    /// A schedule, nearly always a user's closure, gave something that is not a number an optimizer can use.
    #[error("{knob} at step {step}: expected a finite value, found {found:?}")]
    NotFinite {
        /// The knob in question, or the name of a number of the user's own.
        knob: String,
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

    /// The variables of a `VarStore` are not the ones that the optimizer trains.
    #[error("plan: the VarStore holds {found} trainable variables, the optimizer trains {expected} that are not the same")]
    ForeignVarStore {
        /// How many variables the optimizer trains.
        expected: usize,
        /// How many the `VarStore` holds.
        found: usize,
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

    /// The state of libtorch's generator of random numbers cannot be worked out, so that it could not be brought back. It has moved.
    #[error(
        "libtorch's generator of random numbers on the CPU has {found}, expected one seeded by `tch::manual_seed` or by itself"
    )]
    Generator {
        /// What was found.
        found: String,
    },

    /// libtorch itself refused something.
    #[error("libtorch: {0}")]
    Torch(String),
}

impl Error {
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
