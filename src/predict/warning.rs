use std::fmt;

/// Why a prediction may be wrong: the plan is far outside of what the law was fitted on.
///
/// ```
/// use tch_lr_scheduler::predict::PredictWarning;
///
/// let warning = PredictWarning::Longer { steps: 40_000, seen: 10_000 };
/// assert_eq!(warning.to_string(), "the run has 40000 steps, more than 3 times the 10000 steps that the law has seen");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum PredictWarning {
    /// The run is more than three times as long as the longest run of the fit.
    Longer {
        /// The length of the run in steps.
        steps: u64,
        /// The length of the longest run of the fit.
        seen: u64,
    },
    /// The highest rate is at least twice that of the runs of the fit.
    HigherPeak {
        /// The highest rate of the run.
        peak: f64,
        /// The highest rate of the runs of the fit.
        seen: f64,
    },
    /// The highest rate is at most half of the lowest peak of the runs of the fit.
    LowerPeak {
        /// The highest rate of the run.
        peak: f64,
        /// The lowest peak of the runs of the fit.
        seen: f64,
    },
    /// The plan has a feedback rule. The prediction is for the rates without it.
    Feedback,
}

impl fmt::Display for PredictWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Longer { steps, seen } => {
                write!(formatter, "the run has {steps} steps, more than 3 times the {seen} steps that the law has seen")
            }
            Self::HigherPeak { peak, seen } => {
                write!(formatter, "the highest rate is {peak}, at least twice the {seen} that the law has seen")
            }
            Self::LowerPeak { peak, seen } => {
                write!(formatter, "the highest rate is {peak}, at most half of the lowest peak {seen} that the law has seen")
            }
            Self::Feedback => formatter.write_str("the plan has a feedback rule, and the prediction is for the rates without it"),
        }
    }
}
