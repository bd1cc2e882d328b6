/// The left of the two neighbouring points between which the curve falls fastest over the logarithm of the rate.
pub(super) fn forward(lrs: &[f64], costs: &[f64]) -> Option<usize> {
    let slope = |left: usize| (costs[left + 1] - costs[left]) / (lrs[left + 1].ln() - lrs[left].ln());
    steepest((0..costs.len().saturating_sub(1)).map(|left| (left, slope(left))))
}

/// The point before the minimum at which the curve falls fastest over the logarithm of the rate, measured from the point before
/// it to the point after it.
pub(super) fn central(lrs: &[f64], costs: &[f64], minimum: usize) -> Option<usize> {
    let slope = |middle: usize| (costs[middle + 1] - costs[middle - 1]) / (lrs[middle + 1].ln() - lrs[middle - 1].ln());
    steepest((1..minimum).map(|middle| (middle, slope(middle))))
}

fn steepest(slopes: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    let falling = slopes.filter(|(_, slope)| *slope < 0.0);
    falling.min_by(|left, right| left.1.total_cmp(&right.1)).map(|(index, _)| index)
}
