//! Small linear problems.

/// The factors of three columns that give the values with the least sum of squared relative errors. `None` if they are not
/// determined.
pub(super) fn least_squares(rows: &[([f64; 3], f64)]) -> Option<[f64; 3]> {
    let mut matrix = [[0.0; 4]; 3];
    for (columns, value) in rows {
        let relative = columns.map(|column| column / value);
        for (row, left) in matrix.iter_mut().zip(relative) {
            for (entry, right) in row.iter_mut().zip(relative.iter().chain(&[1.0])) {
                *entry += left * right;
            }
        }
    }
    solve(matrix)
}

/// Solves three equations, whose right sides are the last column, by Gaussian elimination with pivots.
fn solve(mut matrix: [[f64; 4]; 3]) -> Option<[f64; 3]> {
    for column in 0..3 {
        let pivot = (column..3).max_by(|left, right| matrix[*left][column].abs().total_cmp(&matrix[*right][column].abs()))?;
        matrix.swap(column, pivot);
        let divisor = matrix[column][column];
        if divisor.abs() < 1e-300 {
            return None;
        }
        matrix[column] = matrix[column].map(|entry| entry / divisor);
        for row in (0..3).filter(|row| *row != column) {
            let factor = matrix[row][column];
            let pivot_row = matrix[column];
            for (entry, above) in matrix[row].iter_mut().zip(pivot_row) {
                *entry -= factor * above;
            }
        }
    }
    let solution = matrix.map(|row| row[3]);
    solution.iter().all(|factor| factor.is_finite()).then_some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_factors_come_back() {
        let row = |x: f64| ([1.0, x, x * x], 2.0 + 3.0 * x - 0.5 * x * x);
        let rows: Vec<_> = [0.1, 0.5, 1.0, 2.0, 3.0].map(row).to_vec();
        let found = least_squares(&rows).unwrap();
        for (found, expected) in found.iter().zip([2.0, 3.0, -0.5]) {
            assert!((found - expected).abs() < 1e-9, "{found}");
        }
        assert_eq!(least_squares(&[([0.0; 3], 1.0)]), None);
    }
}
