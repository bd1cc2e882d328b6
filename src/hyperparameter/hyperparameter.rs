use std::fmt;

/// A number that an optimizer reads at every step.
///
/// ```
/// use tch_lr_scheduler::Hyperparameter;
///
/// assert_eq!(Hyperparameter::WeightDecay.to_string(), "weight_decay");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Hyperparameter {
    /// The learning rate.
    Lr,
    /// Momentum (SGD, RMSprop), or beta1 (Adam, AdamW).
    Momentum,
    /// Weight decay.
    WeightDecay,
}

impl Hyperparameter {
    pub(crate) const ALL: [Self; 3] = [Self::Lr, Self::Momentum, Self::WeightDecay];
}

impl fmt::Display for Hyperparameter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Lr => "lr",
            Self::Momentum => "momentum",
            Self::WeightDecay => "weight_decay",
        })
    }
}
