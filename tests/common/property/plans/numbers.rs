//! Numbers that a user might choose, and those at the edges.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

/// Among them the numbers next to 1, the smallest subnormal number, and the smallest normal one.
const EDGES: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    0.5,
    0.1,
    2.0,
    1e300,
    1e-300,
    5e-324,
    1e-310,
    f64::MIN_POSITIVE,
    0.9999999999999999,
    1.0000000000000002,
    1e16,
    -0.5,
    -1e300,
];
const LAST: u64 = u64::MAX;
const WHOLE_EDGES: [u64; 10] = [0, 1, 2, 1_000_000, 1 << 32, (1 << 53) - 1, 1 << 53, (1 << 53) + 1, LAST - 1, LAST];

pub fn numbers() -> BoxedStrategy<Value> {
    let usual = prop_oneof![(0.0..1.0), (-6.0..2.0).prop_map(|exponent: f64| 10f64.powf(exponent))];
    prop_oneof![6 => usual.prop_map(Value::from), 3 => select(&EDGES[..]).prop_map(Value::from), 1 => (0..3u64).prop_map(Value::from)].boxed()
}

pub fn whole() -> BoxedStrategy<Value> {
    prop_oneof![6 => 0..40u64, 1 => 0..100_000u64, 2 => select(&WHOLE_EDGES[..])].prop_map(Value::from).boxed()
}
