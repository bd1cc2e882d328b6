//! What a program that trains has in common, and a network with dropout.

use tch::nn::{self, Module, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Checkpoints, LoadOptions, OptimizerState, Restored, Result};

/// A program that trains, saves checkpoints and resumes.
pub trait Program: Sized {
    fn step(&mut self) -> Result<()>;

    fn save(&self, checkpoints: &Checkpoints) -> Result<()>;

    fn load(&mut self, checkpoints: &Checkpoints, options: LoadOptions) -> Result<Restored>;

    /// Everything that changes during the run, except for the random generators: tensors, and data as text.
    fn contents(&self) -> Result<Contents>;
}

/// The contents of a program.
#[derive(Debug, Default)]
pub struct Contents {
    pub tensors: Vec<(String, Tensor)>,
    pub texts: Vec<String>,
}

impl Contents {
    pub fn add_store(&mut self, vs: &VarStore) {
        let mut variables: Vec<_> = vs.variables().into_iter().map(|(name, variable)| (name, variable.detach().copy())).collect();
        variables.sort_by(|(left, _), (right, _)| left.cmp(right));
        self.tensors.extend(variables);
    }

    pub fn add_optimizer(&mut self, state: &OptimizerState) {
        self.tensors.extend(state.tensors().map(|(name, tensor)| (name, tensor.copy())));
        self.texts.push(format!("{} {:?}", state.class(), state.steps().collect::<Vec<_>>()));
    }

    /// The names of the first difference; `None` if all bits are equal.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let texts = self.texts.iter().zip(&other.texts).find(|(left, right)| left != right);
        let names = |contents: &Self| contents.tensors.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        if names(self) != names(other) || self.texts.len() != other.texts.len() {
            return Some(format!("{:?} and {:?}", names(self), names(other)));
        }
        let mut pairs = self.tensors.iter().zip(&other.tensors);
        let tensors = pairs.find(|((_, left), (_, right))| !left.equal(right)).map(|((name, _), _)| name.clone());
        texts.map(|texts| format!("{texts:?}")).or(tensors)
    }
}

/// Two layers in two groups, with dropout between them. The initial weights are random.
#[derive(Debug)]
pub struct Network {
    pub vs: VarStore,
    body: nn::Linear,
    head: nn::Linear,
}

impl Network {
    pub fn new() -> Self {
        let vs = VarStore::new(Device::Cpu);
        let body = nn::linear(vs.root() / "body", 4, 8, Default::default());
        let head = nn::linear((vs.root() / "head").set_group(1), 8, 3, Default::default());
        let _ = vs.root().zeros_no_train("seen", &[1]);
        Self { vs, body, head }
    }

    /// The loss of a random batch.
    pub fn loss(&self) -> Tensor {
        let x = Tensor::randn([16, 4], (Kind::Float, Device::Cpu));
        let y = x.select(1, 0).gt(0.1).to_kind(Kind::Int64);
        let _ = tch::no_grad(|| self.vs.variables()["seen"].shallow_clone().f_add_scalar_(16.0));
        self.head.forward(&self.body.forward(&x).tanh().dropout(0.3, true)).cross_entropy_for_logits(&y)
    }
}
