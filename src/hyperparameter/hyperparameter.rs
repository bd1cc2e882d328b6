use super::value_range::ValueRange;
use std::fmt;

/// Calls a macro with one row for each hyperparameter. A row has the variant of `Hyperparameter`, the name, how a plan may couple
/// the hyperparameter to the rate, the range of its values, the classes of optimizers that have it, and its meaning. A row ends
/// with `omitted` if a state file does not contain the field while it is empty.
///
/// The enum `Hyperparameter`, the fields of a state and the format of plan files are generated from these rows.
macro_rules! each_hyperparameter {
    ($callback:ident) => {
        $callback! {
            Lr lr Uncoupled FINITE "SGD, Adam, AdamW or RMSprop" "The learning rate";
            Momentum momentum Opposite BELOW_ONE "SGD, Adam, AdamW or RMSprop" "Momentum (SGD, RMSprop) or beta1 (Adam, AdamW)";
            WeightDecay weight_decay Proportional NOT_NEGATIVE "SGD, Adam, AdamW or RMSprop" "Weight decay";
            Beta2 beta2 Uncoupled BELOW_ONE "Adam or AdamW" "The decay rate beta2 of the second moment (Adam, AdamW)" omitted;
            Eps eps Uncoupled NOT_NEGATIVE "Adam, AdamW or RMSprop" "The term eps of the denominator (Adam, AdamW, RMSprop)" omitted;
        }
    };
}

macro_rules! hyperparameter {
    ($($variant:ident $name:ident $coupling:ident $range:ident $classes:literal $doc:literal $($omitted:ident)?;)*) => {
        /// A hyperparameter that a plan can schedule: a number that the optimizer uses at every step.
        ///
        /// ```
        /// use tch_lr_scheduler::{Constant, Hyperparameter, Plan};
        ///
        /// let state = Plan::lr(0.1, Constant).weight_decay(0.01, Constant).preview(2, 0)?;
        /// assert_eq!(state.values(Hyperparameter::WeightDecay), [0.01, 0.01]);
        /// assert_eq!(Hyperparameter::WeightDecay.to_string(), "weight_decay");
        /// # Ok::<(), tch_lr_scheduler::Error>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Hyperparameter {
            $(
                #[doc = concat!($doc, ".")]
                $variant,
            )*
        }

        impl Hyperparameter {
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in plan files, state files and logs.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($name),)*
                }
            }

            /// How a plan may couple this hyperparameter to the current learning rate.
            pub(crate) const fn coupling(self) -> CouplingKind {
                match self {
                    $(Self::$variant => CouplingKind::$coupling,)*
                }
            }

            /// The values that an optimizer accepts.
            pub(crate) const fn range(self) -> ValueRange {
                match self {
                    $(Self::$variant => ValueRange::$range,)*
                }
            }

            /// torch's classes of optimizers that have this hyperparameter, among those of tch.
            pub(crate) const fn classes(self) -> &'static str {
                match self {
                    $(Self::$variant => $classes,)*
                }
            }
        }
    };
}

/// How a plan may couple a hyperparameter to the learning rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CouplingKind {
    /// Not at all.
    Uncoupled,
    /// The value falls while the rate rises.
    Opposite,
    /// The value is proportional to the rate.
    Proportional,
}

each_hyperparameter!(hyperparameter);

impl fmt::Display for Hyperparameter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

pub(crate) use each_hyperparameter;
