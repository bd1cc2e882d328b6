use std::fmt;

/// Calls a macro with one row for each hyperparameter: its variant, its name, how it may be coupled to the rate, and what it is.
///
/// Everything that has one entry for each hyperparameter is made of these rows: this enum, the fields of a state, plan files.
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
            $(
                #[doc = concat!($doc, ".")]
                $variant,
            )*
        }

        impl Hyperparameter {
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in plan files, states and logs.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($name),)*
                }
            }

            /// How a plan may couple this hyperparameter to the learning rate in force.
            pub(crate) const fn coupling(self) -> CouplingKind {
                match self {
                    $(Self::$variant => CouplingKind::$coupling,)*
                }
            }
        }
    };
}

/// How a hyperparameter may follow the learning rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CouplingKind {
    Uncoupled,
    /// High where the rate is low.
    Opposite,
    /// In proportion to the rate.
    Proportional,
}

each_hyperparameter!(hyperparameter);

impl fmt::Display for Hyperparameter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

pub(crate) use each_hyperparameter;
