//! Properties of every schedule and of every way to drive it. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod driving;
mod extremes;
mod groups;
mod in_time;
mod in_value;
mod moving;
mod nesting;
mod past_end;
mod piecewise;
mod plateau;
mod value_only;
mod values;
mod warmup;
mod writing;
