use crate::{Hyperparameter, RuleState, Setting, State};
use std::borrow::Cow;
use std::fmt;

/// The name of one value in a log: `lr[0]`, `momentum[1]`, `weight_decay[0]`, or the name of a scalar or of a metric.
///
/// ```
/// use tch_lr_scheduler::observe::ValueName;
/// use tch_lr_scheduler::{Hyperparameter, Setting};
///
/// assert_eq!(ValueName::Setting(Setting::of_group(Hyperparameter::Lr, 1)).to_string(), "lr[1]");
/// assert_eq!(ValueName::Scalar("temperature".into()).to_string(), "temperature");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueName<'a> {
    /// A hyperparameter of one group.
    Setting(Setting),
    /// A scalar, by the name that [`Plan::scalar`](crate::Plan::scalar) gave it.
    Scalar(Cow<'a, str>),
    /// A metric, by the name that [`State::with`] gave it. A log file does not contain which names are scalars, so
    /// [`History::read`](super::History::read) returns them as metrics too.
    Metric(Cow<'a, str>),
}

impl ValueName<'_> {
    /// The value that a log file calls `name`.
    pub(super) fn from_file(name: &str) -> ValueName<'static> {
        match Self::setting(name) {
            Some(setting) if setting.group.is_some() => ValueName::Setting(setting),
            _ => ValueName::Metric(Cow::Owned(name.to_owned())),
        }
    }

    /// The setting with the name `name`, such as `lr` or `lr[0]`; `None` if `name` is another name.
    pub(super) fn setting(name: &str) -> Option<Setting> {
        let (hyperparameter, rest) = Hyperparameter::ALL
            .iter()
            .find_map(|hyperparameter| Some((*hyperparameter, name.strip_prefix(hyperparameter.name())?)))?;
        if rest.is_empty() {
            return Some(Setting::of_all(hyperparameter));
        }
        let group = rest.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
        // Another spelling of the number, such as `lr[01]`, is another name.
        Some(Setting::of_group(hyperparameter, group)).filter(|setting| setting.to_string() == name)
    }

    /// Whether this is the name of the metric `name`.
    pub(super) fn is_metric(&self, name: &str) -> bool {
        matches!(self, ValueName::Metric(known) if known == name)
    }

    pub(super) fn into_owned(self) -> ValueName<'static> {
        match self {
            Self::Setting(setting) => ValueName::Setting(setting),
            Self::Scalar(name) => ValueName::Scalar(Cow::Owned(name.into_owned())),
            Self::Metric(name) => ValueName::Metric(Cow::Owned(name.into_owned())),
        }
    }
}

impl fmt::Display for ValueName<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(setting) => setting.fmt(formatter),
            Self::Scalar(name) | Self::Metric(name) => formatter.write_str(name),
        }
    }
}

impl State {
    /// All values of the state with their names, in the order that every log uses: learning rates by group, momenta by group,
    /// weight decays by group, beta2 and eps by group, then the scalars in the order of the plan, then the number of skipped steps
    /// of each feedback rule that may ask to leave out a step, as `spike_guard.skipped_steps`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let state = Plan::lr(0.1, Constant).momentum(0.9, Constant).scalar("temperature", 2.0, Constant).preview(2, 0)?;
    /// let named: Vec<_> = state.named_values().map(|(name, value)| format!("{name} {value}")).collect();
    /// assert_eq!(named, ["lr[0] 0.1", "lr[1] 0.1", "momentum[0] 0.9", "momentum[1] 0.9", "temperature 2"]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn named_values(&self) -> impl Iterator<Item = (ValueName<'_>, f64)> {
        let of_groups = |hyperparameter| {
            let groups = self.values(hyperparameter).iter().enumerate();
            groups.map(move |(group, &value)| (ValueName::Setting(Setting::of_group(hyperparameter, group)), value))
        };
        let scalars = self.scalars.iter().map(|(name, value)| (ValueName::Scalar(name.into()), *value));
        let skipped =
            |rule: &RuleState| Some((ValueName::Scalar(format!("{}.skipped_steps", rule.name).into()), rule.skipped_steps? as f64));
        let skips = self.rules.iter().filter_map(skipped);
        Hyperparameter::ALL.iter().copied().flat_map(of_groups).chain(scalars).chain(skips)
    }
}
