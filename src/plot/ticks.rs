use super::scale::{Scale, Spacing};
use super::{even_ticks, power_ticks};

/// A place on an axis; without a label only a faint line of the grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) value: f64,
    pub(super) label: Option<String>,
}

pub(super) fn ticks(scale: &Scale, at_most: usize, whole: bool) -> Vec<Tick> {
    let at_most = at_most.max(2);
    match scale.spacing {
        Spacing::Linear => even_ticks::between(scale.bounds(), at_most, whole),
        Spacing::Logarithmic => power_ticks::over(scale, at_most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::scale::Margin;

    fn labels(low: f64, high: f64, spacing: Spacing, whole: bool) -> Vec<String> {
        let scale = Scale::around([low, high].into_iter(), spacing, Margin::None);
        scale.map(|scale| ticks(&scale, 6, whole)).unwrap_or_default().into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        let linear = |low, high| labels(low, high, Spacing::Linear, false);
        assert_eq!(linear(0.0, 0.5), ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]);
        assert_eq!(linear(0.0, 1e6), ["0", "0.2M", "0.4M", "0.6M", "0.8M", "1M"]);
        assert_eq!(linear(0.0, 3e-5), ["0", "1e-5", "2e-5", "3e-5"]);
        assert_eq!(linear(-1e308, 1e308), ["-1e308", "-5e307", "0", "5e307", "1e308"]);
        assert!(labels(0.0, 3.0, Spacing::Linear, true) == ["0", "1", "2", "3"]);
    }

    #[test]
    fn logarithmic_ticks_are_powers_of_ten() {
        let logarithmic = |low, high| labels(low, high, Spacing::Logarithmic, false);
        assert_eq!(logarithmic(1e-5, 1.0), ["1e-5", "1e-4", "0.001", "0.01", "0.1", "1"]);
        assert_eq!(logarithmic(0.1, 1.0), ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(logarithmic(3.1, 3.4), ["3.1", "3.2", "3.3", "3.4"]);
        assert!((2..=6).contains(&logarithmic(1e-300, 1e300).len()));
    }
}
