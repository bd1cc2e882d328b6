//! Comparing numbers to the bit, and saying which one differs.

use std::fmt::Display;

/// On Linux with glibc, Python and Rust call the same `pow` and `cos`; elsewhere they may differ in the last digits.
const SAME_LIBM: bool = cfg!(all(target_os = "linux", target_env = "gnu"));

#[track_caller]
pub fn assert_same_bits(ours: &[f64], theirs: &[f64], what: impl Display) {
    assert_eq!(ours.len(), theirs.len(), "{what}: lengths");
    for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        assert!(ours.to_bits() == theirs.to_bits(), "{what}, number {index}: {ours:?} is not {theirs:?}");
    }
}

/// To the bit where both sides have the same libm, within 1e-12 of the value elsewhere. Not a number is what stands for
/// torch's where it raises `OverflowError`: ours stays finite there.
#[track_caller]
pub fn assert_torch(ours: f64, torch: f64, what: impl Display) {
    if torch.is_nan() {
        assert!(ours.is_finite(), "{what}: ours is {ours:?}, torch overflows");
        return;
    }
    let equal = ours.to_bits() == torch.to_bits() || (!SAME_LIBM && approx::relative_eq!(ours, torch, max_relative = 1e-12));
    assert!(equal, "{what}: ours is {ours:?}, torch has {torch:?}");
}

/// The difference relative to the larger; 0 for two that are too small to matter to any optimizer.
pub fn relative_difference(left: f64, right: f64) -> f64 {
    let larger = left.abs().max(right.abs());
    if larger < 1e-290 { 0.0 } else { (left - right).abs() / larger }
}
