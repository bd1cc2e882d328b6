//! The final weights against torch's: equal to the bit for SGD with momentum, and close for Adam, because libtorch's C++
//! optimizer rounds in other places than Python's.

use crate::common::device::device;
use crate::common::python::{self, packed, unpacked};
use crate::experiments::EXPERIMENTS;
use crate::network::{STEPS, Trained, train};
use serde_json::json;
use tch::{Device, Kind, nn};
use tch_lr_scheduler::Result;

fn trained_by_torch(test: &str, optimizer: &str, scheduler: &str, bases: [f64; 2], kind: Kind) -> Option<Trained> {
    let device = if device() == Device::Cpu { "cpu" } else { "cuda" };
    let request = json!({"do": "train", "optimizer": optimizer, "scheduler": scheduler, "bases": packed(&bases), "steps": STEPS, "double": kind == Kind::Double, "device": device});
    let answer = python::ask(test, request)?;
    Some(Trained { weights: unpacked(&answer["weights"]), loss: unpacked(&answer["loss"])[0], lrs: unpacked(&answer["lr"]) })
}

/// Asserts that the network learnt and that the final rates are equal.
#[track_caller]
fn assert_trained(scheduler: &str, ours: &Trained, torch: &Trained) {
    assert!(ours.loss < 0.5, "{scheduler}: the loss after 300 steps is {}, that of guessing is 1.1", ours.loss);
    for (ours, torch) in ours.lrs.iter().zip(&torch.lrs) {
        approx::assert_relative_eq!(ours, torch, max_relative = 1e-9);
    }
}

/// The largest difference of two weights.
fn distance(one: &Trained, other: &Trained) -> f64 {
    assert_eq!(one.weights.len(), other.weights.len());
    one.weights.iter().zip(&other.weights).fold(0.0, |worst, (one, other)| worst.max((one - other).abs()))
}

#[test]
fn sgd_with_momentum_gives_the_weights_of_torch_to_the_bit() -> Result<()> {
    let (test, bases) = ("sgd_with_momentum_gives_the_weights_of_torch_to_the_bit", [0.1, 0.05]);
    for (scheduler, plan) in EXPERIMENTS {
        let Some(torch) = trained_by_torch(test, "SGD(groups, momentum=0.9, foreach=False)", scheduler, bases, Kind::Float) else {
            return Ok(());
        };
        let ours = train(&plan(bases)?, nn::Sgd { momentum: 0.9, ..Default::default() }, Kind::Float)?;
        assert_trained(scheduler, &ours, &torch);
        let bits = |weights: &[f64]| weights.iter().map(|&weight| (weight as f32).to_bits()).collect::<Vec<_>>();
        let different = bits(&ours.weights).iter().zip(bits(&torch.weights)).filter(|(ours, torch)| *ours != torch).count();
        assert_eq!((ours.weights.len(), different), (torch.weights.len(), 0), "{scheduler}: different weights");
        println!("SGD, {scheduler}: all {} weights equal, loss {:.4}", ours.weights.len(), ours.loss);
    }
    Ok(())
}

/// Only the first schedules: in single precision, Adam turns the last bit of a gradient near zero into a full step, and the
/// weights drift apart if the rate stays high. How fast they drift depends on the device, so torch itself is the measure: its two
/// implementations of Adam, which round in other places, drift apart too.
#[test]
fn adam_gives_nearly_the_weights_of_torch() -> Result<()> {
    let (test, bases) = ("adam_gives_nearly_the_weights_of_torch", [0.01, 0.005]);
    for (scheduler, plan) in &EXPERIMENTS[..6] {
        let by_torch = |adam| trained_by_torch(test, adam, scheduler, bases, Kind::Float);
        let Some(torch) = by_torch("Adam(groups, foreach=False)") else { return Ok(()) };
        let Some(foreach) = by_torch("Adam(groups, foreach=True)") else { return Ok(()) };
        let ours = train(&plan(bases)?, nn::Adam::default(), Kind::Float)?;
        assert_trained(scheduler, &ours, &torch);
        let largest = torch.weights.iter().fold(0.0f64, |largest, weight| largest.max(weight.abs()));
        let (apart, foreach) = (distance(&ours, &torch) / largest, distance(&foreach, &torch) / largest);
        assert!(apart <= f64::max(1e-5, 4.0 * foreach), "{scheduler}: {apart:e} apart, torch's implementations {foreach:e}");
        println!(
            "Adam, {scheduler}: at most {apart:.1e} of the largest weight apart, torch's {foreach:.1e}, loss {:.4}",
            ours.loss
        );
    }
    Ok(())
}

#[test]
fn adam_in_double_precision_gives_each_weight_of_torch() -> Result<()> {
    let (test, bases) = ("adam_in_double_precision_gives_each_weight_of_torch", [0.01, 0.005]);
    for (scheduler, plan) in EXPERIMENTS {
        let Some(torch) = trained_by_torch(test, "Adam(groups, foreach=False)", scheduler, bases, Kind::Double) else {
            return Ok(());
        };
        let ours = train(&plan(bases)?, nn::Adam::default(), Kind::Double)?;
        assert_trained(scheduler, &ours, &torch);
        assert_eq!(ours.weights.len(), torch.weights.len());
        let mut worst = 0.0;
        for (ours, torch) in ours.weights.iter().zip(&torch.weights) {
            approx::assert_relative_eq!(ours, torch, max_relative = 1e-8);
            worst = (ours / torch - 1.0).abs().max(worst);
        }
        println!("Adam in double precision, {scheduler}: each weight within {worst:.1e}, loss {:.4}", ours.loss);
    }
    Ok(())
}
