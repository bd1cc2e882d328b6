//! The points from which the fit starts.

use super::linear::least_squares;
use super::objective::Objective;
use crate::predict::law::LawKind;

/// The lowest factor of a term at a start, in units of the lowest loss, because only factors above 0 have a logarithm.
const LOWEST: [f64; 3] = [0.02, 1e-3, 1e-3];

/// The starts with the lowest costs.
///
/// The exponents and speeds are those of a grid. The three factors are the best ones for them, from linear least squares.
pub(super) fn best(objective: &Objective, count: usize) -> Vec<Vec<f64>> {
    let mut starts: Vec<(f64, Vec<f64>)> = grid(objective.kind())
        .into_iter()
        .filter_map(|mut start| {
            let factors = least_squares(&objective.linear_parts(&start))?;
            for ((number, factor), lowest) in start.iter_mut().zip(factors).zip(LOWEST) {
                *number = factor.max(lowest).ln() + objective.lowest.ln();
            }
            let cost = objective.evaluate(&start, None, &mut vec![0.0; start.len()]);
            cost.is_finite().then_some((cost, start))
        })
        .collect();
    starts.sort_by(|left, right| left.0.total_cmp(&right.0));
    starts.truncate(count);
    starts.into_iter().map(|(_, start)| start).collect()
}

fn grid(kind: LawKind) -> Vec<Vec<f64>> {
    let axes: &[&[f64]] = match kind {
        LawKind::MultiPower => &[&[0.2, 0.5, 1.0], &[1.0, 10.0, 100.0, 1000.0], &[0.1, 0.5], &[0.3, 0.8]],
        LawKind::Annealing => &[&[0.2, 0.5, 1.0], &[1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0]],
    };
    let mut grid = vec![vec![0.0; 3]];
    for axis in axes {
        let extended = |start: &Vec<f64>| axis.iter().map(|value| [&start[..], &[value.ln()]].concat()).collect::<Vec<_>>();
        grid = grid.iter().flat_map(extended).collect();
    }
    grid
}
