//! Bad input: a typed error that names the culprit, nothing changed, no panic. What only a real optimizer can refuse is in
//! tests/optimizer.

#[path = "../common/mod.rs"]
mod common;

mod couplings;
mod parameters;
mod plans;
mod running;
mod torch_runs;
