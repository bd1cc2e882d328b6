//! Bad input: a typed error that names the argument, no change and no panic. What needs a real optimizer is in
//! tests/optimizer/errors.rs, what needs a file in tests/spec/mistakes.rs, and damaged states are in tests/state/damage.

#[path = "../common/mod.rs"]
mod common;

mod couplings;
mod every_parameter;
mod parameters;
mod plans;
mod ranges;
mod running;
mod torch_runs;
