//! Tests of the features that use parts of libtorch that tch does not expose.

mod autocast;
mod gradients;
mod refusals;
mod state;
mod verify;

use tch::Device;
use tch::nn::{Adam, AdamW, Optimizer, OptimizerConfig, RmsProp, Sgd, VarStore};
use tch_lr_scheduler::{Error, Result};

/// A store with two variables in two groups.
fn store() -> VarStore {
    let vs = VarStore::new(Device::Cpu);
    let _ = vs.root().ones("body", &[3, 2]);
    let _ = vs.root().set_group(1).ones("head", &[2]);
    vs
}

fn plain(vs: &VarStore, config: impl OptimizerConfig) -> Result<Optimizer> {
    config.build(vs, 1e-3).map_err(|error| Error::Torch(error.to_string()))
}

type Build = fn(&VarStore) -> Result<Optimizer>;

/// Functions that build an optimizer of each class, with each option that changes its state.
fn optimizers() -> [(&'static str, Build); 10] {
    [
        ("SGD", |vs| plain(vs, Sgd { momentum: 0.9, ..Default::default() })),
        ("SGD with nesterov", |vs| plain(vs, Sgd { momentum: 0.9, wd: 1e-4, nesterov: true, ..Default::default() })),
        ("SGD with dampening", |vs| plain(vs, Sgd { momentum: 0.9, dampening: 0.5, ..Default::default() })),
        ("Adam", |vs| plain(vs, Adam { wd: 1e-4, ..Default::default() })),
        ("Adam with amsgrad", |vs| plain(vs, Adam { amsgrad: true, ..Default::default() })),
        ("AdamW", |vs| plain(vs, AdamW::default())),
        ("AdamW with amsgrad", |vs| plain(vs, AdamW { amsgrad: true, ..Default::default() })),
        ("RMSprop", |vs| plain(vs, RmsProp::default())),
        ("RMSprop with momentum", |vs| plain(vs, RmsProp { momentum: 0.9, wd: 1e-4, ..Default::default() })),
        ("centered RMSprop", |vs| plain(vs, RmsProp { momentum: 0.9, centered: true, ..Default::default() })),
    ]
}
