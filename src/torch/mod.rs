//! The only place that knows tch.

mod groups;
mod optimizer;
mod plan;
mod scheduled_optimizer;

pub use scheduled_optimizer::ScheduledOptimizer;
