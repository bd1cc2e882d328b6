use std::fmt;

/// Calls a macro with one row for each hyperparameter. A row has the variant of `Hyperparameter`, the name, how a plan may couple the
/// hyperparameter to the rate, and its meaning.
///
/// The enum `Hyperparameter`, the fields of a state and the format of plan files are generated from these rows.
macro_rules! each_hyperparameter {
    ($callback:ident) => {
        $callback! {
            Lr lr Uncoupled "The learning rate";
            Momentum momentum Opposite "Momentum (SGD, RMSprop) or beta1 (Adam, AdamW)";
            WeightDecay weight_decay Proportional "Weight decay";
        }
    };
}

macro_rules! hyperparameter {
    ($($variant:ident $name:ident $coupling:ident $doc:literal;)*) => {
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
