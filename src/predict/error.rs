use crate::Error;

/// Why runs cannot be fitted, or why a loss cannot be predicted.
///
/// ```
/// use tch_lr_scheduler::predict::{LawKind, PredictError, fit};
///
/// let error = fit(&[], LawKind::MultiPower).unwrap_err();
/// assert_eq!(error, PredictError::TooFewRuns { found: 0 });
/// assert_eq!(error.to_string(), "fit at least two runs under different schedules, found 0");
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PredictError {
    /// There are fewer than two runs.
    #[error("fit at least two runs under different schedules, found {found}")]
    TooFewRuns {
        /// The number of runs that were given.
        found: usize,
    },

    /// All runs have the same rates as long as they last, so they do not show what a change of the rate does.
    #[error(
        "add a run under another schedule: all {runs} runs have the rates of `{run}` as long as they last, expected two rate curves \
         that differ after the warm-up"
    )]
    SameRates {
        /// The name of the longest run.
        run: String,
        /// The number of runs.
        runs: usize,
    },

    /// The rate of no run changes after its warm-up, so the runs do not show what a change of the rate does.
    #[error("add a run whose rate falls: found {runs} runs whose rates are constant after the warm-up, expected one that changes")]
    ConstantRates {
        /// The number of runs.
        runs: usize,
    },

    /// A run has too few losses after its warm-up.
    #[error(
        "{run}: record the loss more often: expected at least {expected} losses after the warm-up of {warmup} steps, found {found}"
    )]
    TooFewPoints {
        /// The name of the run.
        run: String,
        /// The number of steps of the warm-up.
        warmup: u64,
        /// The lowest number of losses.
        expected: usize,
        /// The number of losses that the run has.
        found: usize,
    },

    /// A loss is not finite or not above 0. The laws hold for runs that have not diverged.
    #[error("{run}: end the run before it diverges: the loss at step {step} is {found:?}, expected a finite number above 0")]
    Loss {
        /// The name of the run.
        run: String,
        /// The step.
        step: u64,
        /// The loss.
        found: f64,
    },

    /// A rate is not finite or is negative, or all rates are 0.
    #[error("the rate at step {step} is {found:?}, expected {expected}")]
    Rate {
        /// The step.
        step: u64,
        /// The rates that are possible.
        expected: &'static str,
        /// The rate.
        found: f64,
    },

    /// The steps of a list of rates do not begin at 0 or do not increase.
    #[error("the steps of the rates must increase from 0, found {found} at index {index}")]
    Steps {
        /// The position in the list.
        index: usize,
        /// The step at this position.
        found: u64,
    },

    /// A log begins long after the start of its run. The laws need the sum of all rates.
    #[error("{run}: give the whole log: the first rate is that of step {first}, expected one of the first {expected} steps")]
    LateStart {
        /// The name of the run.
        run: String,
        /// The step of the first rate.
        first: u64,
        /// The number of steps among which the first rate must be.
        expected: u64,
    },

    /// A log has no column of this name.
    #[error("{run}: name the column of the {meaning} with `{option}`: found no column {column}, but {}", known.join(", "))]
    Column {
        /// The name of the log.
        run: String,
        /// What the column contains.
        meaning: &'static str,
        /// The option of `tch-lr predict` that names the column.
        option: &'static str,
        /// The name that was expected.
        column: String,
        /// The names of the log's columns.
        known: Vec<String>,
    },

    /// A file is not a log that can be read.
    #[error("{file}: line {line}: expected {expected}, found {found}")]
    Log {
        /// The file.
        file: String,
        /// The number of the line, counted from 1.
        line: u64,
        /// What was expected.
        expected: &'static str,
        /// What was found.
        found: String,
    },

    /// Two runs record different values of a setting that must be the same in all runs, such as the batch size.
    #[error(
        "leave out one of the runs: {name} is {first_value} in {first} and {value} in {run}, expected the same model, data and batch \
         size in all runs"
    )]
    DifferentSetting {
        /// The name of the setting.
        name: String,
        /// The first run.
        first: String,
        /// Its value.
        first_value: Box<str>,
        /// The other run.
        run: String,
        /// Its value.
        value: Box<str>,
    },

    /// A setting that must not change changes within a run, such as the batch size.
    #[error(
        "{run}: leave out this run: {name} changes from {from} to {to}, expected the same model, data and batch size at all steps"
    )]
    ChangingSetting {
        /// The name of the run.
        run: String,
        /// The name of the setting.
        name: String,
        /// The first value.
        from: String,
        /// The other value.
        to: String,
    },

    /// A plan does not contain its length, and none was given.
    #[error("give the number of steps: the plan has no length, expected one that is set by `Plan::total_steps`")]
    NoLength,

    /// No starting point led to a law with finite losses.
    #[error("no law of this kind fits the runs: check the columns of the rate and of the loss")]
    NoFit,

    /// An error in one of the runs.
    #[error("{run}: {source}")]
    InRun {
        /// The name of the run.
        run: String,
        /// The error.
        source: Box<PredictError>,
    },

    /// An error of a plan or of a file.
    #[error(transparent)]
    Other(#[from] Error),
}

/// The result of a prediction.
pub type Result<T> = std::result::Result<T, PredictError>;
