//! Properties of every plan, tested on random plans. A counterexample is printed as a plan file. Needs no libtorch.
//!
//! `PROPTEST_CASES=1000000 PROPTEST_RNG_SEED=7 cargo test -p long-tests --no-default-features --test property` tests more plans.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/property/mod.rs"]
mod property;

mod feedback;
mod hazards;
mod horizons;
mod long;
mod regressions;
mod runs;
mod schedules;
mod texts;
mod threads;
