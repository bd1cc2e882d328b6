//! The integration with tch. No other module uses tch.

mod advance_watch;
mod assign_groups;
mod autocast;
mod averaged_model;
mod checkpoint;
mod clipping;
mod error;
mod forwarded;
mod generators;
mod gradient_norm;
mod gradients;
mod groups;
mod metric;
mod metric_value;
#[allow(unsafe_code, reason = "it calls C++")]
mod native;
mod optimizer;
mod optimizer_class;
mod optimizer_state;
mod plan;
mod progress;
mod range_test;
mod scheduled_optimizer;
mod tensor_file;
mod update_bn;
mod variables;
mod verify;
mod warnings;

pub use assign_groups::assign_groups;
pub use autocast::autocast;
pub use averaged_model::AveragedModel;
pub use checkpoint::{LoadOptions, Missing, Part, PartMut, Restored};
pub use optimizer_class::OptimizerClass;
pub use optimizer_state::OptimizerState;
pub use range_test::{LrFinder, RangeEnd, RangeTest};
pub use scheduled_optimizer::ScheduledOptimizer;
pub use update_bn::update_bn;

/// The error of a libtorch function.
fn libtorch_error(error: impl ToString) -> crate::Error {
    crate::Error::Torch(error.to_string())
}
