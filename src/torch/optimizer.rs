use super::OptimizerClass;
use super::native::{GroupOption, LibtorchOptimizer, LibtorchOptimizerMut, Options};
use crate::{Error, Hyperparameter, Result, Setting, Tunable};
use tch::nn::Optimizer;

/// tch's own methods set rates and weight decay. The native module sets the other hyperparameters, because tch's methods for the
/// momentum fail for all classes but SGD, and reset beta2, and tch has no methods for beta2 and eps.
impl Tunable for Optimizer {
    fn has(&self, hyperparameter: Hyperparameter) -> bool {
        let class = || LibtorchOptimizer::of(self).and_then(|libtorch| libtorch.class()).ok();
        match hyperparameter {
            Hyperparameter::Lr | Hyperparameter::WeightDecay => true,
            Hyperparameter::Momentum => class().is_some(),
            Hyperparameter::Beta2 => class().is_some_and(OptimizerClass::has_beta2),
            Hyperparameter::Eps => class().is_some_and(OptimizerClass::has_eps),
        }
    }

    #[inline]
    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()> {
        match hyperparameter {
            Hyperparameter::Lr => self.set_lr(value),
            Hyperparameter::WeightDecay => self.set_weight_decay(value),
            Hyperparameter::Momentum => set_option(self, GroupOption::Momentum, None, value)?,
            Hyperparameter::Beta2 => set_option(self, GroupOption::Beta2, None, value)?,
            Hyperparameter::Eps => set_option(self, GroupOption::Eps, None, value)?,
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
            Hyperparameter::WeightDecay => self.set_weight_decay_group(group, value),
            Hyperparameter::Momentum => set_option(self, GroupOption::Momentum, Some(group), value)?,
            Hyperparameter::Beta2 => set_option(self, GroupOption::Beta2, Some(group), value)?,
            Hyperparameter::Eps => set_option(self, GroupOption::Eps, Some(group), value)?,
        }
        Ok(())
    }
}

fn set_option(optimizer: &mut Optimizer, option: GroupOption, group: Option<usize>, value: f64) -> Result<()> {
    LibtorchOptimizerMut::of(optimizer)?.set(option, group, value)
}

/// The value of a hyperparameter in the options of a group.
pub(super) fn value(options: &Options, hyperparameter: Hyperparameter) -> f64 {
    match hyperparameter {
        Hyperparameter::Lr => options.lr,
        Hyperparameter::Momentum => options.momentum,
        Hyperparameter::WeightDecay => options.weight_decay,
        Hyperparameter::Beta2 => options.beta2,
        Hyperparameter::Eps => options.eps,
    }
}
