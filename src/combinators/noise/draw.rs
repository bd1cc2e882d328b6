//! One random number for each step, as timm draws it with a generator of torch.

use super::mt19937::Mt19937;
use std::f64::consts::PI;

/// The number for a standard normal distribution. The numbers of a seed come in pairs, of which torch keeps the second one.
pub(super) struct Normal {
    generator: Mt19937,
    kept: Option<f64>,
}

impl Normal {
    pub(super) fn new(seed: u64) -> Self {
        Self { generator: Mt19937::new(seed), kept: None }
    }

    /// The value of `torch.randn(1, generator=generator).item()`: 32 bits of precision.
    pub(super) fn next(&mut self) -> f64 {
        if let Some(kept) = self.kept.take() {
            return rounded(kept);
        }
        let [angle, radius] = [self.fraction(), self.fraction()];
        let (radius, angle) = ((-2.0 * (-radius).ln_1p()).sqrt(), 2.0 * PI * angle);
        self.kept = Some(radius * angle.sin());
        rounded(radius * angle.cos())
    }

    fn fraction(&mut self) -> f64 {
        (self.generator.long_bits() & ((1 << 53) - 1)) as f64 * 2f64.powi(-53)
    }
}

/// The value of `torch.rand(1, generator=generator).item()` for the first number of a seed.
pub(super) fn uniform(seed: u64) -> f64 {
    f64::from(Mt19937::new(seed).bits() & ((1 << 24) - 1)) * 2f64.powi(-24)
}

fn rounded(value: f64) -> f64 {
    f64::from(value as f32)
}
