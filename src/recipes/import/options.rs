use super::ConfigSource;
use crate::Result;
use crate::error::check;

/// What an [import](super::import()) needs and a configuration may lack.
///
/// ```
/// use tch_lr_scheduler::recipes::{ImportOptions, import};
///
/// let schedule = r#"[{"type": "LinearLR", "start_factor": 0.1, "end": 5}]"#;
/// let options = ImportOptions { lr: Some(0.1), ..Default::default() };
/// assert_eq!(import(schedule, &options)?.plan.preview(1, 0)?.lr, [0.010000000000000002]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportOptions {
    /// The library whose configuration the text is. `None` guesses it from the names of the fields.
    pub source: Option<ConfigSource>,
    /// The number of steps of an epoch. A step is an update of the weights.
    pub steps_per_epoch: Option<u64>,
    /// The number of epochs of the run, instead of that of the configuration.
    pub epochs: Option<u64>,
    /// The number of steps of the run, instead of that of the configuration.
    pub steps: Option<u64>,
    /// The base of the learning rate, instead of that of the configuration.
    pub lr: Option<f64>,
}

impl ImportOptions {
    pub(super) fn check(&self) -> Result<()> {
        for (name, value) in [("steps_per_epoch", self.steps_per_epoch), ("epochs", self.epochs), ("steps", self.steps)] {
            value.map_or(Ok(1), |value| check::at_least_one("import", name, value))?;
        }
        self.lr.map_or(Ok(1.0), |lr| check::finite_above_zero("import", "lr", lr))?;
        Ok(())
    }
}
