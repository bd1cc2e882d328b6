//! The network that python/training.py trains too, trained by this crate.

use crate::common::device::device;
use tch::nn::{self, Linear, Module, OptimizerConfig, VarStore};
use tch::{Kind, Reduction, Tensor};
use tch_lr_scheduler::{Plan, Result, ScheduledOptimizer};

pub const STEPS: u64 = 300;
const SAMPLES: i64 = 24;
const INPUTS: i64 = 4;
const HIDDEN: i64 = 16;
const CLASSES: i64 = 3;

/// The same formula as in python/training.py.
pub fn tensor(shape: &[i64], seed: i64, scale: f64) -> Tensor {
    let number = |index: i64| ((index * index * 31 + index * 37 + seed * 101) % 211 - 105) as f64 / 105.0 * scale;
    let numbers: Vec<f64> = (0..shape.iter().product()).map(number).collect();
    Tensor::from_slice(&numbers).to_kind(Kind::Float).reshape(shape).to_device(device())
}

/// The network with its initial weights, and its data. The head is in group 1.
pub struct Network {
    pub vs: VarStore,
    layers: [Linear; 3],
    x: Tensor,
    y: Tensor,
}

impl Network {
    pub fn new(kind: Kind) -> Self {
        tch::set_num_threads(1);
        let mut vs = VarStore::new(device());
        let (body, head) = (vs.root() / "body", (vs.root() / "head").set_group(1));
        let layers = [
            nn::linear(&body / "first", INPUTS, HIDDEN, Default::default()),
            nn::linear(&body / "second", HIDDEN, HIDDEN, Default::default()),
            nn::linear(&head, HIDDEN, CLASSES, Default::default()),
        ];
        vs.set_kind(kind);
        let x = tensor(&[SAMPLES, INPUTS], 77, 1.0).to_kind(kind);
        let y = (Tensor::arange(SAMPLES, (Kind::Int64, device())) * 7i64).remainder(CLASSES);
        let network = Self { vs, layers, x, y };
        tch::no_grad(|| {
            for (seed, mut parameter) in (0..).zip(network.parameters()) {
                let initial = tensor(&parameter.size(), seed, 0.5);
                parameter.copy_(&initial);
            }
        });
        network
    }

    fn parameters(&self) -> impl Iterator<Item = Tensor> {
        self.layers.iter().flat_map(|layer| [Some(&layer.ws), layer.bs.as_ref()]).flatten().map(Tensor::shallow_clone)
    }

    /// Trains for one step and returns the loss before it.
    pub fn train(&self, opt: &mut ScheduledOptimizer) -> Result<f64> {
        let [first, second, third] = &self.layers;
        let logits = third.forward(&second.forward(&first.forward(&self.x).tanh()).relu());
        // Not tch's `cross_entropy_for_logits`, because it rounds to single precision.
        let loss = logits.cross_entropy_loss(&self.y, None::<Tensor>, Reduction::Mean, -100, 0.0);
        let value = loss.double_value(&[]);
        opt.backward_step(&loss);
        if opt.state().plateau.is_some() {
            opt.metric(value)?;
        }
        opt.advance()?;
        Ok(value)
    }

    /// All weights, in the order in which Python's `parameters()` returns them.
    pub fn weights(&self) -> Vec<f64> {
        let flat = |parameter: Tensor| {
            let flat = parameter.detach().flatten(0, -1).to_kind(Kind::Double);
            Vec::<f64>::try_from(flat).expect("a flat tensor of doubles is a vector")
        };
        self.parameters().flat_map(flat).collect()
    }
}

pub struct Trained {
    pub weights: Vec<f64>,
    pub loss: f64,
    pub lrs: Vec<f64>,
}

pub fn train(plan: &Plan, optimizer: impl OptimizerConfig + 'static, kind: Kind) -> Result<Trained> {
    let network = Network::new(kind);
    let mut opt = plan.build(&network.vs, optimizer)?;
    let initial = opt.lrs().to_vec();
    let (mut changed, mut loss) = (false, f64::NAN);
    for _ in 0..STEPS {
        loss = network.train(&mut opt)?;
        changed |= opt.lrs() != initial;
    }
    assert!(changed, "the schedule changed no rate");
    Ok(Trained { weights: network.weights(), loss, lrs: opt.lrs().to_vec() })
}
