#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Spacing {
    #[default]
    Linear,
    Logarithmic,
}

impl Spacing {
    pub(super) fn shows(self, value: f64) -> bool {
        value.is_finite() && (self == Self::Linear || value > 0.0)
    }
}

/// How much of an axis lies beyond the outermost values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Margin {
    None,
    Airy,
}

/// Maps the values of one axis onto `0.0..=1.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) spacing: Spacing,
    // Bounds and values are divided by the largest magnitude, so that the
    // distance between two huge values of unlike sign stays finite.
    unit: f64,
    low: f64,
    high: f64,
}

// Closer bounds would need tick labels of more than ten digits.
const FLAT: f64 = 1e-9;

impl Scale {
    pub(super) fn around(values: impl Iterator<Item = f64>, spacing: Spacing, margin: Margin) -> Option<Self> {
        let (least, most) = values.fold(None, |bounds: Option<(f64, f64)>, value| {
            let (least, most) = bounds.unwrap_or((value, value));
            Some((least.min(value), most.max(value)))
        })?;
        let unit = match least.abs().max(most.abs()) {
            largest if spacing == Spacing::Linear && largest > 0.0 => largest,
            _ => 1.0,
        };
        let mut scale = Self { spacing, unit, low: 0.0, high: 0.0 };
        (scale.low, scale.high) = (scale.measure(least), scale.measure(most));
        scale.widen(margin);
        Some(scale)
    }

    pub(super) fn fraction(&self, value: f64) -> f64 {
        (self.measure(value) - self.low) / (self.high - self.low)
    }

    pub(super) fn bounds(&self) -> (f64, f64) {
        match self.spacing {
            Spacing::Linear => {
                ((self.low * self.unit).clamp(f64::MIN, f64::MAX), (self.high * self.unit).clamp(f64::MIN, f64::MAX))
            }
            Spacing::Logarithmic => (libm::pow(10.0, self.low).max(f64::MIN_POSITIVE), libm::pow(10.0, self.high).min(f64::MAX)),
        }
    }

    /// The bounds as powers of ten, for a logarithmic axis.
    pub(super) fn decades(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    fn measure(&self, value: f64) -> f64 {
        match self.spacing {
            Spacing::Linear => value / self.unit,
            Spacing::Logarithmic => libm::log10(value),
        }
    }

    fn widen(&mut self, margin: Margin) {
        let span = self.high - self.low;
        let (low, high) = (self.low, self.high);
        let air = match margin {
            Margin::None => 0.0,
            Margin::Airy => 0.05 * span,
        };
        (self.low, self.high) = match self.spacing {
            Spacing::Logarithmic if span < FLAT => (low - 0.5, high + 0.5),
            Spacing::Logarithmic => (low - air, high + air),
            Spacing::Linear if span < FLAT => around_flat(low, high, margin),
            Spacing::Linear if margin == Margin::None => (low, high),
            // A share of a value reads best from a zero that is in sight.
            Spacing::Linear if low >= 0.0 && low <= 0.4 * high => (0.0, high + air),
            Spacing::Linear if high <= 0.0 && high >= 0.4 * low => (low - air, 0.0),
            Spacing::Linear => (low - air, high + air),
        };
    }
}

fn around_flat(low: f64, high: f64, margin: Margin) -> (f64, f64) {
    match margin {
        _ if low.abs() < FLAT => (-1.0, 1.0),
        Margin::None => (low - 0.1, high + 0.1),
        Margin::Airy if low > 0.0 => (0.0, 2.0 * high),
        Margin::Airy => (2.0 * low, 0.0),
    }
}
