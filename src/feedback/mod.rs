//! The feedback rule: it reduces the learning rate depending on a metric. A schedule is a function of time. A feedback rule is not,
//! and has a state.

mod min_lr;
mod mode;
mod plateau_data;
mod plateau_rule;
mod plateau_state;
mod reduce_lr_on_plateau;
mod reduction;
mod step_range;

// The documentation lists the methods of a rule in the order of these modules.
mod options;

mod improvement;

pub(crate) use min_lr::MinLr;
pub use mode::{Mode, ThresholdMode};
pub use plateau_state::PlateauState;
pub use reduce_lr_on_plateau::ReduceLrOnPlateau;
pub use reduction::Reduction;
pub(crate) use step_range::StepRange;
