use crate::{Hyperparameter, Knob, State};
use std::borrow::Cow;
use std::fmt;

/// What a value of a [`State`] is called: `lr[0]`, `momentum[1]`, `weight_decay[0]`, or the name that the plan gave a number.
///
/// ```
/// use tch_lr_scheduler::observe::Name;
/// use tch_lr_scheduler::{Hyperparameter, Knob};
///
/// assert_eq!(Name::Knob(Knob::of_group(Hyperparameter::Lr, 1)).to_string(), "lr[1]");
/// assert_eq!(Name::Number("temperature".into()).to_string(), "temperature");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Name<'a> {
    /// A hyperparameter of a group.
    Knob(Knob),
    /// A number of the user's own.
    Number(Cow<'a, str>),
}

impl Name<'_> {
    pub(super) fn into_owned(self) -> Name<'static> {
        match self {
            Self::Knob(knob) => Name::Knob(knob),
            Self::Number(name) => Name::Number(Cow::Owned(name.into_owned())),
        }
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Knob(knob) => knob.fmt(formatter),
            Self::Number(name) => formatter.write_str(name),
        }
    }
}

impl State {
    /// Every value with its name, in the order of all logs: rates, momenta, weight decays, each by group, then the numbers of
    /// the user's own in the order of the plan.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let state = Plan::lr(0.1, Constant).momentum(0.9, Constant).number("temperature", 2.0, Constant).preview(2, 0)?;
    /// let named: Vec<_> = state.named_values().map(|(name, value)| format!("{name} {value}")).collect();
    /// assert_eq!(named, ["lr[0] 0.1", "lr[1] 0.1", "momentum[0] 0.9", "momentum[1] 0.9", "temperature 2"]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn named_values(&self) -> impl Iterator<Item = (Name<'_>, f64)> {
        let of_groups = |hyperparameter| {
            let groups = self.values(hyperparameter).iter().enumerate();
            groups.map(move |(group, &value)| (Name::Knob(Knob::of_group(hyperparameter, group)), value))
        };
        let numbers = self.numbers.iter().map(|(name, value)| (Name::Number(name.into()), *value));
        Hyperparameter::ALL.into_iter().flat_map(of_groups).chain(numbers)
    }
}
