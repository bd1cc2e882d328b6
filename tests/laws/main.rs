//! What every schedule keeps, and every way of driving it. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod driving;
mod extremes;
mod plateau;
mod values;
mod writing;
