/// The index at a third plus a sixth of the longest valley. The longest valley is the longest strictly decreasing subsequence: its
/// points need not be neighbours. As in fastai, it is taken to start as many points before its end as it has points.
pub(super) fn valley(costs: &[f64]) -> Option<usize> {
    let mut lengths: Vec<usize> = vec![];
    for cost in costs {
        let before = lengths.iter().zip(costs).filter(|(_, earlier)| cost < earlier);
        let length = 1 + before.map(|(length, _)| *length).max().unwrap_or(0);
        lengths.push(length);
    }
    let (end, length) =
        lengths.into_iter().enumerate().rev().max_by_key(|(_, length)| *length).filter(|(_, length)| *length > 1)?;
    // If every point belongs to the valley, its start is the index -1.
    (end + length / 3 + length / 6).checked_sub(length)
}
