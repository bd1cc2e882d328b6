//! The factors of layers as data.

use crate::LayerWise;
use crate::data::{Count, record};

record!(LayerWise {
    layers: Count, [it -> Count(it.layers as u64)];
    decay: f64;
    groups_per_layer: Count = Count(1), [it -> Count(it.groups_per_layer as u64)], omitted;
    min_factor: f64 = 0.0, omitted
} => |node| {
    let whole = |count: Count| usize::try_from(count.0).unwrap_or(usize::MAX);
    let built = LayerWise::new(whole(layers), decay).and_then(|built| built.groups_per_layer(whole(groups_per_layer)));
    built.and_then(|built| built.min_factor(min_factor))
});
