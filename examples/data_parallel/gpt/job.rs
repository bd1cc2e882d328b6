use super::schedule::{DEFAULT_STEPS, Planned, planned};
use super::settings::Settings;
use super::text::{Batch, Text};
use super::trainer::{Trainer, VALIDATION_BATCHES};
use anyhow::{Result, ensure};
use data_parallel::{LrScaling, Ranks};
use tch_lr_scheduler::RunLength;

/// A run on a number of ranks. Its settings are those of one process that has the batches of all ranks.
pub struct Job {
    /// The settings for one rank, as the user has given them.
    pub of_one: Settings,
    pub settings: Settings,
    scaling: LrScaling,
}

impl Job {
    pub fn new(of_one: &Settings, ranks: u64, scaling: LrScaling) -> Result<Self> {
        let shape = "use --shape, --lr, --steps and --warmup";
        ensure!(of_one.schedule.is_none(), "--schedule: the rates of a plan file do not change with the number of ranks; {shape}");
        // A dropout of each rank's own would need random numbers of its own, but all ranks draw the same batches from one
        // generator.
        ensure!(of_one.dropout == 0.0, "--dropout {}: the ranks have the same random numbers; use --dropout 0", of_one.dropout);
        let steps = of_one.steps.unwrap_or(DEFAULT_STEPS);
        let settings = Settings {
            batch: of_one.batch * i64::try_from(ranks)?,
            lr: of_one.lr * scaling.factor(ranks),
            steps: Some(steps.div_ceil(ranks)),
            warmup: of_one.warmup.div_ceil(ranks),
            ..of_one.clone()
        };
        Ok(Self { of_one: of_one.clone(), settings, scaling })
    }

    /// The same run on another number of ranks.
    pub fn on(&self, ranks: u64) -> Result<Self> {
        Self::new(&self.of_one, ranks, self.scaling)
    }

    /// The plan, which knows how many sequences a step has, so that a run can continue by them.
    pub fn plan(&self) -> Result<Planned> {
        let sequences = (self.settings.batch * self.settings.accumulate).unsigned_abs();
        let run =
            RunLength::default().samples_per_step(sequences)?.tokens_per_step(sequences * self.settings.context.unsigned_abs())?;
        let Planned { plan, steps } = planned(&self.settings)?;
        Ok(Planned { plan: plan.run(run)?, steps })
    }

    /// This rank's sequences of the next micro-batch. Every rank draws the places of all sequences, so that all of them draw the
    /// same numbers, whatever the number of ranks is.
    pub fn micro_batch(&self, ranks: &Ranks, text: &Text) -> Batch {
        self.own_part(ranks, text.batch(self.settings.batch, self.settings.context))
    }

    /// The mean loss of the validation sequences, each rank on its part. Collective.
    pub fn validation_loss(&self, ranks: &Ranks, trainer: &Trainer, text: &Text) -> Result<f64> {
        let sequences = text.validation(VALIDATION_BATCHES * self.settings.batch, self.settings.context);
        let own = trainer.mean_loss(&self.own_part(ranks, sequences), self.of_one.batch)?;
        let [mean] = ranks.mean([own]);
        Ok(mean)
    }

    fn own_part(&self, ranks: &Ranks, (tokens, next): Batch) -> Batch {
        let (first, count) = ranks.share(tokens.size()[0]);
        (tokens.narrow(0, first, count), next.narrow(0, first, count))
    }
}
