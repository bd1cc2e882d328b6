//! The number of cases of a property test, and their seed.

use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::env;

/// Runs `cases` cases, the same in every run unless `PROPTEST_CASES` or `PROPTEST_RNG_SEED` is set.
pub fn runner(cases: u32) -> TestRunner {
    let given = Config::default();
    let cases = if env::var_os("PROPTEST_CASES").is_some() { given.cases } else { cases };
    let rng_seed = if env::var_os("PROPTEST_RNG_SEED").is_some() { given.rng_seed } else { RngSeed::Fixed(1) };
    TestRunner::new(Config {
        cases,
        rng_seed,
        failure_persistence: None,
        max_global_rejects: cases / 20 + 10,
        max_shrink_iters: 4_096,
        ..given
    })
}
