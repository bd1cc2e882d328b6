//! The hyperparameters that schedules drive, and the names they go by.

#[expect(clippy::module_inception)]
mod hyperparameter;
mod knob;

pub use hyperparameter::Hyperparameter;
pub use knob::Knob;
