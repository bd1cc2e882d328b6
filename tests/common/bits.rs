//! Comparisons of numbers to the bit, with a message that says which number differs.

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

/// Asserts that the numbers are equal: to the bit if both sides have the same libm, else within 1e-12 of the value. NaN stands for
/// an `OverflowError` of torch's; ours must be finite then.
#[track_caller]
pub fn assert_torch(ours: f64, torch: f64, what: impl Display) {
    if torch.is_nan() {
        assert!(ours.is_finite(), "{what}: ours is {ours:?}, torch overflows");
        return;
    }
    let equal = ours.to_bits() == torch.to_bits() || (!SAME_LIBM && approx::relative_eq!(ours, torch, max_relative = 1e-12));
    assert!(equal, "{what}: ours is {ours:?}, torch has {torch:?}");
}

/// The difference relative to the larger number; 0 if both are too small to matter to an optimizer.
pub fn relative_difference(left: f64, right: f64) -> f64 {
    let larger = left.abs().max(right.abs());
    if larger < 1e-290 { 0.0 } else { (left - right).abs() / larger }
}
