use crate::{Hyperparameter, Setting, State};
use std::borrow::Cow;
use std::fmt;

/// What a value of a [`State`] is called: `lr[0]`, `momentum[1]`, `weight_decay[0]`, or the name that the plan gave a number.
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
    /// A hyperparameter of a group.
    Setting(Setting),
    /// A number of the user's own.
    Scalar(Cow<'a, str>),
}

impl ValueName<'_> {
    pub(super) fn into_owned(self) -> ValueName<'static> {
        match self {
            Self::Setting(setting) => ValueName::Setting(setting),
            Self::Scalar(name) => ValueName::Scalar(Cow::Owned(name.into_owned())),
        }
    }
}

impl fmt::Display for ValueName<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(setting) => setting.fmt(formatter),
            Self::Scalar(name) => formatter.write_str(name),
        }
    }
}

impl State {
    /// Every value with its name, in the order of all logs: rates, momenta, weight decays, each by group, then the scalars of
    /// the user's own in the order of the plan.
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
        Hyperparameter::ALL.iter().copied().flat_map(of_groups).chain(scalars)
    }
}
