use crate::predict::observed_run::ObservedRun;

/// The largest number of losses of one run that the fit compares.
const MOST_POINTS: usize = 96;
/// Above 1, the parts of a run get longer towards its end, because the loss changes fastest at the start.
const GROWTH: f64 = 1.5;

/// A loss, or the mean of several: the number of completed steps, and the logarithm of the loss.
pub(super) struct Point {
    pub(super) step: u64,
    pub(super) ln_loss: f64,
}

/// The losses of a run after its warm-up. Of more than 96, the means over 96 parts of the run.
pub(super) fn of(run: &ObservedRun) -> Vec<Point> {
    let all: Vec<_> = run.usable().collect();
    let (Some((first, _)), Some((last, _))) = (all.first(), all.last()) else {
        return vec![];
    };
    if all.len() <= MOST_POINTS {
        return all.iter().map(|(step, loss)| Point { step: *step, ln_loss: loss.ln() }).collect();
    }
    let length = (last - first) as f64 + 1.0;
    let part = |step: u64| (((step - first) as f64 / length).powf(1.0 / GROWTH) * MOST_POINTS as f64) as usize;
    let parts = all.chunk_by(|left, right| part(left.0) == part(right.0));
    parts.map(mean).collect()
}

fn mean(points: &[(u64, f64)]) -> Point {
    let count = points.len() as f64;
    let first = points.first().map_or(0, |(step, _)| *step);
    let after_first = points.iter().map(|(step, _)| (step - first) as f64).sum::<f64>() / count;
    let ln_loss = points.iter().map(|(_, loss)| loss.ln()).sum::<f64>() / count;
    Point { step: first + after_first.round() as u64, ln_loss }
}
