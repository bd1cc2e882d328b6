use crate::Result;
use crate::error::check;

/// An exponential moving average that starts at 0 and is corrected for that start, as the moments of Adam are.
///
/// An average that starts at the first value instead would give that value far too much weight.
#[derive(Debug, Clone)]
pub(crate) struct Smoother {
    beta: f64,
    average: f64,
    /// `beta` to the power of the number of values so far: the weight of the start at 0, which the correction removes.
    beta_power: f64,
}

impl Smoother {
    pub(crate) fn new(owner: &'static str, beta: f64) -> Result<Self> {
        check::ensure((0.0..1.0).contains(&beta), owner, "smoothing", "from 0 to below 1", beta)?;
        Ok(Self { beta, average: 0.0, beta_power: 1.0 })
    }

    /// Adds the next value and returns the average. The average moves by a share of its difference from the value, so that the
    /// average of a constant is that constant to the bit. Rounding would otherwise look like a fall.
    pub(crate) fn next(&mut self, value: f64) -> f64 {
        self.beta_power *= self.beta;
        let weight = (1.0 - self.beta) / (1.0 - self.beta_power);
        self.average = if weight == 1.0 { value } else { self.average + weight * (value - self.average) };
        self.average
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_of_a_constant_is_that_constant() -> Result<()> {
        let mut smoother = Smoother::new("test", 0.98)?;
        for _ in 0..500 {
            assert_eq!(smoother.next(1.7), 1.7);
        }
        Ok(())
    }

    #[test]
    fn a_smoothing_of_zero_changes_no_value() -> Result<()> {
        let mut smoother = Smoother::new("test", 0.0)?;
        assert_eq!([0.3, -7.0, 1e300].map(|value| smoother.next(value)), [0.3, -7.0, 1e300]);
        Ok(())
    }

    #[test]
    fn a_smoothing_of_one_is_refused() {
        assert!(Smoother::new("test", 1.0).is_err() && Smoother::new("test", f64::NAN).is_err());
    }
}
