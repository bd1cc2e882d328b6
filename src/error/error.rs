use super::{Cause, Deviation, Difference, Excerpt};
use crate::Setting;
use std::path::PathBuf;

/// The error type of this crate. A message states what was wrong and where, what was expected and found, or what to do.
///
/// `Debug` prints the message of `Display` and the causes that are not in it, because Rust prints `Debug` if `main` returns an
/// error. Control characters in names are escaped.
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

    /// A plan has two feedback rules with the same name.
    RuleTwice {
        /// The name of the rules.
        name: String,
    },

    /// A feedback rule acts on a group that the optimizer does not have.
    AbsentRuleGroup {
        /// The name of the rule.
        rule: String,
        /// The group.
        group: usize,
        /// The number of groups that the optimizer has.
        groups: usize,
    },

    /// A metric was given to a feedback rule that the plan does not have.
    AbsentRule {
        /// The name that was given.
        name: String,
        /// The names of the plan's rules.
        rules: Vec<String>,
    },

    /// A plan names a group that the optimizer does not have.
    AbsentGroup {
        /// The setting.
        setting: Setting,
        /// The number of groups that the optimizer has.
        groups: usize,
    },

    /// A plan has a base for a hyperparameter of some groups, but not for this group. The value of this group would be unknown,
    /// because the scheduler does not read values from the optimizer.
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

    /// The optimizer does not have this hyperparameter, or has only one value of it for all groups. Nothing was changed.
    ///
    /// SGD has neither beta2 nor eps, and RMSprop has no beta2. Every optimizer of tch has a separate value for each group.
    Unsupported {
        /// The setting.
        setting: Setting,
        /// Why the optimizer cannot have this value.
        problem: &'static str,
        /// The optimizers or the values that are possible.
        expected: &'static str,
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

    /// A schedule has ended, and the plan makes a later step an error ([`EndPolicy::Error`](crate::EndPolicy::Error)). Nothing was
    /// changed.
    PastEnd {
        /// The setting, or the name of the scalar.
        setting: String,
        /// The step.
        step: u64,
        /// The last step that is no error.
        end: u64,
    },

    /// A schedule returned a value that is out of the range of its hyperparameter. Nothing was changed.
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
    ForeignState {
        /// The field of the [`State`](crate::State).
        field: String,
        /// The value of the plan.
        expected: String,
        /// The value of the state.
        found: String,
    },

    /// The state of an optimizer does not fit the optimizer into which it was to be loaded. Nothing was changed.
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

    /// A text is not a length, such as `5ep`. In a plan file it is [`Error::Data`].
    Span {
        /// The text.
        text: String,
        /// The position of the mistake in the text: the number of its first character, counted from 1.
        position: usize,
        /// What was expected there.
        expected: String,
        /// What was found there. Empty at the end of the text.
        found: String,
        /// The right spelling, if it can be guessed.
        advice: Option<String>,
    },

    /// A length cannot be turned into steps, because a [`RunLength`](crate::RunLength) does not know what its unit needs. In a plan
    /// file it is [`Error::Data`].
    RunUnknown {
        /// The length.
        span: String,
        /// What the length is, such as "in epochs".
        meaning: &'static str,
        /// What the run needs: `total`, `steps_per_epoch`, `samples_per_step` or `tokens_per_step`.
        needs: &'static str,
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

    /// A run cannot resume after the same number of samples or tokens, because a plan does not know how many a step has.
    NoCountPerStep {
        /// The plan that does not know it: `saved` or `new`.
        which: &'static str,
        /// The field of [`RunLength`](crate::RunLength) that is missing: `samples_per_step` or `tokens_per_step`.
        needs: &'static str,
    },

    /// The trainable variables of a `VarStore` are not the variables that the optimizer trains.
    ForeignVarStore {
        /// The number of variables that the optimizer trains.
        expected: usize,
        /// The number of trainable variables in the `VarStore`.
        found: usize,
    },

    /// A variable cannot move to another group, because an optimizer of its `VarStore` exists. Nothing was changed.
    GroupsInUse {
        /// The name of the variable.
        variable: String,
        /// The group of the variable.
        group: usize,
        /// The group to which the variable was to move.
        assigned: usize,
    },

    /// The hyperparameters of an optimizer differ from its plan, because other code has set them or because it is another
    /// optimizer.
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

    /// A checkpoint cannot be loaded. Nothing was changed. The source is the reason.
    Checkpoint {
        /// The checkpoint's folder.
        folder: PathBuf,
        /// What to do.
        remedy: String,
        /// Why the checkpoint cannot be loaded, such as [`Error::PlanChanged`].
        source: Box<Error>,
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

    /// An observer of the program failed. [`Error::observer`] creates this error from an error or from a text.
    Observer(Cause),

    /// libtorch returned an error.
    Torch(String),
}
