//! What answers a metric. A schedule is a function of time; feedback is not, and keeps a state.

mod mode;
mod plateau_data;
mod plateau_rule;
mod plateau_state;
mod reduce_lr_on_plateau;
mod reduction;
mod step_range;

pub use mode::{Mode, ThresholdMode};
pub use plateau_state::PlateauState;
pub(crate) use reduce_lr_on_plateau::MinLr;
pub use reduce_lr_on_plateau::ReduceLrOnPlateau;
pub use reduction::Reduction;
pub(crate) use step_range::StepRange;
