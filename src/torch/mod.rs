//! The only place that knows tch.

mod averaged_model;
mod cpu_generator;
mod forwarded;
mod groups;
mod lr_finder;
mod optimizer;
mod plan;
mod range_test;
mod scheduled_optimizer;
mod snapshot;
mod update_bn;
mod variables;

pub use averaged_model::AveragedModel;
pub use lr_finder::LrFinder;
pub use range_test::{RangeEnd, RangeTest};
pub use scheduled_optimizer::ScheduledOptimizer;
pub use update_bn::update_bn;
