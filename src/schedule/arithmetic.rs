//! The few sums that several schedules share.

/// `base * gamma^count`, kept finite where the power overflows.
pub(crate) fn decayed(base: f64, gamma: f64, count: f64) -> f64 {
    product(base, gamma.powf(count).min(f64::MAX))
}

/// A product of finite numbers that stays finite.
pub(crate) fn product(left: f64, right: f64) -> f64 {
    finite(left * right)
}

/// What overflowed stays at the largest number of its sign.
pub(crate) fn finite(value: f64) -> f64 {
    value.clamp(f64::MIN, f64::MAX)
}

/// How many whole blocks of `steps` have passed.
pub(crate) fn floor_div(time: f64, steps: u64) -> f64 {
    (time / steps as f64).floor()
}
