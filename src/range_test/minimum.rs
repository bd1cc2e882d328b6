/// The index of the lowest point, of several equal ones the first. `None` if that is the first point of the curve.
pub(super) fn minimum(costs: &[f64]) -> Option<usize> {
    let lowest = costs.iter().enumerate().min_by(|left, right| left.1.total_cmp(right.1));
    lowest.map(|(index, _)| index).filter(|&index| index > 0)
}
