//! Plateau rules with the Python expression of each, and sequences of metrics that any machine computes to the same bits.

use tch_lr_scheduler::{Mode, ReduceLrOnPlateau, Result, ThresholdMode};

pub struct PlateauCase {
    pub torch: String,
    pub rule: ReduceLrOnPlateau,
}

/// Factor, patience, threshold, cooldown, min_lr (one for all groups, or one each), eps.
type Arguments = (f64, u64, f64, u64, &'static [f64], f64);

const ARGUMENTS: [Arguments; 9] = [
    (0.1, 10, 1e-4, 0, &[0.0], 1e-8),
    (0.5, 0, 1e-4, 0, &[0.0], 1e-8),
    (0.3, 2, 0.01, 3, &[1e-4], 1e-8),
    (0.9, 1, 0.0, 0, &[0.0], 0.0),
    (0.7, 0, 0.0, 1, &[0.02, 1e-3, 0.5], 1e-8),
    // A reduction from 0.5 to 0.25 equals eps, so it is not made.
    (0.5, 3, 0.2, 2, &[1e-3, 0.0, 1e-2], 0.25),
    (0.0, 1, 1e-4, 1, &[1e-6], 1e-8),
    (0.999, 0, 1.5, 0, &[0.0], 1e-3),
    (0.25, 1, 0.05, 12, &[0.0], 1e-8),
];

pub fn matrix() -> Vec<PlateauCase> {
    let modes = [(Mode::Min, "min"), (Mode::Max, "max")];
    let kinds = [(ThresholdMode::Rel, "rel"), (ThresholdMode::Abs, "abs")];
    let pairs = modes.into_iter().flat_map(|mode| kinds.map(|kind| (mode, kind)));
    pairs.flat_map(|(mode, kind)| ARGUMENTS.map(|arguments| case(mode, kind, arguments))).collect()
}

fn case(mode: (Mode, &str), kind: (ThresholdMode, &str), arguments: Arguments) -> PlateauCase {
    let (factor, patience, threshold, cooldown, min_lr, eps) = arguments;
    let python_min_lr = if let [one] = min_lr { format!("{one:?}") } else { format!("{min_lr:?}") };
    let torch = format!(
        "ReduceLROnPlateau(optimizer, '{}', {factor:?}, {patience}, {threshold:?}, '{}', {cooldown}, {python_min_lr}, {eps:?})",
        mode.1, kind.1
    );
    let rule = || -> Result<ReduceLrOnPlateau> {
        let rule = ReduceLrOnPlateau::new().mode(mode.0).threshold_mode(kind.0).patience(patience).cooldown(cooldown);
        let rule = rule.factor(factor)?.threshold(threshold)?.eps(eps)?;
        if let [one] = min_lr { rule.min_lr(*one) } else { rule.min_lrs(min_lr) }
    };
    PlateauCase { rule: rule().unwrap_or_else(|error| panic!("{torch}: {error}")), torch }
}

pub const BASES: [f64; 3] = [0.1, 1.0, 3e-4];

/// Sequences of 120 metrics, by name.
pub fn sequences() -> Vec<(&'static str, Vec<f64>)> {
    let noise: Vec<f64> = (0..120u64).map(noise).collect();
    let each = |metric: fn(usize, f64) -> f64| noise.iter().enumerate().map(|(index, &noise)| metric(index, noise)).collect();
    vec![
        ("falls with noise", each(|index, noise| 1.0 / (1.0 + index as f64 / 10.0) + noise / 20.0)),
        ("rises, then falls", each(|index, noise| 60.0 - (index as f64 - 60.0).abs() + noise)),
        ("constant", each(|_, _| 0.5)),
        ("falls by one ten-thousandth", each(|index, _| 1.0 - index as f64 / 10_000.0)),
        ("not a number in places", each(|index, noise| if index % 7 == 3 { f64::NAN } else { noise })),
        ("infinite at first", each(|index, noise| if index < 4 { f64::INFINITY } else { noise })),
        ("minus infinity in the middle", each(|index, noise| if index == 50 { f64::NEG_INFINITY } else { noise })),
        ("negative", each(|index, noise| -1.0 - (index / 9) as f64 / 10.0 - noise / 50.0)),
        ("random of either sign", each(|_, noise| noise - 0.5)),
    ]
}

/// A pseudo-random number from 0 to 1: the top bits of a multiplicative hash.
fn noise(index: u64) -> f64 {
    let mixed = (index + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> 11) as f64 / (1u64 << 53) as f64
}
