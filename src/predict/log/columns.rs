use super::table::Table;
use crate::predict::error::{PredictError, Result};
use crate::printable;

/// The columns of a log that contain the step, the learning rate and the loss.
///
/// By default the step is `step`, the rate is `lr[0]` (the name that this crate's logs have), `lr` or `learning_rate`, and the
/// loss is `loss`.
///
/// ```
/// use tch_lr_scheduler::predict::{LogColumns, ObservedRun};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("torch.csv");
/// std::fs::write(&path, "epoch,step,lr,val_loss\n0,0,0.1,\n0,500,0.1,2.5\n1,1000,0.02,2.0\n").unwrap();
/// let columns = LogColumns::default().loss("val_loss");
/// let run = ObservedRun::read(&path, &columns)?;
/// assert_eq!(run.name(), "torch");
/// assert_eq!(run.points(), [(500, 2.5), (1_000, 2.0)]);
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogColumns {
    step: Option<String>,
    lr: Option<String>,
    loss: Option<String>,
}

const STEPS: [&str; 1] = ["step"];
const RATES: [&str; 3] = ["lr[0]", "lr", "learning_rate"];
const LOSSES: [&str; 1] = ["loss"];

impl LogColumns {
    /// Names the column of the step: the number of completed steps. Default: `step`.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{LogColumns, ObservedRun};
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("run.csv");
    /// std::fs::write(&path, "iteration,lr,loss\n0,0.1,3.0\n500,0.1,2.5\n").unwrap();
    /// let run = ObservedRun::read(&path, &LogColumns::default().step("iteration"))?;
    /// assert_eq!(run.points()[1], (500, 2.5));
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    #[must_use]
    pub fn step(self, name: impl Into<String>) -> Self {
        Self { step: Some(name.into()), ..self }
    }

    /// Names the column of the learning rate. Default: `lr[0]`, `lr` or `learning_rate`.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{LogColumns, ObservedRun};
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("run.csv");
    /// std::fs::write(&path, "step,lr-AdamW,loss\n0,0.1,3.0\n500,0.1,2.5\n").unwrap();
    /// let run = ObservedRun::read(&path, &LogColumns::default().lr("lr-AdamW"))?;
    /// assert_eq!(run.curve().peak(), 0.1);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    #[must_use]
    pub fn lr(self, name: impl Into<String>) -> Self {
        Self { lr: Some(name.into()), ..self }
    }

    /// Names the column of the loss. Default: `loss`. A validation loss is best.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{LogColumns, ObservedRun};
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("run.csv");
    /// std::fs::write(&path, "step,lr,train,valid\n0,0.1,3.0,3.1\n500,0.1,2.5,2.7\n").unwrap();
    /// let error = ObservedRun::read(&path, &LogColumns::default()).unwrap_err().to_string();
    /// assert!(error.ends_with("name the column of the loss with `--loss`: found no column loss, but step, lr, train, valid"));
    /// let run = ObservedRun::read(&path, &LogColumns::default().loss("valid"))?;
    /// assert_eq!(run.points()[1], (500, 2.7));
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    #[must_use]
    pub fn loss(self, name: impl Into<String>) -> Self {
        Self { loss: Some(name.into()), ..self }
    }

    /// The names that the column of the step may have.
    pub(super) fn step_names(&self) -> Vec<&str> {
        names(self.step.as_deref(), &STEPS)
    }

    /// The position of the column of the rate.
    pub(super) fn rate_in(&self, table: &Table) -> Result<usize> {
        find(table, &names(self.lr.as_deref(), &RATES), "learning rate", "--lr-column")
    }

    /// The position of the column of the loss.
    pub(super) fn loss_in(&self, table: &Table) -> Result<usize> {
        find(table, &names(self.loss.as_deref(), &LOSSES), "loss", "--loss")
    }
}

fn names<'a>(given: Option<&'a str>, defaults: &[&'a str]) -> Vec<&'a str> {
    given.map_or(defaults.to_vec(), |name| vec![name])
}

fn find(table: &Table, names: &[&str], meaning: &'static str, option: &'static str) -> Result<usize> {
    let position = |name: &&str| table.columns.iter().position(|column| column.name == **name);
    names.iter().find_map(position).ok_or_else(|| missing(table.name.clone(), names, meaning, option, table.names()))
}

pub(super) fn missing<'a>(
    run: String,
    names: &[&str],
    meaning: &'static str,
    option: &'static str,
    known: impl IntoIterator<Item = &'a str>,
) -> PredictError {
    let column = printable(&names.join(" or "));
    PredictError::Column { run, meaning, option, column, known: known.into_iter().map(printable).collect() }
}
