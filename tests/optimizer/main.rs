//! What libtorch really uses. tch has no getter, so the optimizer is measured: the weights it leaves tell what it had.

#[path = "../common/mod.rs"]
mod common;

mod allocations;
mod assigned_groups;
mod errors;
mod forwarded;
mod late_groups;
mod levels;
mod models;
mod momentum;
mod random_plans;
mod rates;
mod scalars;
mod torch_formulas;
