//! A state that does not fit is refused before anything is changed, and the error names the field.

use crate::{plain, store};
use tch::nn::{Adam, AdamW, Optimizer, OptimizerConfig, RmsProp, Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Constant, Error, OptimizerClass, OptimizerState, Plan, Result};

const MOMENTUM: Sgd = Sgd { momentum: 0.9, dampening: 0.0, wd: 0.0, nesterov: false };

fn trained(config: impl OptimizerConfig) -> Result<(VarStore, Optimizer)> {
    let vs = store();
    let mut optimizer = plain(&vs, config)?;
    for _ in 0..3 {
        let loss = vs.trainable_variables().iter().map(|variable| variable.square().sum(Kind::Float)).sum::<Tensor>();
        optimizer.backward_step(&loss);
    }
    Ok((vs, optimizer))
}

/// The state of a trained optimizer of this configuration, after `change` was applied to each of its tensors.
fn state(config: impl OptimizerConfig, change: impl Fn(&str, Tensor) -> Vec<(String, Tensor)>) -> Result<OptimizerState> {
    let (vs, optimizer) = trained(config)?;
    let state = OptimizerState::of(&vs, &optimizer)?;
    let tensors: Vec<_> = state.tensors().flat_map(|(name, tensor)| change(&name, tensor.copy())).collect();
    OptimizerState::from_parts(state.class(), state.steps().map(|(name, steps)| (name.to_owned(), steps)), tensors)
}

fn unchanged(config: impl OptimizerConfig) -> Result<OptimizerState> {
    state(config, |name, tensor| vec![(name.to_owned(), tensor)])
}

fn values(state: &OptimizerState) -> Vec<(String, Tensor)> {
    state.tensors().map(|(name, tensor)| (name, tensor.copy())).collect()
}

#[track_caller]
fn assert_refused(state: &OptimizerState, config: impl OptimizerConfig, message: &str) -> Result<()> {
    let (vs, mut optimizer) = trained(config)?;
    let before = OptimizerState::of(&vs, &optimizer)?;
    assert_eq!(state.load_into(&vs, &mut optimizer).map_err(|error| error.to_string()), Err(message.to_owned()));
    let after = OptimizerState::of(&vs, &optimizer)?;
    assert!(values(&before).iter().zip(values(&after)).all(|(before, after)| before.0 == after.0 && before.1.equal(&after.1)));
    assert!(before.steps().eq(after.steps()));
    Ok(())
}

#[test]
fn another_class_is_refused() -> Result<()> {
    assert_refused(
        &unchanged(MOMENTUM)?,
        Adam::default(),
        "optimizer state: class is SGD, expected Adam, the class of the optimizer",
    )?;
    assert_refused(
        &unchanged(Adam::default())?,
        AdamW::default(),
        "optimizer state: class is Adam, expected AdamW, the class of the optimizer",
    )?;
    assert_refused(
        &unchanged(AdamW::default())?,
        RmsProp::default(),
        "optimizer state: class is AdamW, expected RMSprop, the class of the optimizer",
    )
}

#[test]
fn another_shape_or_kind_is_refused() -> Result<()> {
    let reshaped = state(Adam::default(), |name, tensor| {
        let tensor = if name == "head.exp_avg_sq" { tensor.view([1, 2]) } else { tensor };
        vec![(name.to_owned(), tensor)]
    })?;
    let message = "optimizer state: head.exp_avg_sq is Float of shape [1, 2], expected Float of shape [2], like its variable";
    assert_refused(&reshaped, Adam::default(), message)?;
    // A tensor of this shape could be copied, because copying broadcasts it.
    let scalar = state(MOMENTUM, |name, tensor| vec![(name.to_owned(), tensor.sum(Kind::Float))])?;
    let message = "optimizer state: body.momentum_buffer is Float of shape [], expected Float of shape [3, 2], like its variable";
    assert_refused(&scalar, MOMENTUM, message)?;
    let double = state(MOMENTUM, |name, tensor| vec![(name.to_owned(), tensor.to_kind(Kind::Double))])?;
    let message =
        "optimizer state: body.momentum_buffer is Double of shape [3, 2], expected Float of shape [3, 2], like its variable";
    assert_refused(&double, MOMENTUM, message)
}

#[test]
fn a_tensor_that_is_missing_or_not_needed_is_refused() -> Result<()> {
    let amsgrad = Adam { amsgrad: true, ..Default::default() };
    let centered = RmsProp { centered: true, ..Default::default() };
    let momentum = RmsProp { momentum: 0.9, ..Default::default() };
    let without =
        "optimizer state: body.max_exp_avg_sq is missing, expected Float of shape [3, 2], because the optimizer has amsgrad on";
    assert_refused(&unchanged(Adam::default())?, amsgrad, without)?;
    let with =
        "optimizer state: body.max_exp_avg_sq is Float of shape [3, 2], expected none, because the optimizer has amsgrad off";
    assert_refused(&unchanged(amsgrad)?, Adam::default(), with)?;
    let without =
        "optimizer state: body.grad_avg is missing, expected Float of shape [3, 2], because the optimizer has centered on";
    assert_refused(&unchanged(RmsProp::default())?, centered, without)?;
    let with = "optimizer state: body.grad_avg is Float of shape [3, 2], expected none, because the optimizer has centered off";
    assert_refused(&unchanged(centered)?, RmsProp::default(), with)?;
    let without =
        "optimizer state: body.momentum_buffer is missing, expected Float of shape [3, 2], because the optimizer has momentum on";
    assert_refused(&unchanged(RmsProp::default())?, momentum, without)?;
    let half = state(Adam::default(), |name, tensor| match name {
        "head.exp_avg_sq" => vec![],
        name => vec![(name.to_owned(), tensor)],
    })?;
    assert_refused(&half, Adam::default(), "optimizer state: head.exp_avg_sq is missing, expected Float of shape [2]")
}

#[test]
fn a_momentum_buffer_is_allowed_without_momentum() -> Result<()> {
    let (vs, mut optimizer) = trained(RmsProp::default())?;
    unchanged(RmsProp { momentum: 0.9, ..Default::default() })?.load_into(&vs, &mut optimizer)?;
    assert_eq!(OptimizerState::of(&vs, &optimizer)?.tensors().count(), 4);
    Ok(())
}

#[test]
fn other_variables_are_refused() -> Result<()> {
    let steps = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), 0)).collect::<Vec<_>>();
    let of = |names: &[&str]| OptimizerState::from_parts(OptimizerClass::Sgd, steps(names), []);
    let missing = "optimizer state: head is missing, expected in the state, because the optimizer trains it";
    assert_refused(&of(&["body"])?, MOMENTUM, missing)?;
    let unknown = "optimizer state: neck is in the state, expected only the trainable variables of the VarStore";
    let buffer = ("neck.momentum_buffer".to_owned(), Tensor::ones([2], (Kind::Float, Device::Cpu)));
    let with_neck = OptimizerState::from_parts(OptimizerClass::Sgd, steps(&["body", "head", "neck"]), [buffer])?;
    assert_refused(&with_neck, MOMENTUM, unknown)?;
    // An optimizer of Python may have parameters without gradients. They have no state.
    let (vs, mut optimizer) = trained(MOMENTUM)?;
    of(&["body", "head", "neck"])?.load_into(&vs, &mut optimizer)
}

#[test]
fn another_store_is_refused() -> Result<()> {
    let (vs, mut optimizer) = trained(MOMENTUM)?;
    let state = OptimizerState::of(&vs, &optimizer)?;
    let refused = Error::ForeignVarStore { expected: 2, found: 2 };
    assert_eq!(state.load_into(&store(), &mut optimizer), Err(refused.clone()));
    assert_eq!(OptimizerState::of(&store(), &optimizer).map(drop), Err(refused));
    Ok(())
}

#[test]
fn a_variable_without_a_name_is_refused() -> Result<()> {
    let vs = store();
    let opt = Plan::lr(0.1, Constant).build(&vs, MOMENTUM)?;
    if let Ok(mut variables) = vs.variables_.lock() {
        variables.named_variables.remove("head");
    }
    let message = "optimizer state: trainable variable 1 is without a name, expected a name in the VarStore";
    assert_eq!(opt.optimizer_state().map(drop).map_err(|error| error.to_string()), Err(message.into()));
    Ok(())
}

#[test]
fn a_group_that_the_plan_does_not_allow_is_refused_first() -> Result<()> {
    let vs = store();
    let mut opt = Plan::lr_groups([(0.1, Constant), (0.1, Constant)]).build(&vs, MOMENTUM)?;
    let state = opt.optimizer_state()?;
    let _ = vs.root().set_group(2).ones("late", &[1]);
    assert_eq!(opt.load_optimizer_state(&state), Err(Error::GroupCount { list: "lr_groups", expected: 3, found: 2 }));
    Ok(())
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let ones = || Tensor::ones([2], (Kind::Float, Device::Cpu));
    let parts = |steps: u64, tensors: Vec<(&str, Tensor)>| {
        let tensors = tensors.into_iter().map(|(name, tensor)| (name.to_owned(), tensor));
        OptimizerState::from_parts(OptimizerClass::Adam, [("a.b".to_owned(), steps)], tensors)
            .map(drop)
            .map_err(|error| error.to_string())
    };
    for (result, message) in [
        (
            parts(1, vec![("a.b.exp", ones())]),
            "a.b.exp: expected exp_avg or exp_avg_sq or max_exp_avg_sq, because the class is Adam, found exp",
        ),
        (
            parts(1, vec![("exp_avg", ones())]),
            "exp_avg: expected a tensor of one of the variables, found a tensor of an unknown variable",
        ),
        (
            parts(1, vec![("a.exp_avg", ones())]),
            "a.exp_avg: expected a tensor of one of the variables, found a tensor of an unknown variable",
        ),
        (parts(1, vec![("a.b.exp_avg", Tensor::new())]), "a.b.exp_avg: expected a tensor, found an undefined tensor"),
        (
            parts(1, vec![("a.b.exp_avg", ones()), ("a.b.exp_avg", ones())]),
            "a.b.exp_avg: expected one tensor of this name, found two",
        ),
        (parts(1, vec![]), "a.b: expected tensors, after 1 steps, found none"),
        (
            parts((1 << 53) + 1, vec![("a.b.exp_avg", ones())]),
            "a.b: expected at most 9007199254740992 steps, found 9007199254740993",
        ),
    ] {
        assert_eq!(result, Err(message.to_owned()));
    }
    assert_eq!(parts(0, vec![]), Ok(()));
    assert!("Adagrad".parse::<OptimizerClass>().is_err());
}
