//! Weights of every kind and shape.

use crate::common::scratch::Scratch;
use tch::nn::{self, VarStore};
use tch::{Cuda, Device, Kind, Tensor};
use tch_lr_scheduler::{Checkpoints, Constant, Plan, Result};

const KINDS: [Kind; 10] = [
    Kind::Float,
    Kind::Double,
    Kind::Half,
    Kind::BFloat16,
    Kind::Int,
    Kind::Int64,
    Kind::Int16,
    Kind::Int8,
    Kind::Uint8,
    Kind::Bool,
];

const SHAPES: [&[i64]; 5] = [&[], &[1], &[0, 3], &[3, 2], &[2, 1, 3, 4]];

/// A variable of every kind and shape; filled ones have distinct values.
fn store(filled: bool, device: Device) -> VarStore {
    let vs = VarStore::new(device);
    for (index, kind) in KINDS.into_iter().enumerate() {
        for shape in SHAPES {
            let name = format!("{kind:?} {shape:?}");
            let mut variable = vs.root().zeros_no_train(&name, shape);
            let count: i64 = shape.iter().product();
            let numbers = (Tensor::arange(count, (Kind::Float, device)) + index as i64 + 0.7) * i64::from(filled);
            variable.set_data(&numbers.to_kind(kind).reshape(shape));
        }
    }
    // Not contiguous, as `channels_last` and transposed weights are.
    let mut turned = vs.root().zeros("turned", &[4, 3]);
    turned.set_data(&(Tensor::arange(12, (Kind::Float, device)) * i64::from(filled)).reshape([3, 4]).transpose(0, 1));
    vs
}

#[track_caller]
fn assert_equal(left: &VarStore, right: &VarStore) {
    let (left, right) = (left.variables(), right.variables());
    assert_eq!(left.len(), right.len());
    for (name, tensor) in left {
        let other = &right[&name];
        assert_eq!((tensor.kind(), tensor.size()), (other.kind(), other.size()), "{name}");
        assert!(tensor.to_device(Device::Cpu).equal(&other.to_device(Device::Cpu)), "{name}");
    }
}

/// Saves on one device and loads on another.
fn assert_comes_back(from: Device, to: Device) -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let saved = store(true, from);
    let opt = Plan::lr(0.1, Constant).build(&saved, nn::Sgd::default())?;
    let path = checkpoints.save(&saved, &opt)?;
    let mut loaded = store(false, to);
    let turned = loaded.variables()["turned"].stride();
    let mut opt = Plan::lr(0.1, Constant).build(&loaded, nn::Sgd::default())?;
    checkpoints.load_latest(&mut loaded, &mut opt)?;
    assert_equal(&loaded, &saved);
    assert!(loaded.variables().values().all(|variable| variable.device() == to));
    assert_eq!(loaded.variables()["turned"].stride(), turned);
    assert!(loaded.variables()["turned"].requires_grad());
    // tch can read the file without this crate.
    let read = Tensor::read_safetensors(path.join("model.safetensors")).expect("it is safetensors");
    assert_eq!(read.len(), saved.len());
    Ok(())
}

#[test]
fn weights_of_every_kind_and_shape_are_restored_to_the_bit() -> Result<()> {
    assert_comes_back(Device::Cpu, Device::Cpu)
}

#[test]
fn weights_of_one_device_are_loaded_on_another() -> Result<()> {
    if !Cuda::is_available() {
        println!("skipped: there is no other device here");
        return Ok(());
    }
    assert_comes_back(Device::Cpu, Device::Cuda(0))?;
    assert_comes_back(Device::Cuda(0), Device::Cpu)
}

#[test]
fn a_kind_that_safetensors_lacks_is_refused_with_the_file() -> Result<()> {
    let scratch = Scratch::new();
    let vs = VarStore::new(Device::Cpu);
    let opt = Plan::lr(0.1, Constant).build(&vs, nn::Sgd::default())?;
    let mut variable = vs.root().zeros_no_train("complex", &[2]);
    variable.set_data(&Tensor::zeros([2], (Kind::ComplexFloat, Device::Cpu)));
    let error = Checkpoints::new(scratch.path("run")).save(&vs, &opt).expect_err("safetensors has no such kind").to_string();
    assert!(error.contains("model.safetensors: ") && error.contains("ComplexFloat"), "{error}");
    assert!(Checkpoints::new(scratch.path("run")).paths()?.is_empty());
    assert_eq!(crate::common::scratch::names_in(&scratch.path("run")), [""; 0]);
    Ok(())
}
