use crate::State;
use crate::data::wording::{escape_controls, rounded};
use crate::observe::Observation;
use std::time::Duration;

/// The number of significant digits.
const DIGITS: usize = 4;

/// The largest number of different rates that are listed.
const LISTED: usize = 3;

/// The values that a progress bar shows.
pub(super) struct Shown {
    pub(super) step: u64,
    pub(super) total: Option<u64>,
    rates: Vec<f64>,
    /// The last value of each metric, in the order in which the metrics first appeared.
    metrics: Vec<(String, f64)>,
}

impl Shown {
    pub(super) fn new(state: &State, total: Option<u64>) -> Self {
        Self { step: state.step, total, rates: state.lr.clone(), metrics: vec![] }
    }

    pub(super) fn update(&mut self, observation: &Observation<'_>) {
        self.step = observation.state().step;
        self.rates.clone_from(&observation.state().lr);
        for (name, value) in observation.metrics() {
            match self.metrics.iter_mut().find(|(known, _)| known == name) {
                Some((_, last)) => *last = value,
                None => self.metrics.push((name.to_owned(), value)),
            }
        }
    }

    /// The rates and the metrics.
    pub(super) fn values(&self) -> String {
        let metrics = self.metrics.iter().map(|(name, value)| format!("  {} {}", escape_controls(name), rounded(*value, DIGITS)));
        format!("lr {}{}", self.rates(), metrics.collect::<String>())
    }

    /// The different rates in the order of the groups, or the lowest and the highest one if there are many.
    fn rates(&self) -> String {
        let mut different: Vec<f64> = vec![];
        for rate in &self.rates {
            if !different.contains(rate) {
                different.push(*rate);
            }
            if different.len() > LISTED {
                let (low, high) = self.rates.iter().fold((*rate, *rate), |(low, high), rate| (rate.min(low), rate.max(high)));
                return format!("{} to {}", rounded(low, DIGITS), rounded(high, DIGITS));
            }
        }
        different.iter().map(|rate| rounded(*rate, DIGITS)).collect::<Vec<_>>().join(", ")
    }
}

/// The speed in steps per second, and the remaining time.
pub(super) fn speed(per_second: f64, left: Option<Duration>) -> String {
    match left {
        Some(left) if is_known(per_second) => format!("{}, eta {}", rate(per_second), time(left)),
        Some(_) => format!("{}, eta ?", rate(per_second)),
        None => rate(per_second),
    }
}

/// The mean speed of a run, and its duration.
pub(super) fn mean_speed(per_second: f64, elapsed: Duration) -> String {
    format!("{} in {}", rate(per_second), time(elapsed))
}

fn is_known(per_second: f64) -> bool {
    per_second.is_finite() && per_second > 0.0
}

/// Steps per second, or seconds per step if the steps are slow.
fn rate(per_second: f64) -> String {
    match per_second {
        unknown if !is_known(unknown) => "? it/s".into(),
        fast if fast >= 1.0 => format!("{} it/s", rounded(fast, 3)),
        slow => format!("{} s/it", rounded(slow.recip(), 3)),
    }
}

/// Minutes and seconds, and hours if there are any: `01:05`, `2:00:10`.
fn time(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes:02}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Constant, Plan, Result};

    fn shown(plan: &Plan, groups: usize) -> Result<String> {
        Ok(Shown::new(&plan.preview(groups, 0)?, None).values())
    }

    #[test]
    fn different_rates_are_listed_and_many_are_a_range() -> Result<()> {
        assert_eq!(shown(&Plan::lr(0.1, Constant), 1)?, "lr 0.1");
        let plan = Plan::lr(0.1, Constant).lr_group(1, 0.01, Constant);
        assert_eq!(shown(&plan, 5)?, "lr 0.1, 0.01");
        assert_eq!(shown(&Plan::lr(0.1, Constant).layer_wise(12, 0.5), 12)?, "lr 4.883e-5 to 0.1");
        Ok(())
    }

    #[test]
    fn a_metric_stays_until_it_has_a_new_value_and_its_name_cannot_control_the_terminal() -> Result<()> {
        let state = Plan::lr(0.1, Constant).preview(1, 0)?;
        let mut shown = Shown::new(&state, None);
        shown.update(&state.with("val\u{1b}[2J", 1.0 / 3.0).with("loss", f64::NAN));
        shown.update(&state.with("loss", 81_920));
        assert_eq!(shown.values(), "lr 0.1  val\\u{1b}[2J 0.3333  loss 81920");
        Ok(())
    }

    #[test]
    fn the_speed_is_steps_per_second_or_seconds_per_step() {
        let left = Some(Duration::from_secs(3_905));
        let shown = [98.44, 0.25, 0.0, f64::INFINITY].map(|per_second| speed(per_second, left));
        assert_eq!(shown, ["98.4 it/s, eta 1:05:05", "4 s/it, eta 1:05:05", "? it/s, eta ?", "? it/s, eta ?"]);
        assert_eq!(speed(7.0, None), "7 it/s");
        assert_eq!(mean_speed(2.0, Duration::from_secs(65)), "2 it/s in 01:05");
    }
}
