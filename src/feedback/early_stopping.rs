use super::action::Action;
use super::early_stopping_state::EarlyStoppingState;
use super::feedback_rule::FeedbackRule;
use super::rule_context::RuleContext;
use super::words;
use crate::data::{Count, record};
use crate::error::check;
use crate::{Mode, Result, ThresholdMode};

const NAME: &str = "EarlyStopping";

/// A feedback rule that asks the loop to stop if a metric has stopped improving.
///
/// ```text
/// a metric is an improvement if it is better than the best one by more than `threshold`, as for ReduceLrOnPlateau
/// wait = 0            after an improvement that is also better than the baseline, if there is one
/// wait = wait + 1     after any other metric
/// a metric without improvement asks to stop if wait >= patience
/// ```
///
#[doc = include_str!("../docs/pictures/early_stopping.svg")]
///
/// The rule does not change the rate. The first metric is an improvement, unless it is NaN or the worst possible number. A metric
/// that is NaN is never an improvement.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Plan, Scheduler};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(EarlyStopping::new(2)?), 1, &mut DryRun)?;
/// for validation_loss in [0.9, 0.7, 0.8, 0.7, 0.6] {
///     // ... train one epoch ...
///     if scheduler.metric(validation_loss, &mut DryRun)?.action == Action::Stop {
///         break;
///     }
///     scheduler.step(&mut DryRun)?;
/// }
/// assert_eq!(scheduler.state().step, 3);
/// assert!(scheduler.state().should_stop());
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// - Keras: the callback `EarlyStopping(min_delta=0, patience=0, mode='auto', baseline=None, start_from_epoch=0)`. `min_delta` is
///   [`threshold`](Self::threshold), and `start_from_epoch` is [`during`](crate::PlannedRule::during). A patience of 0 acts as 1
///   after the first epoch. Keras accepts NaN as the first best metric, and then never finds an improvement. Otherwise this rule stops
///   at the same metrics.
/// - Ignite: the handler `EarlyStopping(patience, score_function, trainer, threshold=0.0, cumulative=False, threshold_mode='abs',
///   mode='max')`, with `cumulative=True` if there is a threshold. Ignite takes a NaN as an improvement.
/// - Lightning: the callback `EarlyStopping`; its `check_finite` is [`SpikeGuard`](crate::SpikeGuard) here.
/// - fastai: `EarlyStoppingCallback(min_delta=0.0, patience=1)`.
///
/// To end with the best weights, load the checkpoint of `Checkpoints::best` after the loop.
///
/// # Source
///
/// Prechelt, "Early Stopping - But When?", 1998, and Keras's callback `EarlyStopping`.
#[doc(alias("EarlyStoppingCallback", "early stopping"))]
#[must_use = "a rule does nothing until `Plan::feedback` adds it to a plan"]
#[derive(Debug, Clone, PartialEq)]
pub struct EarlyStopping {
    patience: u64,
    mode: Mode,
    threshold: f64,
    threshold_mode: ThresholdMode,
    baseline: Option<f64>,
}

impl EarlyStopping {
    /// Creates a rule that asks to stop after `patience` metrics in a row without improvement. `patience` is at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `patience` is 0.
    ///
    /// [`EarlyStopping`] has an example.
    pub fn new(patience: u64) -> Result<Self> {
        let patience = check::at_least_one(NAME, "patience", patience)?;
        Ok(Self { patience, mode: Mode::Min, threshold: 0.0, threshold_mode: ThresholdMode::Abs, baseline: None })
    }

    /// Sets whether a smaller or a larger metric is better. Default: [`Mode::Min`], smaller.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Mode, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(1)?.mode(Mode::Max));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// let actions = [0.7, 0.8, 0.7].map(|accuracy| scheduler.metric(accuracy, &mut DryRun).unwrap().action);
    /// assert_eq!(actions, [Action::Continue, Action::Continue, Action::Stop]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets by how much a metric must be better than the best one to count as an improvement. Finite and not negative. Default: 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `threshold` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(1)?.threshold(0.1)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// let actions = [0.7, 0.65].map(|loss| scheduler.metric(loss, &mut DryRun).unwrap().action);
    /// assert_eq!(actions, [Action::Continue, Action::Stop]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "min_delta")]
    pub fn threshold(mut self, threshold: f64) -> Result<Self> {
        self.threshold = check::finite_not_negative(NAME, "threshold", threshold)?;
        Ok(self)
    }

    /// Sets whether the threshold is a fraction of the best metric, a fraction of its magnitude, or an absolute amount.
    /// Default: [`ThresholdMode::Abs`], an absolute amount.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Plan, Scheduler, ThresholdMode};
    ///
    /// let rule = EarlyStopping::new(1)?.threshold(0.1)?.threshold_mode(ThresholdMode::Rel);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let actions = [7.0, 6.5].map(|loss| scheduler.metric(loss, &mut DryRun).unwrap().action);
    /// assert_eq!(actions, [Action::Continue, Action::Stop]); // not below 6.3
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn threshold_mode(mut self, threshold_mode: ThresholdMode) -> Self {
        self.threshold_mode = threshold_mode;
        self
    }

    /// Sets a metric that a good run is better than: an improvement that is not better than it does not end the waiting. Finite.
    /// Default: none.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `baseline` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(3)?.baseline(0.5)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// let actions = [0.9, 0.8, 0.8].map(|loss| scheduler.metric(loss, &mut DryRun).unwrap().action);
    /// assert_eq!(actions, [Action::Continue, Action::Continue, Action::Stop]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn baseline(mut self, baseline: f64) -> Result<Self> {
        self.baseline = Some(check::finite(NAME, "baseline", baseline)?);
        Ok(self)
    }

    fn is_improvement(&self, metric: f64, best: f64) -> bool {
        self.threshold_mode.is_improvement(self.mode, self.threshold, metric, best)
    }
}

impl FeedbackRule for EarlyStopping {
    type State = EarlyStoppingState;

    fn metric(&self, metric: f64, state: &mut EarlyStoppingState, run: &mut RuleContext<'_>) -> Action {
        state.wait = state.wait.saturating_add(1);
        if self.is_improvement(metric, state.best) {
            state.best = metric;
            state.best_step = Some(run.step());
            if self.baseline.is_none_or(|baseline| self.is_improvement(metric, baseline)) {
                state.wait = 0;
            }
            return Action::Continue;
        }
        if state.wait >= self.patience { Action::Stop } else { Action::Continue }
    }

    fn initial_state(&self, _: usize) -> EarlyStoppingState {
        EarlyStoppingState { best: self.mode.worst(), best_step: None, wait: 0 }
    }

    fn fewest_metrics(&self) -> u64 {
        self.patience
    }

    fn describe(&self) -> String {
        let better = words::better(self.mode, self.threshold_mode, self.threshold);
        let baseline = self.baseline.map_or(String::new(), |baseline| format!(", baseline {}", words::number(baseline)));
        let metrics = if self.patience == 1 { "metric" } else { "metrics in a row" };
        format!("asks to stop after {} {metrics} without a better one ({better}){baseline}", words::count(self.patience))
    }
}

record!(EarlyStopping "EarlyStopping" {
    patience: Count, [it -> Count(it.patience)];
    mode: Mode = Mode::Min;
    threshold: f64 = 0.0;
    threshold_mode: ThresholdMode = ThresholdMode::Abs;
    baseline: Option<f64> = None
} => |node| EarlyStopping::new(patience.0).and_then(|rule| {
    let rule = rule.threshold(threshold)?.mode(mode).threshold_mode(threshold_mode);
    baseline.map_or(Ok(rule.clone()), |baseline| rule.clone().baseline(baseline))
}));
