const WINDOW: usize = 15;
const THRESHOLD: f64 = 0.005;

/// Moves a window, whose ends are 15 points apart, from the end of the curve to the left as long as the slopes at its ends differ
/// by more than `THRESHOLD`. Returns the last such left end, or the first left end if there is none. `None` if there are fewer than
/// 16 points.
pub(super) fn slide(costs: &[f64]) -> Option<usize> {
    let last = costs.len().checked_sub(1)?;
    let slope = |index: usize| match index {
        0 => costs[1] - costs[0],
        index if index == last => costs[last] - costs[last - 1],
        index => (costs[index + 1] - costs[index - 1]) / 2.0,
    };
    let start = last.checked_sub(WINDOW)?;
    let differ = |left: &usize| (slope(left + WINDOW) - slope(*left)).abs() > THRESHOLD;
    Some((0..=start).rev().take_while(differ).last().unwrap_or(start))
}
