//! Averaged weights, and the batch norm statistics that belong to them, against `torch.optim.swa_utils`.

use crate::common::python::{self, unpacked};
use crate::network::tensor;
use serde_json::{Value, json};
use tch::nn::{self, Module, ModuleT, VarStore};
use tch::{Device, Kind, Tensor, no_grad};
use tch_lr_scheduler::{AveragedModel, Error, Result, update_bn};

const UPDATES: i64 = 12;
const INPUTS: i64 = 4;
const BATCHES: i64 = 5;

struct Model {
    vs: VarStore,
    linear: nn::Linear,
    norm: nn::BatchNorm,
}

impl Model {
    fn new() -> Self {
        let vs = VarStore::new(Device::Cpu);
        let linear = nn::linear(vs.root() / "linear", INPUTS, 3, Default::default());
        let norm = nn::batch_norm1d(vs.root() / "norm", 3, Default::default());
        Self { vs, linear, norm }
    }

    /// Sets the weights as after an update, by the formula of python/averaging.py.
    fn set(&self, update: i64) {
        let bias = self.linear.bs.as_ref().expect("a linear layer has a bias by default");
        let tensors = [&self.linear.ws, bias, &self.norm.running_mean, &self.norm.running_var];
        no_grad(|| {
            for (seed, target) in (10 * update..).zip(tensors) {
                target.shallow_clone().copy_(&(tensor(&target.size(), seed, 0.5) + 0.6));
            }
        });
    }

    fn numbers(&self) -> Vec<f64> {
        let bias = self.linear.bs.as_ref().expect("a linear layer has a bias by default");
        let tensors = [&self.linear.ws, bias, &self.norm.running_mean, &self.norm.running_var];
        let flat = tensors.map(|tensor| tensor.detach().flatten(0, -1).to_kind(Kind::Double));
        flat.iter().flat_map(|flat| Vec::<f64>::try_from(flat).expect("a flat tensor of doubles is a vector")).collect()
    }
}

type Average = fn(VarStore) -> Result<AveragedModel>;

fn averaged(average: Average, use_buffers: bool) -> Result<Vec<f64>> {
    let (current, Model { vs, linear, norm }) = (Model::new(), Model::new());
    let mut averaged = average(vs)?.use_buffers(use_buffers);
    for update in 0..UPDATES {
        current.set(update);
        averaged.update_parameters(&current.vs)?;
    }
    assert_eq!(averaged.n_averaged(), UPDATES as u64);
    Ok(Model { vs: VarStore::new(Device::Cpu), linear, norm }.numbers())
}

#[test]
fn averages_equal_torchs_to_the_bit() -> Result<()> {
    let kinds: [(&str, Average); 3] = [
        ("AveragedModel(model, use_buffers=use_buffers)", |vs| Ok(AveragedModel::equal(vs))),
        ("AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.9), use_buffers=use_buffers)", |vs| AveragedModel::ema(vs, 0.9)),
        ("AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.3), use_buffers=use_buffers)", |vs| AveragedModel::ema(vs, 0.3)),
    ];
    for (torch, average) in kinds {
        for use_buffers in [false, true] {
            let request = json!({"do": "average", "averaged": torch, "updates": UPDATES, "use_buffers": use_buffers});
            let Some(answer) = python::ask("averages_equal_torchs_to_the_bit", request) else { return Ok(()) };
            assert_eq!(averaged(average, use_buffers)?, unpacked(&answer["numbers"]), "{torch}, buffers averaged: {use_buffers}");
        }
    }
    Ok(())
}

#[test]
fn batch_norm_statistics_equal_torchs_within_a_few_roundings() -> Result<()> {
    let request = json!({"do": "update_bn", "batches": BATCHES});
    let Some(answer) = python::ask("batch_norm_statistics_equal_torchs_within_a_few_roundings", request) else { return Ok(()) };
    let model = Model::new();
    model.set(3);
    let batches = (0..BATCHES).map(|seed| tensor(&[8, INPUTS], seed, 1.0));
    update_bn(&model.vs, 0.1, batches, |batch| {
        let _ = model.norm.forward_t(&model.linear.forward(&batch), true);
    })?;
    for (ours, torch) in model.numbers().iter().zip(unpacked(&answer["numbers"])) {
        approx::assert_relative_eq!(*ours, torch, max_relative = 1e-5, epsilon = 1e-6);
    }
    Ok(())
}

#[test]
fn stores_of_different_networks_are_refused_by_name_and_nothing_changes() -> Result<()> {
    let store = |shapes: &[(&str, i64)]| {
        let vs = VarStore::new(Device::Cpu);
        for &(name, size) in shapes {
            let _ = vs.root().zeros(name, &[size]);
        }
        vs
    };
    let current = store(&[("a", 2), ("b", 3)]);
    no_grad(|| {
        for mut variable in current.variables().into_values() {
            let _ = variable.fill_(1.0);
        }
    });
    let refused = [
        (store(&[("a", 2)]), "averaged model: b is missing, expected a variable of shape [3], as in the trained model"),
        (store(&[("a", 2), ("b", 4)]), "averaged model: b is of shape [4], expected shape [3], as in the trained model"),
        (
            store(&[("a", 2), ("b", 3), ("c", 1)]),
            "averaged model: c is an extra variable, expected no variable of this name, as in the trained model",
        ),
    ];
    for (other, message) in refused {
        let a: Tensor = other.variables()["a"].shallow_clone();
        let mut averaged = AveragedModel::equal(other);
        let error: Error = averaged.update_parameters(&current).expect_err("the stores differ");
        assert_eq!(error.to_string(), message);
        assert_eq!((a.double_value(&[0]), averaged.n_averaged()), (0.0, 0));
    }
    Ok(())
}

#[test]
fn a_model_without_batch_norm_is_not_run() -> Result<()> {
    update_bn(&VarStore::new(Device::Cpu), 0.1, [Value::Null], |_| panic!("there is nothing to measure"))?;
    let error = update_bn(&VarStore::new(Device::Cpu), 0.0, [Value::Null], |_| ()).expect_err("no momentum");
    assert_eq!(error.to_string(), "update_bn: momentum must be above 0 and at most 1, found 0.0");
    Ok(())
}
