use super::trainer::{Trainer, Update};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tch_lr_scheduler::State;
use tch_lr_scheduler::observe::{CsvLog, Observer, ProgressBar, TensorBoardLog};

/// A CSV file, event files for TensorBoard, a progress bar on the terminal, and a line for each validation.
pub struct Log {
    csv: CsvLog,
    tensorboard: TensorBoardLog,
    bar: ProgressBar,
    every: u64,
    tokens_per_step: f64,
    /// The time of the last measured speed, and the number of steps since then.
    clock: (Instant, u32),
    last: Option<(f64, f64)>,
}

impl Log {
    /// The CSV file in the folder of a run.
    pub fn csv(folder: &Path) -> PathBuf {
        folder.join("log.csv")
    }

    /// The folder of the event files in the folder of a run.
    pub fn tensorboard(folder: &Path) -> PathBuf {
        folder.join("tensorboard")
    }

    /// Continues the logs of the folder at the step of the trainer.
    pub fn append(folder: &Path, trainer: &Trainer) -> Result<Self> {
        let (state, settings) = (trainer.opt.state(), &trainer.settings);
        println!("step        lr    loss  val_loss  grad_norm  tokens/s");
        Ok(Self {
            csv: CsvLog::append(Self::csv(folder), state)?.columns(["loss", "val_loss", "grad_norm"])?,
            tensorboard: TensorBoardLog::append(Self::tensorboard(folder), state)?,
            bar: ProgressBar::new(state),
            every: settings.log_every,
            tokens_per_step: (settings.batch * settings.context * settings.accumulate) as f64,
            clock: (Instant::now(), 0),
            last: None,
        })
    }

    /// Records a step before the schedule moves, so that a row contains the loss of a step and the rate of the same step.
    pub fn step(&mut self, state: &State, update: &Update, val_loss: Option<f64>) -> Result<()> {
        self.clock.1 += 1;
        if !state.step.is_multiple_of(self.every) && val_loss.is_none() {
            self.csv.observe(state)?;
            return Ok(self.tensorboard.observe(state)?);
        }
        let (loss, norm) = (update.finite_loss(state.step)?, update.grad_norm.double_value(&[]));
        self.last = Some((loss, norm));
        self.record(state, Some(loss), Some(norm), val_loss)
    }

    /// Records the validation loss at the end.
    pub fn end(&mut self, state: &State, val_loss: f64) -> Result<()> {
        self.record(state, None, None, Some(val_loss))
    }

    /// Prints a line above the progress bar.
    pub fn print(&self, line: &str) {
        self.bar.suspend(|| println!("{line}"));
    }

    fn record(&mut self, state: &State, loss: Option<f64>, norm: Option<f64>, val_loss: Option<f64>) -> Result<()> {
        let seconds = self.clock.0.elapsed().as_secs_f64();
        let speed = f64::from(self.clock.1) * self.tokens_per_step / seconds;
        self.clock = (Instant::now(), 0);
        let values = state.with("loss", loss).with("val_loss", val_loss).with("grad_norm", norm);
        // The speed is not in the CSV file, which is equal for equal runs.
        self.csv.observe(values.clone())?;
        let speed_if_known = (speed > 0.0).then_some(speed);
        self.tensorboard.observe(values.with("tokens_per_second", speed_if_known))?;
        // Short enough for a terminal of 80 columns.
        self.bar.observe(state.with("loss", loss).with("tok/s", speed_if_known))?;
        if let Some(val_loss) = val_loss {
            let (loss, norm) = self.last.unwrap_or((f64::NAN, f64::NAN));
            self.print(&format!(
                "{:>4}  {:>8.2e}  {loss:>6.3}    {val_loss:>6.3}     {norm:>6.3}  {speed:>8.0}",
                state.step, state.lr[0]
            ));
        }
        Ok(())
    }
}
