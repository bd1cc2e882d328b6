use crate::Result;
use crate::error::check;

/// An exponential moving average that starts from nothing and is corrected for that, as the moments of Adam are.
///
/// Seeded with the first loss instead, it would take that one loss for all that came before; with both, seed and correction, it
/// would start at several times the loss.
#[derive(Debug, Clone)]
pub(crate) struct Smoother {
    beta: f64,
    average: f64,
    weight_of_nothing: f64,
}

impl Smoother {
    pub(crate) fn new(owner: &'static str, beta: f64) -> Result<Self> {
        check::ensure((0.0..1.0).contains(&beta), owner, "smoothing", "from 0 to below 1", beta)?;
        Ok(Self { beta, average: 0.0, weight_of_nothing: 1.0 })
    }

    /// Takes in the next value and returns the average. By the difference to the last, so that what is constant stays so to the
    /// bit, and does not seem to fall.
    pub(crate) fn next(&mut self, value: f64) -> f64 {
        self.weight_of_nothing *= self.beta;
        let weight = (1.0 - self.beta) / (1.0 - self.weight_of_nothing);
        self.average = if weight == 1.0 { value } else { self.average + weight * (value - self.average) };
        self.average
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_is_its_own_average_from_the_first_value_on() -> Result<()> {
        let mut smoother = Smoother::new("test", 0.98)?;
        for _ in 0..500 {
            assert_eq!(smoother.next(1.7), 1.7);
        }
        Ok(())
    }

    #[test]
    fn without_smoothing_values_pass_unchanged() -> Result<()> {
        let mut smoother = Smoother::new("test", 0.0)?;
        assert_eq!([0.3, -7.0, 1e300].map(|value| smoother.next(value)), [0.3, -7.0, 1e300]);
        Ok(())
    }

    #[test]
    fn a_smoothing_of_one_is_refused() {
        assert!(Smoother::new("test", 1.0).is_err() && Smoother::new("test", f64::NAN).is_err());
    }
}
