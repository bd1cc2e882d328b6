//! The methods that give metrics to the feedback rules.

use super::ScheduledOptimizer;
use crate::{MetricValue, Response, Result};

impl ScheduledOptimizer {
    /// Gives a metric to all feedback rules, and writes the rates that they change to libtorch. The answer contains what the loop
    /// should do.
    ///
    /// For a rule that compares epochs, call it once per epoch, before [`advance`](Self::advance). For a
    /// [`SpikeGuard`](crate::SpikeGuard), call it with the loss of each batch, before the optimizer step.
    ///
    /// # Errors
    /// The errors of [`Scheduler::metric`](crate::Scheduler::metric).
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// use tch_lr_scheduler::{Action, Constant, Plan, SpikeGuard};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let batches = [Tensor::from(1.0), Tensor::from(f32::NAN), Tensor::from(1.0)];
    /// let mut opt = Plan::lr(0.5, Constant).feedback(SpikeGuard::new()).build(&vs, nn::Sgd::default())?;
    /// for batch in &batches {
    ///     let loss = (&w * batch).mean(Kind::Float);
    ///     match opt.metric(&loss)?.action {
    ///         Action::Continue => opt.backward_step(&loss),
    ///         Action::SkipStep => opt.zero_grad(),
    ///         Action::RestoreBest => { /* load the checkpoint of `Checkpoints::best` */ }
    ///         Action::Stop => break,
    ///     }
    ///     opt.advance()?;
    /// }
    /// assert_eq!(opt.state().rule("spike_guard").unwrap().skipped_steps, Some(1));
    /// assert_eq!(w.isfinite().all().int64_value(&[]), 1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric(&mut self, metric: impl MetricValue) -> Result<Response> {
        self.checked()?;
        self.scheduler.metric(metric, &mut self.optimizer)
    }

    /// Gives a metric to one feedback rule, by its name, as [`metric`](Self::metric) does for all.
    ///
    /// # Errors
    /// The errors of [`Scheduler::metric_for`](crate::Scheduler::metric_for).
    ///
    /// ```
    /// # use tch::{Device, nn};
    /// use tch_lr_scheduler::{Constant, EarlyStopping, Plan, SpikeGuard};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// let plan = Plan::lr(0.5, Constant).feedback(SpikeGuard::new()).feedback(EarlyStopping::new(2)?);
    /// let mut opt = plan.build(&vs, nn::Sgd::default())?;
    /// for validation_loss in [0.9, 0.7, 0.8, 0.8] {
    ///     // ... `opt.metric_for("spike_guard", &loss)?` for each batch ...
    ///     opt.metric_for("early_stopping", validation_loss)?;
    ///     if opt.should_stop() {
    ///         break;
    ///     }
    ///     opt.advance()?;
    /// }
    /// assert_eq!(opt.state().step, 3);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric_for(&mut self, rule: &str, metric: impl MetricValue) -> Result<Response> {
        self.checked()?;
        self.scheduler.metric_for(rule, metric, &mut self.optimizer)
    }

    /// Whether a feedback rule has asked to end the training: [`State::should_stop`](crate::State::should_stop).
    ///
    /// [`metric_for`](Self::metric_for) has an example.
    pub fn should_stop(&self) -> bool {
        self.scheduler.state().should_stop()
    }
}
