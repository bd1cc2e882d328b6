//! The hyperparameters that a plan can schedule, and their names in plan files, states and errors.

#[expect(clippy::module_inception)]
mod hyperparameter;
mod setting;
mod value_range;

pub use hyperparameter::Hyperparameter;
pub(crate) use hyperparameter::{CouplingKind, each_hyperparameter};
pub use setting::Setting;
pub(crate) use value_range::ValueRange;
