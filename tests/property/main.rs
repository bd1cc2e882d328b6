//! What holds for every plan, looked for in random ones; what goes wrong is printed as a plan file. Needs no libtorch.
//!
//! `PROPTEST_CASES=1000000 PROPTEST_RNG_SEED=7 cargo test --no-default-features --test property` looks at more of them.

#[path = "../common/mod.rs"]
mod common;

mod hazards;
mod long;
mod regressions;
mod runs;
mod schedules;
mod texts;
mod threads;
