//! The only place that knows tch.

mod averaged_model;
mod forwarded;
mod groups;
mod optimizer;
mod plan;
mod scheduled_optimizer;
mod update_bn;
mod variables;

pub use averaged_model::AveragedModel;
pub use scheduled_optimizer::ScheduledOptimizer;
pub use update_bn::update_bn;
