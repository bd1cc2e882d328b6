//! Arithmetic that several schedules share. Its results stay finite.

/// `base * gamma^count`. A power that overflows is limited to the largest `f64`.
pub(crate) fn decayed(base: f64, gamma: f64, count: f64) -> f64 {
    product(base, gamma.powf(count).min(f64::MAX))
}

/// The product of two finite numbers. A product that overflows is limited to the largest `f64` of its sign.
pub(crate) fn product(left: f64, right: f64) -> f64 {
    saturate(left * right)
}

/// `value`, but the largest `f64` of its sign if it is infinite.
pub(crate) fn saturate(value: f64) -> f64 {
    value.clamp(f64::MIN, f64::MAX)
}

/// The number of whole blocks of `steps` steps before `time`.
pub(crate) fn floor_div(time: f64, steps: u64) -> f64 {
    (time / steps as f64).floor()
}
