//! Scalar variables in double precision, one or more per group.

use crate::common::device::device;
use tch::nn::{Init, Optimizer, OptimizerConfig, VarStore};
use tch::{Kind, Tensor};
use tch_lr_scheduler::{Error, Result};

pub struct Scalars {
    pub vs: VarStore,
    groups: Vec<usize>,
    variables: Vec<Tensor>,
}

impl Scalars {
    /// A variable for each of these group numbers. A number that is left out is a group without variables.
    pub fn new(groups: &[usize]) -> Self {
        let mut vs = VarStore::new(device());
        for (index, &group) in groups.iter().enumerate() {
            let _ = vs.root().set_group(group).var(&format!("w{index}"), &[1], Init::Const(0.0));
        }
        vs.double();
        let variables = vs.trainable_variables();
        Self { vs, groups: groups.to_vec(), variables }
    }

    /// The group of each variable.
    pub fn groups(&self) -> &[usize] {
        &self.groups
    }

    pub fn set(&mut self, weight: f64) {
        tch::no_grad(|| self.variables.iter_mut().for_each(|variable| _ = variable.fill_(weight)));
    }

    pub fn weights(&self) -> Vec<f64> {
        self.variables.iter().map(|variable| variable.double_value(&[0])).collect()
    }

    /// A loss with this gradient for every variable.
    pub fn loss(&self, gradient: f64) -> Tensor {
        self.variables.iter().fold(Tensor::zeros([], (Kind::Double, device())), |sum, variable| sum + variable.sum(Kind::Double))
            * gradient
    }
}

/// An optimizer of tch's own.
pub fn plain(config: impl OptimizerConfig, vs: &VarStore, lr: f64) -> Result<Optimizer> {
    config.build(vs, lr).map_err(|error| Error::Torch(error.to_string()))
}
