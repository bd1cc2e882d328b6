use super::{MetricValue, ValueName};
use crate::error::check;
use crate::{Error, Result, State};
use std::borrow::Cow;

/// A [`State`] and the metrics of its step, such as the loss. An [`Observer`](super::Observer) records them together.
///
/// [`State::with`] creates an observation. A state without metrics is an observation too. This example has several metrics, one of
/// which only some steps have:
///
/// ```
/// use tch_lr_scheduler::observe::{History, Observer};
/// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(0.8, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
/// let mut log = History::new();
/// for step in 1..=4 {
///     let val_loss = (step % 2 == 0).then(|| 1.0 / step as f64);
///     log.observe(scheduler.step(&mut DryRun)?.with("loss", 2.0).with("val_loss", val_loss))?;
/// }
/// assert_eq!(log.points("lr[0]"), [(1.0, 0.4), (2.0, 0.2), (3.0, 0.1), (4.0, 0.05)]);
/// assert_eq!(log.points("val_loss"), [(2.0, 0.5), (4.0, 0.25)]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "an observation does nothing until an observer gets it"]
pub struct Observation<'a> {
    state: &'a State,
    metrics: Vec<(Cow<'a, str>, f64)>,
    /// The first metric whose value could not be read. [`check`](Self::check) returns the error.
    unreadable: Option<Error>,
}

impl<'a> Observation<'a> {
    /// Adds a metric.
    ///
    /// The value is a number, an `Option` of a number, or a tensor with one element: see [`MetricValue`]. The name must not be
    /// empty, must differ from `step`, from names such as `lr` and `lr[0]`, and from the plan's scalars, and must not be given
    /// twice. [`Observer::observe`](super::Observer::observe) checks the name, and records nothing if the name is not allowed.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let state = Plan::lr(0.1, Constant).preview(1, 0)?;
    /// let error = History::new().observe(state.with("lr", 0.5)).unwrap_err();
    /// let message = "metric: name must be different from the names of hyperparameters, such as `lr` and `lr[0]`, found \"lr\"";
    /// assert_eq!(error.to_string(), message);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl MetricValue) -> Self {
        let name = name.into();
        match value.metric_value() {
            Ok(Some(value)) => self.metrics.push((name, value)),
            Ok(None) => {}
            Err(error) => {
                self.unreadable.get_or_insert_with(|| naming(&name, error));
            }
        }
        self
    }

    /// Adds several metrics, such as those of a map.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let state = Plan::lr(0.1, Constant).preview(1, 0)?;
    /// let losses = BTreeMap::from([("val/loss", 0.5), ("val/accuracy", 0.75)]);
    /// let observation = state.with("loss", 0.25).with_all(losses);
    /// assert_eq!(observation.metrics().count(), 3);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn with_all<N: Into<Cow<'a, str>>, V: MetricValue>(self, metrics: impl IntoIterator<Item = (N, V)>) -> Self {
        metrics.into_iter().fold(self, |observation, (name, value)| observation.with(name, value))
    }

    /// The state.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan};
    /// let state = Plan::lr(0.1, Constant).preview(1, 7)?;
    /// assert_eq!(state.with("loss", 0.5).state().step, 7);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state(&self) -> &'a State {
        self.state
    }

    /// The metrics, in the order in which they were added.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan};
    /// let state = Plan::lr(0.1, Constant).preview(1, 0)?;
    /// let observation = state.with("loss", 0.5).with("grad_norm", 2.0);
    /// assert_eq!(observation.metrics().collect::<Vec<_>>(), [("loss", 0.5), ("grad_norm", 2.0)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metrics(&self) -> impl Iterator<Item = (&str, f64)> {
        self.metrics.iter().map(|(name, value)| (name.as_ref(), *value))
    }

    /// The metric with this name, or `None` if the step has no such metric.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan};
    /// let state = Plan::lr(0.1, Constant).preview(1, 0)?;
    /// assert_eq!(state.with("loss", 0.5).metric("loss"), Some(0.5));
    /// assert_eq!(state.with("loss", 0.5).metric("accuracy"), None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric(&self, name: &str) -> Option<f64> {
        self.metrics().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All values with their names: those of [`State::named_values`], then the metrics.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan};
    /// let state = Plan::lr(0.1, Constant).preview(1, 0)?;
    /// let observation = state.with("loss", 0.5);
    /// let named: Vec<_> = observation.named_values().map(|(name, value)| format!("{name} {value}")).collect();
    /// assert_eq!(named, ["lr[0] 0.1", "loss 0.5"]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn named_values(&self) -> impl Iterator<Item = (ValueName<'_>, f64)> {
        self.state.named_values().chain(self.metrics().map(|(name, value)| (ValueName::Metric(name.into()), value)))
    }

    /// Checks that every metric could be read, and that every name is allowed.
    pub(super) fn check(&self) -> Result<()> {
        if let Some(error) = &self.unreadable {
            return Err(error.clone());
        }
        for (index, (name, _)) in self.metrics.iter().enumerate() {
            check_metric_name(name)?;
            let is_scalar = self.state.scalar(name).is_some();
            check::ensure(!is_scalar, "metric", "name", "different from the names of the plan's scalars", name)?;
            let is_new = self.metrics[..index].iter().all(|(other, _)| other != name);
            check::ensure(is_new, "metric", "name", "given once in an observation", name)?;
        }
        Ok(())
    }
}

/// Adds the name of the metric to an error of its value.
fn naming(name: &str, error: Error) -> Error {
    match error {
        Error::Parameter { owner, parameter, bound, found } => {
            Error::Parameter { owner, parameter, bound, found: format!("{found} for {name:?}") }
        }
        Error::Torch(text) => Error::Torch(format!("metric {name:?}: {text}")),
        other => other,
    }
}

/// Checks a name of a metric without knowing the plan.
pub(super) fn check_metric_name(name: &str) -> Result<()> {
    check::ensure(!name.is_empty(), "metric", "name", "not empty", name)?;
    check::ensure(name != "step", "metric", "name", "different from `step`, which is the name of the first column", name)?;
    let bound = "different from the names of hyperparameters, such as `lr` and `lr[0]`";
    check::ensure(ValueName::setting(name).is_none(), "metric", "name", bound, name)
}

impl<'a> From<&'a State> for Observation<'a> {
    fn from(state: &'a State) -> Self {
        Self { state, metrics: vec![], unreadable: None }
    }
}

impl State {
    /// Returns this state with a metric of its step, to be passed to [`Observer::observe`](crate::observe::Observer::observe).
    ///
    /// The value is a number, an `Option` of a number, or a tensor with one element: see
    /// [`MetricValue`](crate::observe::MetricValue). [`Observation::with`](crate::observe::Observation::with) adds more metrics and
    /// lists the names that are refused.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::{History, Observer};
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// let mut log = History::new();
    /// log.observe(scheduler.step(&mut DryRun)?.with("loss", 0.5).with("grad_norm", 2.0))?;
    /// assert_eq!(log.points("loss"), [(1.0, 0.5)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn with<'a>(&'a self, name: impl Into<Cow<'a, str>>, value: impl MetricValue) -> Observation<'a> {
        Observation::from(self).with(name, value)
    }
}
