use super::objective::Objective;
use argmin::core::{CostFunction, Error, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use std::cell::RefCell;

/// The number of steps that L-BFGS remembers.
const MEMORY: usize = 10;
/// The fit ends if an iteration improves the cost by less.
const TOLERANCE: f64 = 1e-10;
/// The largest number of evaluations per iteration on average. A line search needs one or two.
const EVALUATIONS: u64 = 4;

/// Numbers of a law and their cost.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) cost: f64,
    pub(super) numbers: Vec<f64>,
}

/// The numbers with the lowest cost that L-BFGS finds from a start.
pub(super) fn from(objective: &Objective, start: &[f64], iterations: u64) -> Fit {
    weighted(objective, None, start, iterations)
}

/// As [`from`], with a weight for each loss.
pub(super) fn weighted(objective: &Objective, weights: Option<&[f64]>, start: &[f64], iterations: u64) -> Fit {
    let mut gradient = vec![0.0; start.len()];
    let cost = objective.evaluate(start, weights, &mut gradient);
    let first = Evaluation { numbers: start.to_vec(), cost, gradient };
    let progress = RefCell::new(Progress { last: first.clone(), best: first, left: EVALUATIONS * iterations });
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), MEMORY).with_tolerance_cost(TOLERANCE);
    if let Ok(solver) = solver {
        let executor = Executor::new(Problem { objective, weights, progress: &progress }, solver);
        let configured = executor.configure(|state| state.param(start.to_vec()).max_iters(iterations)).timer(false);
        // The best evaluation counts, also if a line search fails.
        let _ = configured.run();
    }
    let best = progress.into_inner().best;
    Fit { cost: best.cost, numbers: best.numbers }
}

#[derive(Debug, Clone)]
struct Evaluation {
    numbers: Vec<f64>,
    cost: f64,
    gradient: Vec<f64>,
}

/// `argmin` asks for the cost and the gradient one after the other, and gives no result if a line search fails.
struct Progress {
    last: Evaluation,
    best: Evaluation,
    /// The number of evaluations that are left.
    left: u64,
}

struct Problem<'a> {
    objective: &'a Objective,
    weights: Option<&'a [f64]>,
    progress: &'a RefCell<Progress>,
}

impl Problem<'_> {
    fn evaluation(&self, numbers: &[f64]) -> Result<Evaluation, Error> {
        let mut progress = self.progress.borrow_mut();
        if progress.last.numbers == numbers {
            return Ok(progress.last.clone());
        }
        progress.left = progress.left.checked_sub(1).ok_or_else(|| Error::msg("no evaluations are left"))?;
        let mut gradient = vec![0.0; numbers.len()];
        let cost = self.objective.evaluate(numbers, self.weights, &mut gradient);
        if !cost.is_finite() || gradient.iter().any(|slope| !slope.is_finite()) {
            return Err(Error::msg("the cost is not finite"));
        }
        progress.last = Evaluation { numbers: numbers.to_vec(), cost, gradient };
        if cost < progress.best.cost {
            progress.best = progress.last.clone();
        }
        Ok(progress.last.clone())
    }
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, numbers: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.evaluation(numbers)?.cost)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, numbers: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.evaluation(numbers)?.gradient)
    }
}
