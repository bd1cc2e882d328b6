//! What schedules and plans say of themselves. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod checks;
mod descriptions;
mod schedules;
