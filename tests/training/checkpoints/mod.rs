//! Checkpoints: weights and state saved together.

mod best;
mod folders;
mod kills;
mod own_data;
mod parts;
mod python;
mod refusals;
mod untouched;
mod version_1;
mod version_2;
mod weights;
mod without_optimizer_state;

use tch::nn::{self, Init, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{ExponentialLr, Plan, Result, ScheduledOptimizer};

/// A VarStore of two variables and its optimizer.
struct Run {
    vs: VarStore,
    opt: ScheduledOptimizer,
}

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.5, ExponentialLr::new(0.5)?).momentum(0.9, ExponentialLr::new(0.99)?))
}

impl Run {
    fn new() -> Result<Self> {
        Self::of(&plan()?, &[3, 2])
    }

    fn of(plan: &Plan, shape: &[i64]) -> Result<Self> {
        let vs = VarStore::new(Device::Cpu);
        let _ = vs.root().var("w", shape, Init::Const(1.0));
        let _ = (vs.root() / "norm").zeros_no_train("running_mean", &[2]);
        let opt = plan.build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;
        Ok(Self { vs, opt })
    }

    fn step(&mut self) -> Result<()> {
        let _ = tch::no_grad(|| self.vs.variables()["norm.running_mean"].shallow_clone().f_add_scalar_(0.25));
        self.step_without_buffer()
    }

    /// A step that does not change the buffer `running_mean`.
    fn step_without_buffer(&mut self) -> Result<()> {
        let w = &self.vs.variables()["w"];
        self.opt.backward_step(&(w * w).sum(Kind::Float));
        self.opt.advance()?;
        Ok(())
    }

    /// Everything that a checkpoint of this run holds, except for the random generators.
    fn contents(&self) -> Contents {
        let optimizer = self.opt.optimizer_state().expect("the optimizer is of a known class");
        let buffers = optimizer.tensors().map(|(name, tensor)| (name, flat(tensor))).collect();
        (numbers(&self.vs), self.opt.state().to_json().expect("a state can be written"), buffers)
    }
}

/// Weights, schedule and optimizer.
type Contents = (Vec<(String, Vec<f32>)>, String, Vec<(String, Vec<f32>)>);

fn flat(tensor: &Tensor) -> Vec<f32> {
    Vec::try_from(tensor.detach().to_device(Device::Cpu).to_kind(Kind::Float).flatten(0, -1)).expect("it is flat")
}

fn numbers(vs: &VarStore) -> Vec<(String, Vec<f32>)> {
    let mut numbers: Vec<_> = vs.variables().into_iter().map(|(name, tensor)| (name, flat(&tensor))).collect();
    numbers.sort_by(|(left, _), (right, _)| left.cmp(right));
    numbers
}
