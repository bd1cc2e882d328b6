//! Descriptions of schedules and plans, and warnings about them. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/property/mod.rs"]
mod property;

mod advice;
mod checks;
mod curves;
mod descriptions;
mod mistakes;
mod plans;
mod said;
mod schedules;
mod sentences;
