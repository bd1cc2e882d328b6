use crate::predict::error::{PredictError, Result};
use crate::predict::rate_curve::RateCurve;

/// The largest number of rates that are put between two rates of a log.
const MOST_BETWEEN: u64 = 8;
/// The first rate must be one of the first steps: as many as this part of the run.
const LATEST: u64 = 20;

/// The rates of a run from those of a log, in the order of their steps. `steps` is the last step of the log.
///
/// A log may have the rate of each hundredth step only. Between two rates of a log, the rate is taken to change evenly.
pub(super) fn curve(run: &str, rates: &[(u64, f64)], steps: u64) -> Result<RateCurve> {
    let first = rates.first().map_or(0, |(step, _)| *step);
    if first > steps / LATEST && first > 1 {
        return Err(PredictError::LateStart { run: run.into(), first, expected: (steps / LATEST).max(1) });
    }
    let mut held = vec![];
    if let Some((_, rate)) = rates.first().filter(|(step, _)| *step > 0) {
        held.push((0, *rate));
    }
    for pair in rates.windows(2) {
        let [(from, left), (until, right)] = [pair[0], pair[1]];
        let parts = if left == right { 1 } else { (until - from).min(MOST_BETWEEN) };
        let edge = |part: u64| from + (until - from) * part / parts;
        for part in 0..parts {
            let middle = (edge(part) + edge(part + 1) - 1) as f64 / 2.0;
            let share = (middle - from as f64) / (until - from) as f64;
            held.push((edge(part), left + (right - left) * share));
        }
    }
    held.extend(rates.last());
    RateCurve::held(held, steps.max(1)).map_err(|error| PredictError::InRun { run: run.into(), source: Box::new(error) })
}
