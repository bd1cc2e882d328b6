use crate::{Error, Hyperparameter, Knob, Result, Tunable};
use tch::nn::Optimizer;

impl Tunable for Optimizer {
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
            // tch panics here for every optimizer but SGD, and does not tell which optimizer it has.
            Hyperparameter::Momentum => return Err(Error::Unsupported { knob: Knob::of_group(hyperparameter, group) }),
        }
        Ok(())
    }
}
