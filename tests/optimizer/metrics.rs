//! Tensors as metrics of a log.

use tch::nn::{Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::observe::{History, Observer};
use tch_lr_scheduler::{Constant, Plan, Result};

#[test]
fn the_loss_of_a_loop_is_a_metric() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let w = vs.root().ones("w", &[2]);
    let mut opt = Plan::lr(0.25, Constant).build(&vs, Sgd::default())?;
    let mut log = History::new();
    for step in 0..4 {
        let loss = w.square().sum(Kind::Float);
        opt.backward_step(&loss);
        let accuracy = (step % 2 == 0).then(|| Tensor::from_slice(&[0.5_f64]));
        log.observe(opt.advance()?.with("loss", &loss).with("accuracy", accuracy).with("hits", Tensor::from(7_i64)))?;
    }
    // Each step halves both weights.
    assert_eq!(log.points("loss"), [(1.0, 2.0), (2.0, 0.5), (3.0, 0.125), (4.0, 0.03125)]);
    assert_eq!(log.points("accuracy"), [(1.0, 0.5), (3.0, 0.5)]);
    assert_eq!(log.points("hits").len(), 4);
    Ok(())
}

#[test]
fn a_tensor_without_exactly_one_element_is_refused_by_name() -> Result<()> {
    let state = Plan::lr(0.1, Constant).preview(1, 0)?;
    let tensors = [
        (Tensor::zeros([2, 3], (Kind::Float, Device::Cpu)), "[2, 3]"),
        (Tensor::zeros([0], (Kind::Float, Device::Cpu)), "[0]"),
        (Tensor::new(), "[0]"),
    ];
    for (tensor, shape) in tensors {
        let refused = History::new().observe(state.with("loss", &tensor)).unwrap_err().to_string();
        let message = "metric: value must be a number or a tensor with one element, found the shape";
        assert_eq!(refused, format!("{message} {shape} for \"loss\""));
    }
    Ok(())
}
