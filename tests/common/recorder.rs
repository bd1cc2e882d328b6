//! An optimizer that only records the values written to it.

use tch_lr_scheduler::{Hyperparameter, Result, Tunable};

#[derive(Debug, Clone, PartialEq)]
pub struct Recorder {
    pub lr: Vec<f64>,
    pub momentum: Vec<f64>,
    pub weight_decay: Vec<f64>,
    pub beta2: Vec<f64>,
    pub eps: Vec<f64>,
    /// The numbers of calls of `set` and of `set_group`.
    pub writes: (usize, usize),
}

impl Recorder {
    pub fn new(groups: usize) -> Self {
        let unwritten = vec![f64::NAN; groups];
        let [lr, momentum, weight_decay, beta2, eps] = [(); 5].map(|()| unwritten.clone());
        Self { lr, momentum, weight_decay, beta2, eps, writes: (0, 0) }
    }

    fn values(&mut self, hyperparameter: Hyperparameter) -> &mut Vec<f64> {
        match hyperparameter {
            Hyperparameter::Lr => &mut self.lr,
            Hyperparameter::Momentum => &mut self.momentum,
            Hyperparameter::WeightDecay => &mut self.weight_decay,
            Hyperparameter::Beta2 => &mut self.beta2,
            Hyperparameter::Eps => &mut self.eps,
            other => panic!("{other} is new: record it"),
        }
    }
}

impl Tunable for Recorder {
    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()> {
        self.values(hyperparameter).fill(value);
        self.writes.0 += 1;
        Ok(())
    }

    fn set_group(&mut self, hyperparameter: Hyperparameter, group: usize, value: f64) -> Result<()> {
        self.values(hyperparameter)[group] = value;
        self.writes.1 += 1;
        Ok(())
    }
}
