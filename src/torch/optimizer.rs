use crate::{Error, Hyperparameter, Result, Setting, Tunable};
use tch::nn::Optimizer;

/// tch panics where the momentum of one group is set, for every optimizer but SGD, and does not tell which optimizer it has.
impl Tunable for Optimizer {
    fn sets_groups(&self, hyperparameter: Hyperparameter) -> bool {
        hyperparameter != Hyperparameter::Momentum
    }

    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()> {
        match hyperparameter {
            Hyperparameter::Lr => self.set_lr(value),
            Hyperparameter::Momentum => self.set_momentum(value),
            Hyperparameter::WeightDecay => self.set_weight_decay(value),
        }
        Ok(())
    }

    fn set_group(&mut self, hyperparameter: Hyperparameter, group: usize, value: f64) -> Result<()> {
        match hyperparameter {
            Hyperparameter::Lr => self.set_lr_group(group, value),
            Hyperparameter::WeightDecay => self.set_weight_decay_group(group, value),
            Hyperparameter::Momentum => return Err(Error::Unsupported { setting: Setting::of_group(hyperparameter, group) }),
        }
        Ok(())
    }
}

/// An optimizer of which it is known whether it is SGD.
#[derive(Debug)]
pub(super) struct KnownOptimizer {
    pub(super) optimizer: Optimizer,
    pub(super) is_sgd: bool,
}

impl Tunable for KnownOptimizer {
    fn sets_groups(&self, hyperparameter: Hyperparameter) -> bool {
        self.is_sgd || self.optimizer.sets_groups(hyperparameter)
    }

    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()> {
        self.optimizer.set(hyperparameter, value)
    }

    fn set_group(&mut self, hyperparameter: Hyperparameter, group: usize, value: f64) -> Result<()> {
        if self.is_sgd && hyperparameter == Hyperparameter::Momentum {
            self.optimizer.set_momentum_group(group, value);
            return Ok(());
        }
        self.optimizer.set_group(hyperparameter, group, value)
    }
}
