//! The same network trained here and by Python torch, from the same weights, under each kind of schedule: at the end the
//! weights are the same to the bit for SGD with momentum, and nearly for Adam, whose formula libtorch's C++ side rounds elsewhere.

mod common;

use common::python::{self, packed, unpacked};
use serde_json::json;
use tch::nn::{self, Module, OptimizerConfig, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, ExponentialLr, LambdaLr, MultiStepLr, Plan, ReduceLrOnPlateau, Result, Schedule, StepLr,
};

const STEPS: u64 = 300;
const SAMPLES: i64 = 24;
const INPUTS: i64 = 4;
const HIDDEN: i64 = 16;
const CLASSES: i64 = 3;

/// Torch's expression, and the plan that means the same for these initial rates of body and head.
type Experiment = (&'static str, fn([f64; 2]) -> Result<Plan>);

fn both(bases: [f64; 2], schedule: impl Schedule + Copy + 'static) -> Plan {
    Plan::lr(bases[0], schedule).lr_group(1, bases[1], schedule)
}

const EXPERIMENTS: [Experiment; 6] = [
    ("StepLR(optimizer, 50, 0.5)", |bases| Ok(both(bases, StepLr::new(50, 0.5)?))),
    ("MultiStepLR(optimizer, [50, 125, 160], 0.3)", |bases| {
        let schedule = MultiStepLr::new([50, 125, 160], 0.3)?;
        Ok(Plan::lr(bases[0], schedule.clone()).lr_group(1, bases[1], schedule))
    }),
    ("ExponentialLR(optimizer, 0.99)", |bases| Ok(both(bases, ExponentialLr::new(0.99)?))),
    ("CosineAnnealingLR(optimizer, 100, 0.001)", |bases| Ok(both(bases, CosineAnnealingLr::new(100)?.eta_min(0.001)?))),
    ("ReduceLROnPlateau(optimizer, 'min', 0.5, 3, 0.04, cooldown=20)", |bases| {
        let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(3).threshold(0.04)?.cooldown(20);
        Ok(both(bases, Constant).reduce_lr_on_plateau(rule))
    }),
    ("LambdaLR(optimizer, [lambda epoch: 0.5 ** (epoch // 60), lambda epoch: 0.995 ** epoch])", |[body, head]| {
        Ok(Plan::lr_groups([
            (body, LambdaLr::new(|epoch| 0.5f64.powf((epoch / 60) as f64)).boxed()),
            (head, LambdaLr::new(|epoch| 0.995f64.powf(epoch as f64)).boxed()),
        ]))
    }),
];

/// As in python/training.py.
fn tensor(shape: &[i64], seed: i64, scale: f64) -> Tensor {
    let number = |index: i64| ((index * index * 31 + index * 37 + seed * 101) % 211 - 105) as f64 / 105.0 * scale;
    let numbers: Vec<f64> = (0..shape.iter().product()).map(number).collect();
    Tensor::from_slice(&numbers).to_kind(Kind::Float).reshape(shape)
}

struct Trained {
    weights: Vec<f64>,
    loss: f64,
    lrs: Vec<f64>,
}

fn train(plan: &Plan, optimizer: impl OptimizerConfig + 'static) -> Result<Trained> {
    tch::set_num_threads(1);
    let vs = VarStore::new(Device::Cpu);
    let (body, head) = (vs.root() / "body", (vs.root() / "head").set_group(1));
    let first = nn::linear(&body / "first", INPUTS, HIDDEN, Default::default());
    let second = nn::linear(&body / "second", HIDDEN, HIDDEN, Default::default());
    let third = nn::linear(&head, HIDDEN, CLASSES, Default::default());
    let parameters = [&first, &second, &third].map(|layer| [Some(&layer.ws), layer.bs.as_ref()]);
    let parameters: Vec<Tensor> = parameters.into_iter().flatten().flatten().map(Tensor::shallow_clone).collect();
    tch::no_grad(|| {
        for (seed, parameter) in (0..).zip(&parameters) {
            parameter.shallow_clone().copy_(&tensor(&parameter.size(), seed, 0.5));
        }
    });
    let x = tensor(&[SAMPLES, INPUTS], 77, 1.0);
    let y = (Tensor::arange(SAMPLES, (Kind::Int64, Device::Cpu)) * 7i64).remainder(CLASSES);

    let mut opt = plan.build(&vs, optimizer)?;
    let mut last_loss = f64::NAN;
    for _ in 0..STEPS {
        let loss = third.forward(&second.forward(&first.forward(&x).tanh()).relu()).cross_entropy_for_logits(&y);
        last_loss = loss.double_value(&[]);
        opt.backward_step(&loss);
        if opt.state().plateau.is_some() {
            opt.metric(last_loss)?;
        }
        opt.advance()?;
    }
    let weights = parameters.iter().flat_map(|parameter| {
        let flat = parameter.detach().flatten(0, -1).to_kind(Kind::Double);
        Vec::<f64>::try_from(flat).expect("a flat tensor of doubles is a vector")
    });
    Ok(Trained { weights: weights.collect(), loss: last_loss, lrs: opt.lrs().to_vec() })
}

fn trained_by_torch(test: &str, optimizer: &str, scheduler: &str, bases: [f64; 2]) -> Option<Trained> {
    let request = json!({"do": "train", "optimizer": optimizer, "scheduler": scheduler, "bases": packed(&bases), "steps": STEPS});
    let answer = python::ask(test, request)?;
    Some(Trained { weights: unpacked(&answer["weights"]), loss: unpacked(&answer["loss"])[0], lrs: unpacked(&answer["lr"]) })
}

/// That the experiment is one: something was learnt, and the schedule changed the rates, to the same ones.
#[track_caller]
fn assert_trained(scheduler: &str, bases: [f64; 2], ours: &Trained, torch: &Trained) {
    assert!(ours.loss < 0.5, "{scheduler}: the loss after 300 steps is {}, that of guessing is 1.1", ours.loss);
    for (base, (ours, torch)) in bases.iter().zip(ours.lrs.iter().zip(&torch.lrs)) {
        assert!(ours < base, "{scheduler}: the rate is still {ours}");
        approx::assert_relative_eq!(ours, torch, max_relative = 1e-9);
    }
}

#[test]
fn sgd_with_momentum_gives_the_weights_of_torch_to_the_bit() -> Result<()> {
    let (test, bases) = ("sgd_with_momentum_gives_the_weights_of_torch_to_the_bit", [0.1, 0.05]);
    for (scheduler, plan) in EXPERIMENTS {
        let Some(torch) = trained_by_torch(test, "SGD(groups, momentum=0.9)", scheduler, bases) else { return Ok(()) };
        let ours = train(&plan(bases)?, nn::Sgd { momentum: 0.9, ..Default::default() })?;
        assert_trained(scheduler, bases, &ours, &torch);
        let bits = |weights: &[f64]| weights.iter().map(|&weight| (weight as f32).to_bits()).collect::<Vec<_>>();
        let different = bits(&ours.weights).iter().zip(bits(&torch.weights)).filter(|(ours, torch)| *ours != torch).count();
        assert_eq!((ours.weights.len(), different), (torch.weights.len(), 0), "{scheduler}: different weights");
        println!("SGD, {scheduler}: all {} weights equal, loss {:.4}", ours.weights.len(), ours.loss);
    }
    Ok(())
}

#[test]
fn adam_gives_nearly_the_weights_of_torch() -> Result<()> {
    let (test, bases) = ("adam_gives_nearly_the_weights_of_torch", [0.01, 0.005]);
    for (scheduler, plan) in EXPERIMENTS {
        let Some(torch) = trained_by_torch(test, "Adam(groups)", scheduler, bases) else { return Ok(()) };
        let ours = train(&plan(bases)?, nn::Adam::default())?;
        assert_trained(scheduler, bases, &ours, &torch);
        assert_eq!(ours.weights.len(), torch.weights.len());
        // Adam steps by about the rate whatever the gradient, so its rounding does not shrink with the weight.
        let largest = torch.weights.iter().fold(0.0f64, |largest, weight| largest.max(weight.abs()));
        let mut worst = 0.0;
        for (ours, torch) in ours.weights.iter().zip(&torch.weights) {
            approx::assert_abs_diff_eq!(ours, torch, epsilon = 1e-5 * largest);
            worst = (ours - torch).abs().max(worst);
        }
        println!("Adam, {scheduler}: at most {:.1e} of the largest weight apart, loss {:.4}", worst / largest, ours.loss);
    }
    Ok(())
}
