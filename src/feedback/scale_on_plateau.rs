use super::action::Action;
use super::feedback_rule::FeedbackRule;
use super::rule_context::RuleContext;
use super::scale_on_plateau_state::ScaleOnPlateauState;
use super::words;
use crate::Result;
use crate::data::{AnyFloat, Count, record};
use crate::error::check;

const NAME: &str = "ScaleOnPlateau";

/// A feedback rule that multiplies the learning rate by a factor if the average of several losses has stopped improving.
///
/// ```text
/// avg = the mean of the next `accumulation_size` losses
/// avg is an improvement if  avg < (1 - rtol) * best - atol
/// after `patience` averages in a row without improvement (averages during the cooldown do not count)
///     scale = max(scale * factor, min_scale)
/// lr = scheduled lr * scale
/// ```
///
#[doc = include_str!("../docs/pictures/scale_on_plateau.svg")]
///
/// Use it for the loss of each batch, with an `accumulation_size` of some hundred. For one metric per epoch,
/// [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau) is the usual rule. The two differ: this rule reduces one metric earlier, its floor
/// is a scale and not a rate, and it has no smallest reduction. An average that is NaN is never an improvement.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, ScaleOnPlateau, Scheduler};
///
/// let rule = ScaleOnPlateau::new().factor(0.5)?.patience(1)?.accumulation_size(2)?;
/// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 1, &mut DryRun)?;
/// let mut rates = vec![];
/// for loss in [1.0, 0.5, 0.9, 0.6] {
///     scheduler.metric(loss, &mut DryRun)?;
///     rates.push(scheduler.lr());
/// }
/// assert_eq!(rates, [0.8, 0.8, 0.8, 0.4]); // the second average is 0.75, as the first
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// optax: `contrib.reduce_on_plateau(factor=0.1, patience=10, rtol=1e-4, atol=0.0, cooldown=0, accumulation_size=1,
/// min_scale=0.0)`. The defaults are the same. Beside a constant schedule the scales equal those of version 0.2.8 bit for bit, if JAX
/// computes in 64 bits and one operation after the other. By default JAX computes in 32 bits.
///
/// # Source
///
/// No paper: optax's function `contrib.reduce_on_plateau`.
#[doc(alias("reduce_on_plateau", "accumulation_size"))]
#[must_use = "a rule does nothing until `Plan::feedback` adds it to a plan"]
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleOnPlateau {
    factor: f64,
    patience: u64,
    rtol: f64,
    atol: f64,
    cooldown: u64,
    accumulation_size: u64,
    min_scale: f64,
}

impl Default for ScaleOnPlateau {
    fn default() -> Self {
        Self { factor: 0.1, patience: 10, rtol: 1e-4, atol: 0.0, cooldown: 0, accumulation_size: 1, min_scale: 0.0 }
    }
}

impl ScaleOnPlateau {
    /// Creates a rule with optax's defaults. The methods below change them.
    ///
    /// [`ScaleOnPlateau`] has an example.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the factor of a reduction. Above 0 and below 1. Default: 0.1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ScaleOnPlateau, Scheduler};
    ///
    /// let rule = ScaleOnPlateau::new().factor(0.25)?.patience(1)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 1, &mut DryRun)?;
    /// for loss in [1.0, 1.0] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.lr(), 0.2);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn factor(mut self, factor: f64) -> Result<Self> {
        check::ensure(factor > 0.0 && factor < 1.0, NAME, "factor", "above 0 and below 1", factor)?;
        self.factor = factor;
        Ok(self)
    }

    /// Sets the number of averages in a row without improvement that lead to a reduction. At least 1. Default: 10.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `patience` is 0, with which optax never reduces the scale.
    ///
    /// [`ScaleOnPlateau`] has an example.
    pub fn patience(mut self, patience: u64) -> Result<Self> {
        self.patience = check::at_least_one(NAME, "patience", patience)?;
        Ok(self)
    }

    /// Sets by which fraction of the best average another one must be lower to be an improvement. From 0 to 1. Default: 1e-4.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `rtol` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ScaleOnPlateau, Scheduler};
    ///
    /// let rule = ScaleOnPlateau::new().factor(0.5)?.patience(1)?.rtol(0.1)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 1, &mut DryRun)?;
    /// for loss in [1.0, 0.95] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.lr(), 0.4);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn rtol(mut self, rtol: f64) -> Result<Self> {
        self.rtol = check::fraction(NAME, "rtol", rtol)?;
        Ok(self)
    }

    /// Sets by how much more than [`rtol`](Self::rtol) an average must be lower to be an improvement. Finite and not negative.
    /// Default: 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `atol` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ScaleOnPlateau, Scheduler};
    ///
    /// let rule = ScaleOnPlateau::new().factor(0.5)?.patience(1)?.atol(0.1)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 1, &mut DryRun)?;
    /// for loss in [3.0, 2.95] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.lr(), 0.4);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn atol(mut self, atol: f64) -> Result<Self> {
        self.atol = check::finite_not_negative(NAME, "atol", atol)?;
        Ok(self)
    }

    /// Sets the number of averages after a reduction that do not count as averages without improvement. Default: 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ScaleOnPlateau, Scheduler};
    ///
    /// let rule = ScaleOnPlateau::new().factor(0.5)?.patience(1)?.cooldown(2);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [0.7; 5] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.8, 0.4, 0.4, 0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cooldown(mut self, cooldown: u64) -> Self {
        self.cooldown = cooldown;
        self
    }

    /// Sets the number of losses of an average. At least 1. Default: 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `accumulation_size` is 0.
    ///
    /// [`ScaleOnPlateau`] has an example.
    pub fn accumulation_size(mut self, accumulation_size: u64) -> Result<Self> {
        self.accumulation_size = check::at_least_one(NAME, "accumulation_size", accumulation_size)?;
        Ok(self)
    }

    /// Sets the smallest scale. From 0 to 1. Default: 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `min_scale` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ScaleOnPlateau, Scheduler};
    ///
    /// let rule = ScaleOnPlateau::new().patience(1)?.min_scale(0.25)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 1, &mut DryRun)?;
    /// for loss in [0.7; 5] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.lr(), 0.2);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn min_scale(mut self, min_scale: f64) -> Result<Self> {
        self.min_scale = check::fraction(NAME, "min_scale", min_scale)?;
        Ok(self)
    }

    /// Uses the average of the losses so far, and begins the next one.
    fn use_average(&self, state: &mut ScaleOnPlateauState, run: &mut RuleContext<'_>) {
        let average = state.average;
        let best = state.best.unwrap_or(f64::INFINITY);
        let has_improved = average < (1.0 - self.rtol) * best - self.atol;
        if has_improved {
            state.best = Some(average);
        }
        let count = if has_improved { 0 } else { state.plateau_count.saturating_add(1) };
        (state.count, state.average) = (0, 0.0);
        if state.cooldown_count > 0 {
            (state.plateau_count, state.cooldown_count) = (0, state.cooldown_count - 1);
            return;
        }
        // Not only if they are equal: a plan with less patience may continue a run.
        let reduces = count >= self.patience;
        if reduces {
            state.scale = (state.scale * self.factor).max(self.min_scale);
            run.groups().for_each(|group| run.set_factor(group, state.scale));
        }
        (state.plateau_count, state.cooldown_count) = if reduces { (0, self.cooldown) } else { (count, 0) };
    }
}

impl FeedbackRule for ScaleOnPlateau {
    type State = ScaleOnPlateauState;

    fn metric(&self, metric: f64, state: &mut ScaleOnPlateauState, run: &mut RuleContext<'_>) -> Action {
        let count = state.count.saturating_add(1);
        state.average = AnyFloat::new((state.count as f64 * state.average + metric) / count as f64).get();
        state.count = count;
        if count >= self.accumulation_size {
            self.use_average(state, run);
        }
        Action::Continue
    }

    fn fewest_metrics(&self) -> u64 {
        self.patience.saturating_add(1).saturating_mul(self.accumulation_size)
    }

    fn describe(&self) -> String {
        let [factor, rtol, atol, min_scale] = [self.factor, self.rtol, self.atol, self.min_scale].map(words::number);
        format!(
            "multiplies the rate by {factor} after {} averages in a row (each of {} metrics) that are not lower than the best by more \
             than {rtol} times the best plus {atol}; {}, min_scale {min_scale}",
            words::count(self.patience),
            words::count(self.accumulation_size),
            words::cooldown(self.cooldown)
        )
    }
}

record!(ScaleOnPlateau "ScaleOnPlateau" {
    factor: f64 = 0.1;
    patience: Count = Count(10), [it -> Count(it.patience)];
    rtol: f64 = 1e-4;
    atol: f64 = 0.0;
    cooldown: Count = Count(0), [it -> Count(it.cooldown)];
    accumulation_size: Count = Count(1), [it -> Count(it.accumulation_size)];
    min_scale: f64 = 0.0
} => |node| ScaleOnPlateau::new().factor(factor).and_then(|rule| {
    let rule = rule.patience(patience.0)?.rtol(rtol)?.atol(atol)?.cooldown(cooldown.0);
    rule.accumulation_size(accumulation_size.0)?.min_scale(min_scale)
}));
