//! The values that libtorch uses. tch has no getters, so the tests compute them from the weights after a step.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/property/mod.rs"]
mod property;

mod allocations;
mod assigned_groups;
mod clipping;
mod dynamic;
mod errors;
mod forgotten_advance;
mod forwarded;
mod late_groups;
mod levels;
mod metrics;
mod models;
mod momentum;
mod random_plans;
mod rates;
mod readme;
mod scalars;
mod torch_formulas;
