//! Clipping by the norm: norms and gradients of `torch.nn.utils.clip_grad_norm_`, to the bit.

use crate::common::bits::assert_same_bits;
use crate::common::generator::Generator;
use crate::common::python::{self, packed, unpacked};
use crate::common::refusals::assert_says;
use serde_json::{Value, json};
use tch::nn::{Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Constant, Plan, Result, ScheduledOptimizer};

/// A variable for each list of numbers, which is its gradient; without a gradient for `None`.
fn with_gradients(gradients: &[Option<Vec<f64>>], kind: Kind) -> Result<(VarStore, ScheduledOptimizer)> {
    let mut vs = VarStore::new(Device::Cpu);
    for (index, gradient) in gradients.iter().enumerate() {
        let _ = vs.root().zeros(&format!("w{index:03}"), &[gradient.as_ref().map_or(1, Vec::len) as i64]);
    }
    vs.set_kind(kind);
    let opt = Plan::lr(1.0, Constant).build(&vs, Sgd::default())?;
    for (variable, gradient) in vs.trainable_variables().iter().zip(gradients) {
        if let Some(gradient) = gradient {
            // The gradient of a sum of products is the other factor.
            (variable * Tensor::from_slice(gradient).to_kind(kind)).sum(kind).backward();
        }
    }
    Ok((vs, opt))
}

fn numbers(tensor: &Tensor) -> Vec<f64> {
    Vec::try_from(tensor.to_kind(Kind::Double)).expect("a list of numbers")
}

fn gradients(vs: &VarStore) -> Vec<Option<Vec<f64>>> {
    let gradient = |variable: &Tensor| variable.grad().defined().then(|| numbers(&variable.grad()));
    vs.trainable_variables().iter().map(gradient).collect()
}

/// NaN has many bits, so that any NaN is the same here.
fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }).collect()
}

/// Random gradients of many sizes, some absent, and some that are not finite.
fn drawn(random: &mut Generator, special: Option<f64>) -> Vec<Option<Vec<f64>>> {
    let count = random.whole(1, 6);
    let scale = 10f64.powi(random.whole(0, 8) as i32 - 4);
    let mut of_variable = |index: u64| {
        let length = [1, 2, 7, 64, 1_000][random.whole(0, 4) as usize];
        let values: Vec<f64> = (0..length).map(|_| (random.whole(0, 2_000_000) as f64 / 1e6 - 1.0) * scale).collect();
        (index == 0 || random.whole(0, 3) > 0).then_some(values)
    };
    let mut gradients: Vec<_> = (0..count).map(&mut of_variable).collect();
    if let (Some(special), Some(first)) = (special, gradients[0].as_mut()) {
        first[0] = special;
    }
    gradients
}

#[test]
fn norms_and_gradients_equal_torchs_to_the_bit() -> Result<()> {
    tch::set_num_threads(1);
    let mut random = Generator::new(7);
    let (mut clipped, mut unclipped) = (0, 0);
    for round in 0..48 {
        let special = [None, None, None, None, Some(f64::INFINITY), Some(f64::NAN)][round % 6];
        let given = drawn(&mut random, special);
        for (kind, is_double) in [(Kind::Float, false), (Kind::Double, true)] {
            for max in [1.0, 0.1, 1e-3, 3.7, 100.0, 0.0, f64::INFINITY] {
                let request: Vec<Value> = given.iter().map(|values| values.as_ref().map_or(Value::Null, |it| packed(it))).collect();
                let request = json!({"do": "clip", "gradients": request, "maximum": packed(&[max]), "double": is_double});
                let Some(torch) = python::ask("norms_and_gradients_equal_torchs_to_the_bit", request) else { return Ok(()) };
                let (vs, opt) = with_gradients(&given, kind)?;
                let what = format!("round {round}, {kind:?}, at most {max}");
                let total = opt.grad_norm()?.double_value(&[]);
                assert_eq!(bits(&[total]), bits(&unpacked(&torch["total"])), "{what}: total");
                let norm = opt.clip_grad_norm(max)?.double_value(&[]);
                assert_eq!(bits(&[norm]), bits(&unpacked(&torch["norm"])), "{what}: norm");
                if norm > max {
                    clipped += 1
                } else {
                    unclipped += 1
                }
                for (index, ours) in gradients(&vs).iter().enumerate() {
                    let theirs = Some(&torch["clipped"][index]).filter(|packed| !packed.is_null()).map(unpacked);
                    assert_eq!(ours.as_deref().map(bits), theirs.as_deref().map(bits), "{what}: gradient {index}");
                }
            }
        }
    }
    assert!(clipped > 100 && unclipped > 100, "{clipped} were clipped, {unclipped} were not");
    Ok(())
}

#[test]
fn a_step_that_clips_returns_the_norm_and_trains_with_the_clipped_gradients() -> Result<()> {
    let [(one, mut opt), (other, mut by_hand)] =
        [with_gradients(&[None, None], Kind::Double)?, with_gradients(&[None, None], Kind::Double)?];
    let loss =
        |vs: &VarStore| vs.trainable_variables().iter().fold(Tensor::from(0.0), |sum, weight| sum + weight.sum(Kind::Double)) * 3.0;
    for _ in 0..3 {
        let norm = opt.backward_step_clip_norm(&loss(&one), 0.5)?.double_value(&[]);
        by_hand.zero_grad();
        loss(&other).backward();
        assert_eq!(norm, by_hand.grad_norm()?.double_value(&[]));
        assert_eq!(norm, by_hand.clip_grad_norm(0.5)?.double_value(&[]));
        by_hand.step();
    }
    let weights = |vs: &VarStore| vs.trainable_variables().iter().flat_map(numbers).collect::<Vec<_>>();
    assert_same_bits(&weights(&one), &weights(&other), "by one call and by hand");
    assert!(weights(&one).iter().all(|weight| *weight < 0.0));
    assert_eq!(opt.steps_since_advance(), 3);
    Ok(())
}

#[test]
fn without_gradients_the_norm_is_zero() -> Result<()> {
    for given in [&[][..], &[None, None]] {
        let (vs, opt) = with_gradients(given, Kind::Float)?;
        assert_eq!((opt.grad_norm()?.double_value(&[]), opt.clip_grad_norm(1.0)?.double_value(&[])), (0.0, 0.0));
        assert!(gradients(&vs).iter().all(Option::is_none));
    }
    Ok(())
}

#[test]
fn the_norm_is_no_part_of_a_later_backward() -> Result<()> {
    let (_vs, opt) = with_gradients(&[Some(vec![3.0, 4.0])], Kind::Float)?;
    let norm = opt.clip_grad_norm(1.0)?;
    assert!(!norm.requires_grad() && norm.size().is_empty());
    Ok(())
}

#[test]
fn a_limit_that_is_negative_or_nan_changes_nothing() -> Result<()> {
    let (vs, mut opt) = with_gradients(&[Some(vec![3.0, 4.0])], Kind::Float)?;
    for max in [-1.0, -5e-324, f64::NEG_INFINITY, f64::NAN] {
        let message = format!("ScheduledOptimizer: max must be at least 0, found {max:?}");
        assert_says(opt.clip_grad_norm(max), &message);
        let loss = vs.trainable_variables()[0].sum(Kind::Float);
        assert_says(opt.backward_step_clip_norm(&loss, max), &message);
    }
    assert_eq!(gradients(&vs), [Some(vec![3.0, 4.0])]);
    assert_eq!((numbers(&vs.trainable_variables()[0]), opt.steps_since_advance()), (vec![0.0, 0.0], 0));
    Ok(())
}

#[test]
fn a_loss_without_a_gradient_is_an_error_and_trains_nothing() -> Result<()> {
    let (vs, mut opt) = with_gradients(&[Some(vec![3.0, 4.0])], Kind::Float)?;
    assert!(opt.backward_step_clip_norm(&Tensor::from(1.0f32), 1.0).is_err());
    assert_eq!(numbers(&vs.trainable_variables()[0]), [0.0, 0.0]);
    Ok(())
}
