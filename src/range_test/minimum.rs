/// Where the curve is lowest, the first time; nowhere, if that is where it begins.
pub(super) fn minimum(costs: &[f64]) -> Option<usize> {
    let lowest = costs.iter().enumerate().min_by(|left, right| left.1.total_cmp(right.1));
    lowest.map(|(index, _)| index).filter(|&index| index > 0)
}
