//! The files of a checkpoint, read by Python's safetensors.

use super::flat;
use crate::common::python_packages::{self, python_with};
use crate::common::scratch::Scratch;
use std::collections::BTreeMap;
use tch::nn::{Adam, Init, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Checkpoints, Constant, Part, Plan};

/// The shape and the values of each tensor.
type Tensors = BTreeMap<String, (Vec<i64>, Vec<f32>)>;

fn values<'a>(tensors: impl Iterator<Item = (String, &'a Tensor)>) -> Tensors {
    tensors.map(|(name, tensor)| (name, (tensor.size(), flat(tensor)))).collect()
}

#[test]
fn python_reads_the_tensors_of_a_checkpoint() -> anyhow::Result<()> {
    let Some(python) = python_with(&["safetensors.numpy"], "no checkpoint was read back") else { return Ok(()) };
    let scratch = Scratch::new();
    let vs = VarStore::new(Device::Cpu);
    let _ = (vs.root() / "body").var("weight", &[3, 2], Init::Uniform { lo: -1.0, up: 1.0 });
    let _ = (vs.root() / "head").var("weight \"2\"", &[], Init::Const(0.5));
    let mut opt = Plan::lr(0.1, Constant).build(&vs, Adam::default())?;
    opt.backward_step(&vs.trainable_variables().iter().map(|variable| variable.square().sum(Kind::Float)).sum());
    // Elements of several sizes, so that the order in the file is not that of the names.
    let [doubles, bytes] = [Kind::Double, Kind::Uint8].map(|kind| Tensor::arange(5, (kind, Device::Cpu)));
    let own = [("z", &doubles), ("a", &bytes)];
    let parts = [Part::new("model", &vs, &opt), Part::tensors("own", own)];
    let path = Checkpoints::new(scratch.path("run")).save_parts(&parts)?;
    let files = ["model", "model.optimizer", "own"].map(|name| path.join(format!("{name}.safetensors")));
    let read: Vec<Tensors> = python_packages::run(&python, "safetensors_tensors.py", &files)?;

    let variables = vs.variables();
    let weights = values(variables.iter().map(|(name, variable)| (name.clone(), variable)));
    let moments = values(opt.optimizer_state()?.tensors());
    let names = ["body.weight.exp_avg", "body.weight.exp_avg_sq", "head.weight \"2\".exp_avg", "head.weight \"2\".exp_avg_sq"];
    assert_eq!(moments.keys().collect::<Vec<_>>(), names);
    assert_eq!(read, [weights, moments, values(own.into_iter().map(|(name, tensor)| (name.to_owned(), tensor)))]);
    Ok(())
}
