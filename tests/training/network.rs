//! The network that python/training.py trains too, trained by this crate.

use tch::nn::{self, Module, OptimizerConfig, VarStore};
use tch::{Device, Kind, Reduction, Tensor};
use tch_lr_scheduler::{Plan, Result};

pub const STEPS: u64 = 300;
const SAMPLES: i64 = 24;
const INPUTS: i64 = 4;
const HIDDEN: i64 = 16;
const CLASSES: i64 = 3;

/// The same formula as in python/training.py.
pub fn tensor(shape: &[i64], seed: i64, scale: f64) -> Tensor {
    let number = |index: i64| ((index * index * 31 + index * 37 + seed * 101) % 211 - 105) as f64 / 105.0 * scale;
    let numbers: Vec<f64> = (0..shape.iter().product()).map(number).collect();
    Tensor::from_slice(&numbers).to_kind(Kind::Float).reshape(shape)
}

pub struct Trained {
    pub weights: Vec<f64>,
    pub loss: f64,
    pub lrs: Vec<f64>,
}

pub fn train(plan: &Plan, optimizer: impl OptimizerConfig + 'static, kind: Kind) -> Result<Trained> {
    tch::set_num_threads(1);
    let mut vs = VarStore::new(Device::Cpu);
    let (body, head) = (vs.root() / "body", (vs.root() / "head").set_group(1));
    let first = nn::linear(&body / "first", INPUTS, HIDDEN, Default::default());
    let second = nn::linear(&body / "second", HIDDEN, HIDDEN, Default::default());
    let third = nn::linear(&head, HIDDEN, CLASSES, Default::default());
    vs.set_kind(kind);
    let parameters = [&first, &second, &third].map(|layer| [Some(&layer.ws), layer.bs.as_ref()]);
    let parameters: Vec<Tensor> = parameters.into_iter().flatten().flatten().map(Tensor::shallow_clone).collect();
    tch::no_grad(|| {
        for (seed, parameter) in (0..).zip(&parameters) {
            parameter.shallow_clone().copy_(&tensor(&parameter.size(), seed, 0.5));
        }
    });
    let x = tensor(&[SAMPLES, INPUTS], 77, 1.0).to_kind(kind);
    let y = (Tensor::arange(SAMPLES, (Kind::Int64, Device::Cpu)) * 7i64).remainder(CLASSES);

    let mut opt = plan.build(&vs, optimizer)?;
    let initial = opt.lrs().to_vec();
    let mut changed = false;
    let mut last_loss = f64::NAN;
    for _ in 0..STEPS {
        let logits = third.forward(&second.forward(&first.forward(&x).tanh()).relu());
        // Not tch's `cross_entropy_for_logits`, because it rounds to single precision.
        let loss = logits.cross_entropy_loss(&y, None::<Tensor>, Reduction::Mean, -100, 0.0);
        last_loss = loss.double_value(&[]);
        opt.backward_step(&loss);
        if opt.state().plateau.is_some() {
            opt.metric(last_loss)?;
        }
        opt.advance()?;
        changed |= opt.lrs() != initial;
    }
    assert!(changed, "the schedule changed no rate");
    let weights = parameters.iter().flat_map(|parameter| {
        let flat = parameter.detach().flatten(0, -1).to_kind(Kind::Double);
        Vec::<f64>::try_from(flat).expect("a flat tensor of doubles is a vector")
    });
    Ok(Trained { weights: weights.collect(), loss: last_loss, lrs: opt.lrs().to_vec() })
}
