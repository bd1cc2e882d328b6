//! Training continues bit for bit after the state of an optimizer was copied to a new optimizer.

use crate::{optimizers, plain, store};
use std::collections::BTreeMap;
use tch::nn::{self, Adam, AdamW, Init, Module, Optimizer, RmsProp, Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Constant, CosineAnnealingLr, Error, OptimizerState, Plan, Result, Schedule};

const HALF: i64 = 50;

fn torch(error: tch::TchError) -> Error {
    Error::Torch(error.to_string())
}

/// A network of two layers in two groups. The initial weights are always the same.
fn network() -> (VarStore, nn::Sequential) {
    // The network is too small to benefit from several threads.
    tch::set_num_threads(1);
    let vs = VarStore::new(Device::Cpu);
    let linear = |path: nn::Path, from: i64, to: i64| {
        let weight = path.var("weight", &[to, from], Init::Const(0.0));
        let values = (Tensor::arange(to * from, (Kind::Float, Device::Cpu)) * 0.7).sin().view([to, from]) * 0.5;
        tch::no_grad(|| weight.shallow_clone().copy_(&values));
        let bias = path.var("bias", &[to], Init::Const(0.1));
        nn::func(move |x| x.matmul(&weight.tr()) + &bias)
    };
    let root = vs.root();
    let body = linear(&root / "body", 8, 16);
    let head = linear((&root / "head").set_group(1), 16, 3);
    (vs, nn::seq().add(body).add_fn(|x| x.tanh()).add(head))
}

fn loss(network: &nn::Sequential, step: i64) -> Tensor {
    let x = (Tensor::arange(32 * 8, (Kind::Float, Device::Cpu)).view([32, 8]) * (0.37 + 0.01 * step as f64)).sin();
    let y = x.select(1, 0).gt(0.1).to_kind(Kind::Int64);
    network.forward(&x).cross_entropy_for_logits(&y)
}

fn train(optimizer: &mut Optimizer, network: &nn::Sequential, steps: std::ops::Range<i64>) {
    steps.for_each(|step| optimizer.backward_step(&loss(network, step)));
}

fn same_bits(one: &VarStore, other: &VarStore) -> bool {
    let other = other.variables();
    one.variables().iter().all(|(name, variable)| variable.equal(&other[name]))
}

/// A copy of the network with the same weights in another store.
fn copied(vs: &VarStore) -> Result<(VarStore, nn::Sequential)> {
    let (mut copy, network) = network();
    copy.copy(vs).map_err(torch)?;
    Ok((copy, network))
}

/// The state after a conversion to names and values and back, in another order, as after reading it from a file.
fn through_parts(state: &OptimizerState) -> Result<OptimizerState> {
    let steps: BTreeMap<_, _> = state.steps().map(|(name, steps)| (name.to_owned(), steps)).collect();
    let mut tensors: Vec<_> = state.tensors().map(|(name, tensor)| (name, tensor.copy())).collect();
    tensors.reverse();
    OptimizerState::from_parts(state.class(), steps, tensors)
}

#[test]
fn a_run_that_is_resumed_ends_with_the_same_weights_and_only_with_the_state() -> Result<()> {
    for (class, build) in optimizers() {
        let (vs, net) = network();
        let mut optimizer = build(&vs)?;
        optimizer.set_lr_group(0, 3e-3);
        train(&mut optimizer, &net, 0..HALF);
        let state = OptimizerState::of(&vs, &optimizer)?;
        let resumed = |state: Option<&OptimizerState>| -> Result<VarStore> {
            let (vs, net) = copied(&vs)?;
            let mut optimizer = build(&vs)?;
            optimizer.set_lr_group(0, 3e-3);
            if let Some(state) = state {
                state.load_into(&vs, &mut optimizer)?;
            }
            train(&mut optimizer, &net, HALF..2 * HALF);
            Ok(vs)
        };
        let [with, through_parts, without] = [resumed(Some(&state))?, resumed(Some(&through_parts(&state)?))?, resumed(None)?];
        train(&mut optimizer, &net, HALF..2 * HALF);
        assert!(same_bits(&vs, &with), "{class}: other weights");
        assert!(same_bits(&vs, &through_parts), "{class}: other weights after `from_parts`");
        assert!(!same_bits(&vs, &without), "{class}: the weights are equal without the state too, so this test cannot fail");
    }
    Ok(())
}

#[test]
fn a_scheduled_run_is_resumed_whichever_state_is_loaded_first() -> Result<()> {
    let momentum = Constant.frozen_until(10);
    let plan = Plan::lr(0.01, CosineAnnealingLr::new(100)?).momentum(0.9, momentum).momentum_group(1, 0.8, Constant);
    for optimizer_first in [true, false] {
        let (vs, net) = network();
        let mut opt = plan.build(&vs, RmsProp { centered: true, ..Default::default() })?;
        for step in 0..HALF {
            opt.backward_step(&loss(&net, step));
            opt.advance()?;
        }
        let (state, schedule) = (opt.optimizer_state()?, opt.state().clone());
        let (resumed_vs, resumed_net) = copied(&vs)?;
        let mut resumed = plan.build(&resumed_vs, RmsProp { centered: true, ..Default::default() })?;
        if optimizer_first {
            resumed.load_optimizer_state(&state)?;
        }
        resumed.load(schedule)?;
        if !optimizer_first {
            resumed.load_optimizer_state(&state)?;
        }
        for step in HALF..2 * HALF {
            opt.backward_step(&loss(&net, step));
            opt.advance()?;
            resumed.backward_step(&loss(&resumed_net, step));
            resumed.advance()?;
        }
        assert!(same_bits(&vs, &resumed_vs), "optimizer first: {optimizer_first}");
    }
    Ok(())
}

#[test]
fn each_class_has_the_tensors_of_torch() -> Result<()> {
    let expected = |slots: &[&str]| slots.iter().map(|slot| format!("body.{slot}")).collect::<Vec<_>>();
    let slots: [&[&str]; 10] = [
        &["momentum_buffer"],
        &["momentum_buffer"],
        &["momentum_buffer"],
        &["exp_avg", "exp_avg_sq"],
        &["exp_avg", "exp_avg_sq", "max_exp_avg_sq"],
        &["exp_avg", "exp_avg_sq"],
        &["exp_avg", "exp_avg_sq", "max_exp_avg_sq"],
        &["square_avg"],
        &["square_avg", "momentum_buffer"],
        &["square_avg", "momentum_buffer", "grad_avg"],
    ];
    for ((class, build), slots) in optimizers().into_iter().zip(slots) {
        let vs = store();
        let mut optimizer = build(&vs)?;
        // The head has no gradient and is therefore not trained.
        (0..3).for_each(|_| optimizer.backward_step(&vs.variables()["body"].sum(Kind::Float)));
        let state = OptimizerState::of(&vs, &optimizer)?;
        assert_eq!(state.tensors().map(|(name, _)| name).collect::<Vec<_>>(), expected(slots), "{class}");
        assert!(state.tensors().all(|(_, tensor)| tensor.size() == [3, 2] && !tensor.requires_grad()), "{class}");
        let steps = if class.starts_with("SGD") { 0 } else { 3 };
        assert_eq!(state.steps().collect::<Vec<_>>(), [("body", steps), ("head", 0)], "{class}");
        assert!(class.contains(&state.class().to_string()), "{class}");
        assert_eq!(state.class().to_string().parse(), Ok(state.class()));
    }
    Ok(())
}

#[test]
fn what_was_taken_does_not_change_with_the_next_step() -> Result<()> {
    let vs = store();
    let mut optimizer = plain(&vs, Adam::default())?;
    let mut step = || -> Result<OptimizerState> {
        optimizer.backward_step(&vs.trainable_variables()[0].square().sum(Kind::Float));
        OptimizerState::of(&vs, &optimizer)
    };
    let before = step()?;
    let values = |state: &OptimizerState| state.tensors().map(|(_, tensor)| tensor.copy()).collect::<Vec<_>>();
    let expected = values(&before);
    let after = step()?;
    assert!(values(&before).iter().zip(&expected).all(|(now, then)| now.equal(then)));
    assert!(values(&after).iter().zip(&expected).all(|(now, then)| !now.equal(then)));
    Ok(())
}

/// `put` replaces the whole state that the optimizer had before.
#[test]
fn an_optimizer_that_was_trained_goes_back_to_the_state() -> Result<()> {
    let (vs, net) = network();
    let mut optimizer = plain(&vs, AdamW::default())?;
    let untrained = OptimizerState::of(&vs, &optimizer)?;
    train(&mut optimizer, &net, 0..5);
    let early = OptimizerState::of(&vs, &optimizer)?;
    let (weights, _) = copied(&vs)?;
    train(&mut optimizer, &net, 5..10);
    let expected = copied(&vs)?.0;

    let (mut vs, mut optimizer) = (vs, optimizer);
    train(&mut optimizer, &net, 10..20);
    vs.copy(&weights).map_err(torch)?;
    early.load_into(&vs, &mut optimizer)?;
    train(&mut optimizer, &net, 5..10);
    assert!(same_bits(&vs, &expected));

    untrained.load_into(&vs, &mut optimizer)?;
    let state = OptimizerState::of(&vs, &optimizer)?;
    assert!(state.tensors().next().is_none() && state.steps().all(|(_, steps)| steps == 0));
    Ok(())
}

#[test]
fn a_variable_that_was_added_later_has_no_state_until_it_is_trained() -> Result<()> {
    let vs = store();
    let mut opt = Plan::lr(0.1, Constant).build(&vs, Sgd { momentum: 0.9, ..Default::default() })?;
    let all = |vs: &VarStore| vs.trainable_variables().iter().map(|variable| variable.sum(Kind::Float)).sum::<Tensor>();
    opt.backward_step(&all(&vs));
    let _ = vs.root().set_group(2).ones("late", &[1]);
    let state = opt.optimizer_state()?;
    let names = |state: &OptimizerState| state.tensors().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&state), ["body.momentum_buffer", "head.momentum_buffer"]);
    assert_eq!(state.steps().map(|(name, _)| name).collect::<Vec<_>>(), ["body", "head", "late"]);
    opt.backward_step(&all(&vs));
    let trained = opt.optimizer_state()?;
    assert_eq!(names(&trained).len(), 3);
    // A variable that is added between `build` and `load_optimizer_state` is registered, and keeps its gradient.
    let again = store();
    let mut other = Plan::lr(0.1, Constant).expect_groups(3).build(&again, Sgd { momentum: 0.9, ..Default::default() })?;
    let late = again.root().set_group(2).ones("late", &[1]);
    (late.sum(Kind::Float) * 5.0).backward();
    other.load_optimizer_state(&trained)?;
    assert_eq!((names(&other.optimizer_state()?).len(), late.grad().double_value(&[0])), (3, 5.0));
    other.verify()
}

#[test]
fn doubles_and_tensors_in_another_order_in_memory_are_restored() -> Result<()> {
    let build = || -> Result<(VarStore, Optimizer)> {
        let mut vs = VarStore::new(Device::Cpu);
        let mut weight = vs.root().ones("weight", &[2, 3, 4, 5]);
        vs.double();
        let transposed = weight.transpose(0, 3).contiguous().transpose(0, 3);
        tch::no_grad(|| weight.set_data(&transposed));
        let optimizer = plain(&vs, Adam::default())?;
        Ok((vs, optimizer))
    };
    let train = |vs: &VarStore, optimizer: &mut Optimizer| {
        let weight = &vs.variables()["weight"];
        let scale = Tensor::arange(120, (Kind::Double, Device::Cpu)).view([2, 3, 4, 5]);
        (0..7).for_each(|_| optimizer.backward_step(&(weight * &scale).sin().sum(Kind::Double)));
    };
    let (vs, mut optimizer) = build()?;
    train(&vs, &mut optimizer);
    let state = through_parts(&OptimizerState::of(&vs, &optimizer)?)?;
    let (mut again, mut resumed) = build()?;
    again.copy(&vs).map_err(torch)?;
    state.load_into(&again, &mut resumed)?;
    train(&vs, &mut optimizer);
    train(&again, &mut resumed);
    assert!(same_bits(&vs, &again));
    let taken = OptimizerState::of(&again, &resumed)?;
    assert!(taken.tensors().all(|(_, tensor)| tensor.kind() == Kind::Double));
    Ok(())
}

#[test]
fn a_variable_with_two_names_goes_by_the_first_in_the_alphabet() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let weight = vs.root().ones("output", &[2]);
    if let Ok(mut variables) = vs.variables_.lock() {
        variables.named_variables.insert("embedding".into(), weight.shallow_clone());
    }
    let mut optimizer = plain(&vs, Adam::default())?;
    optimizer.backward_step(&weight.sum(Kind::Float));
    let state = OptimizerState::of(&vs, &optimizer)?;
    assert_eq!(state.steps().collect::<Vec<_>>(), [("embedding", 1)]);
    state.load_into(&vs, &mut optimizer)
}
