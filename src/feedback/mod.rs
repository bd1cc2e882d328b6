//! What answers a metric. A schedule is a function of time; feedback is not, and keeps a state.

mod plateau_state;
mod reduce_lr_on_plateau;
mod reduction;

pub use plateau_state::PlateauState;
pub use reduce_lr_on_plateau::{Mode, ReduceLrOnPlateau, ThresholdMode};
pub use reduction::Reduction;
