use crate::predict::error::{PredictError, Result};

/// A rate that holds for one or more steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::predict) struct Segment {
    /// The first step with this rate, counted from 0.
    pub(in crate::predict) start: u64,
    pub(in crate::predict) rate: f64,
    /// The sum of the rates of all earlier steps.
    pub(in crate::predict) before: f64,
}

/// Checks the rates, joins successive equal ones, and computes the sums.
pub(super) fn segments(rates: impl IntoIterator<Item = (u64, f64)>) -> Result<Vec<Segment>> {
    let mut segments: Vec<Segment> = vec![];
    let mut previous = None;
    for (index, (step, rate)) in rates.into_iter().enumerate() {
        if previous.map_or(step != 0, |previous| step <= previous) {
            return Err(PredictError::Steps { index, found: step });
        }
        if !(rate.is_finite() && rate >= 0.0) {
            return Err(PredictError::Rate { step, expected: "a finite number that is not negative", found: rate });
        }
        previous = Some(step);
        let last = segments.last().copied();
        if last.is_none_or(|last| last.rate != rate) {
            let before = last.map_or(0.0, |last| last.before + last.rate * (step - last.start) as f64);
            segments.push(Segment { start: step, rate, before });
        }
    }
    Ok(segments)
}

/// The first step with the highest rate of the first rise.
pub(super) fn warmup(segments: &[Segment]) -> u64 {
    let rises = segments.windows(2).take_while(|pair| pair[1].rate > pair[0].rate).count();
    segments.get(rises).map_or(0, |segment| segment.start)
}
