use super::columns::LogColumns;
use super::rates;
use super::read::read;
use super::table::Column;
use crate::predict::error::{PredictError, Result};
use crate::predict::observed_run::ObservedRun;
use crate::printable;
use std::path::Path;

/// The columns that must have the same value in all runs, if a log has them.
const SETTINGS: [&str; 14] = [
    "batch_size",
    "global_batch_size",
    "train_batch_size",
    "samples_per_step",
    "tokens_per_step",
    "seq_len",
    "sequence_length",
    "model",
    "model_name",
    "model_size",
    "num_parameters",
    "n_params",
    "dataset",
    "optimizer",
];

impl ObservedRun {
    /// Reads the log of a run: a CSV file of any program, JSON lines or event files of TensorBoard that an observer of module
    /// [`observe`](crate::observe) wrote, or a folder of event files. TensorBoard needs the feature `tensorboard`. The name of
    /// the run is that of the file without its extension, or that of the folder.
    ///
    /// - A row without a loss, or with the loss NaN, is a step without a measurement. But a run whose losses are NaN from some step to
    ///   its end has diverged, and is refused.
    /// - Rows in any order are sorted by their step. Of several rates at one step, the last one counts.
    /// - If the log does not have the rate of every step, the rate changes evenly between those that it has.
    /// - If the log has a column for the batch size, the model, the data or the optimizer, such as `batch_size`, its value must be the
    ///   same in all rows, and in all runs of a fit.
    ///
    /// # Errors
    /// - [`PredictError::Column`] if a column is missing.
    /// - [`PredictError::Log`] if the file is not such a log.
    /// - [`PredictError::LateStart`] if the first rate is later than after a twentieth of the run.
    /// - [`PredictError::Loss`] and [`PredictError::Rate`] if a loss or a rate is not possible.
    /// - [`PredictError::ChangingSetting`] if a setting changes within the run.
    /// - [`PredictError::Other`] if the file cannot be read.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{CsvLog, Observer};
    /// use tch_lr_scheduler::predict::{LogColumns, ObservedRun};
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("step.csv");
    /// let plan = Plan::lr(0.1, StepLr::new(3, 0.5)?);
    /// let mut log = CsvLog::create(&path, &plan.preview(1, 0)?)?;
    /// for step in 1..=4 {
    ///     log.observe(plan.preview(1, step)?.with("loss", 3.0 - 0.5 * step as f64))?;
    /// }
    /// let run = ObservedRun::read(&path, &LogColumns::default())?;
    /// assert_eq!(run.points(), [(1, 2.5), (2, 2.0), (3, 1.5), (4, 1.0)]);
    /// assert_eq!([0, 3].map(|step| run.curve().rate(step)), [0.1, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn read(path: impl AsRef<Path>, columns: &LogColumns) -> Result<Self> {
        let path = path.as_ref();
        let table = read(path, columns)?;
        let name = path.file_stem().or(path.file_name()).unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let loss = &table.columns[columns.loss_in(&table)?];
        let rate = &table.columns[columns.rate_in(&table)?];
        let mut rates = by_step(rate, &table.name)?;
        rates.retain(|(_, rate)| !rate.is_nan());
        let losses = by_step(loss, &table.name)?;
        let measured: Vec<_> = losses.iter().copied().filter(|(_, loss)| !loss.is_nan()).collect();
        diverged(&table.name, &losses, &measured)?;
        let last = |points: &[(u64, f64)]| points.last().map_or(0, |(step, _)| *step);
        // The loss after n steps needs the rates of the steps 0 to n - 1.
        let steps = last(&measured).max(last(&rates));
        if rates.is_empty() {
            return Err(PredictError::LateStart { run: table.name, first: steps, expected: 1 });
        }
        let run = Self::new(name, rates::curve(&table.name, &rates, steps)?, measured)?;
        let settings = table.columns.iter().filter(|column| SETTINGS.contains(&column.name.as_str()));
        settings.filter_map(|column| setting(column, &table.name).transpose()).try_fold(run, |run, value| {
            let (name, value) = value?;
            Ok(run.with_setting(name, value))
        })
    }
}

/// The numbers of a column, sorted by their step, the last one of each step.
fn by_step(column: &Column, file: &str) -> Result<Vec<(u64, f64)>> {
    if let Some((line, text)) = column.texts.first() {
        let found = format!("`{}` in column {}", printable(text), printable(&column.name));
        return Err(PredictError::Log { file: file.into(), line: *line, expected: "a number", found });
    }
    let mut sorted = column.numbers.clone();
    sorted.sort_by_key(|(step, _)| *step);
    let mut last: Vec<(u64, f64)> = vec![];
    for point in sorted {
        match last.last_mut() {
            Some(previous) if previous.0 == point.0 => *previous = point,
            _ => last.push(point),
        }
    }
    Ok(last)
}

/// Refuses a run whose losses are NaN from some step to its end.
fn diverged(run: &str, losses: &[(u64, f64)], measured: &[(u64, f64)]) -> Result<()> {
    let last = measured.last().map_or(0, |(step, _)| *step);
    let interval = measured.windows(2).map(|pair| pair[1].0 - pair[0].0).max().unwrap_or(u64::MAX);
    let mut after = losses.iter().filter(|(step, _)| *step > last);
    match (after.next(), losses.last()) {
        // Between two measurements, a row may have NaN because there was none.
        (Some((step, found)), Some((end, _))) if end - last > interval => {
            Err(PredictError::Loss { run: run.into(), step: *step, found: *found })
        }
        _ => Ok(()),
    }
}

/// The one value of a column, with the column's name. `None` if the column is empty.
fn setting<'a>(column: &'a Column, run: &str) -> Result<Option<(&'a str, String)>> {
    let numbers = column.numbers.iter().map(|(_, number)| number.to_string());
    let mut values = numbers.chain(column.texts.iter().map(|(_, text)| text.clone()));
    let Some(first) = values.next() else {
        return Ok(None);
    };
    match values.find(|value| *value != first) {
        None => Ok(Some((&column.name, first))),
        Some(to) => Err(PredictError::ChangingSetting { run: run.into(), name: column.name.clone(), from: first, to }),
    }
}
