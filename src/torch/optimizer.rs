use super::native::{GroupOption, LibtorchOptimizer, LibtorchOptimizerMut, Options};
use crate::{Error, Hyperparameter, Result, Setting, Tunable};
use tch::nn::Optimizer;

/// tch's own methods set rates and weight decay. The native module sets the momentum, because tch's methods for the momentum fail
/// for all classes but SGD, and reset beta2.
impl Tunable for Optimizer {
    fn sets_groups(&self, hyperparameter: Hyperparameter) -> bool {
        // Every class that tch can build has a momentum or beta1, so only an unknown class cannot set it.
        hyperparameter != Hyperparameter::Momentum || LibtorchOptimizer::of(self).and_then(|libtorch| libtorch.class()).is_ok()
    }

    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()> {
        match hyperparameter {
            Hyperparameter::Lr => self.set_lr(value),
            Hyperparameter::Momentum => LibtorchOptimizerMut::of(self)?.set(GroupOption::Momentum, None, value)?,
            Hyperparameter::WeightDecay => self.set_weight_decay(value),
        }
        Ok(())
    }

    fn set_group(&mut self, hyperparameter: Hyperparameter, group: usize, value: f64) -> Result<()> {
        let groups = LibtorchOptimizer::of(self)?.groups()?;
        if group >= groups {
            return Err(Error::AbsentGroup { setting: Setting::of_group(hyperparameter, group), groups });
        }
        match hyperparameter {
            Hyperparameter::Lr => self.set_lr_group(group, value),
            Hyperparameter::Momentum => LibtorchOptimizerMut::of(self)?.set(GroupOption::Momentum, Some(group), value)?,
            Hyperparameter::WeightDecay => self.set_weight_decay_group(group, value),
        }
        Ok(())
    }
}

/// The value of a hyperparameter in the options of a group.
pub(super) fn value(options: &Options, hyperparameter: Hyperparameter) -> f64 {
    match hyperparameter {
        Hyperparameter::Lr => options.lr,
        Hyperparameter::Momentum => options.momentum,
        Hyperparameter::WeightDecay => options.weight_decay,
    }
}
