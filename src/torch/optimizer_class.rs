use crate::{Error, Result};
use std::fmt;
use std::str::FromStr;

/// The class of a tch optimizer.
///
/// `Display` writes torch's name of the class, and `FromStr` reads the same name.
///
/// ```
/// use tch_lr_scheduler::OptimizerClass;
///
/// assert_eq!(OptimizerClass::RmsProp.to_string(), "RMSprop");
/// assert_eq!("AdamW".parse(), Ok(OptimizerClass::AdamW));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OptimizerClass {
    /// `nn::Sgd`.
    Sgd,
    /// `nn::Adam`.
    Adam,
    /// `nn::AdamW`.
    AdamW,
    /// `nn::RmsProp`.
    RmsProp,
}

impl OptimizerClass {
    const ALL: [Self; 4] = [Self::Sgd, Self::Adam, Self::AdamW, Self::RmsProp];

    /// The name of the class in torch.
    fn name(self) -> &'static str {
        match self {
            Self::Sgd => "SGD",
            Self::Adam => "Adam",
            Self::AdamW => "AdamW",
            Self::RmsProp => "RMSprop",
        }
    }

    pub(super) fn has_beta2(self) -> bool {
        matches!(self, Self::Adam | Self::AdamW)
    }

    pub(super) fn has_eps(self) -> bool {
        self != Self::Sgd
    }

    /// Whether the optimizer counts the steps of each variable.
    pub(crate) fn counts_steps(self) -> bool {
        self != Self::Sgd
    }

    /// torch's names of the tensors in the state of one variable, in the order of native/state.h.
    pub(crate) fn slots(self) -> &'static [&'static str] {
        match self {
            Self::Sgd => &["momentum_buffer"],
            Self::Adam | Self::AdamW => &["exp_avg", "exp_avg_sq", "max_exp_avg_sq"],
            Self::RmsProp => &["square_avg", "momentum_buffer", "grad_avg"],
        }
    }
}

impl fmt::Display for OptimizerClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for OptimizerClass {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|class| class.name() == name);
        found.ok_or_else(|| Error::data("class", "SGD, Adam, AdamW or RMSprop", name))
    }
}
