//! The hyperparameters that schedules drive, and the names they go by.

#[expect(clippy::module_inception)]
mod hyperparameter;
mod setting;

pub use hyperparameter::Hyperparameter;
pub(crate) use hyperparameter::{CouplingKind, each_hyperparameter};
pub use setting::Setting;
