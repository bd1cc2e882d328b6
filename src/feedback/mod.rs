//! What answers a metric. A schedule is a function of time; feedback is not, and keeps a state.

mod mode;
mod plateau_rule;
mod plateau_state;
mod reduce_lr_on_plateau;
mod reduction;

pub use mode::{Mode, ThresholdMode};
pub use plateau_state::PlateauState;
pub use reduce_lr_on_plateau::ReduceLrOnPlateau;
pub use reduction::Reduction;
