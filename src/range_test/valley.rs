/// A third and a sixth into the longest valley: the longest run of points, not necessarily neighbours, of which each is lower than
/// the one before. As fastai has it, the valley begins as many points before its end as it has members.
pub(super) fn valley(costs: &[f64]) -> Option<usize> {
    let mut lengths: Vec<usize> = vec![];
    for cost in costs {
        let before = lengths.iter().zip(costs).filter(|(_, earlier)| cost < earlier);
        let length = 1 + before.map(|(length, _)| *length).max().unwrap_or(0);
        lengths.push(length);
    }
    let (end, length) =
        lengths.into_iter().enumerate().rev().max_by_key(|(_, length)| *length).filter(|(_, length)| *length > 1)?;
    // Where every point is a member, the beginning is one before the first.
    (end + length / 3 + length / 6).checked_sub(length)
}
