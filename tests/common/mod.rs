//! What the test binaries share.
#![allow(dead_code, reason = "each binary uses its own part")]

pub mod asked;
pub mod bits;
pub mod cases;
#[cfg(feature = "tch")]
pub mod device;
pub mod generator;
pub mod killed;
pub mod members;
pub mod moving;
pub mod plateaus;
pub mod python;
pub mod python_packages;
pub mod recorder;
pub mod refusals;
pub mod scratch;

use std::path::{Path, PathBuf};

/// Bases that a user might choose, and extreme ones.
pub const BASES: [f64; 6] = [0.1, 1.0, 3e-4, 0.0, 1e-300, 1e300];

/// Steps far from 0, which a schedule cannot reach by a loop; the last ones are not exact in an `f64`.
pub const FAR: [u64; 6] = [99_999, 1_000_003, 1_000_000_000_000, 1_000_000_000_000_000, 1 << 53, u64::MAX];

/// The folder of the repository. Some test binaries belong to its package, and some to that of `tests/long`.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = package.ancestors().find(|folder| folder.join("tests/common").is_dir());
    folder.expect("the tests lie in the repository").into()
}
