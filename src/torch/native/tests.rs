use super::*;
use crate::torch::OptimizerClass;
use crate::{Error, Result};
use tch::nn::{Adam, AdamW, Optimizer, OptimizerConfig, RmsProp, Sgd, VarStore};
use tch::{Device, Kind, Tensor};

/// A store with one variable in group 0, none in group 1, and two in group 2.
fn store() -> VarStore {
    let vs = VarStore::new(Device::Cpu);
    for (name, group) in [("a", 0), ("b", 2), ("c", 2)] {
        let _ = vs.root().set_group(group).ones(name, &[2, 3]);
    }
    vs
}

fn built(vs: &VarStore, config: impl OptimizerConfig) -> Result<Optimizer> {
    config.build(vs, 0.5).map_err(|error| Error::Torch(error.to_string()))
}

#[track_caller]
fn assert_refused<T>(result: Result<T>, reason: &str) {
    match result.map(drop) {
        Err(Error::Torch(message)) => assert!(message.contains(reason), "{message}"),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn each_class_is_known_and_its_hyperparameters_are_read() -> Result<()> {
    let vs = store();
    let sgd = built(&vs, Sgd { momentum: 0.9, dampening: 0.0, wd: 0.1, nesterov: true })?;
    let adam = built(&vs, Adam { beta1: 0.8, beta2: 0.7, wd: 0.1, eps: 1e-3, amsgrad: true })?;
    let adamw = built(&vs, AdamW { beta1: 0.8, beta2: 0.7, wd: 0.1, eps: 1e-3, amsgrad: false })?;
    let rms_prop = built(&vs, RmsProp { alpha: 0.6, eps: 1e-3, wd: 0.1, momentum: 0.9, centered: true })?;
    let all = Options { lr: 0.5, weight_decay: 0.1, ..Options::default() };
    let of_adam = Options { momentum: 0.8, beta2: 0.7, eps: 1e-3, ..all };
    for (optimizer, class, options) in [
        (&sgd, OptimizerClass::Sgd, Options { momentum: 0.9, nesterov: true, ..all }),
        (&adam, OptimizerClass::Adam, Options { amsgrad: true, ..of_adam }),
        (&adamw, OptimizerClass::AdamW, of_adam),
        (&rms_prop, OptimizerClass::RmsProp, Options { momentum: 0.9, eps: 1e-3, alpha: 0.6, centered: true, ..all }),
    ] {
        let libtorch = LibtorchOptimizer::of(optimizer)?;
        assert_eq!((libtorch.class()?, libtorch.groups()?), (class, 3));
        assert_eq!((libtorch.options(0)?, libtorch.options(2)?), (options, options), "{class}");
    }
    let damped = built(&vs, Sgd { momentum: 0.9, dampening: 0.25, ..Default::default() })?;
    assert_eq!(LibtorchOptimizer::of(&damped)?.options(1)?.dampening, 0.25);
    Ok(())
}

#[test]
fn groups_hold_the_variables_of_the_store() -> Result<()> {
    let vs = store();
    let optimizer = built(&vs, Sgd::default())?;
    let libtorch = LibtorchOptimizer::of(&optimizer)?;
    let variables = vs.variables();
    for (group, names) in [(0, &["a"][..]), (1, &[]), (2, &["b", "c"])] {
        let held: Vec<_> = libtorch.variables(group)?.iter().map(identity).collect();
        assert_eq!(held, names.iter().map(|name| identity(&variables[*name])).collect::<Vec<_>>());
    }
    assert_refused(libtorch.variables(3), "group 3 does not exist, expected one below 3");
    assert_refused(libtorch.options(3), "group 3 does not exist");
    Ok(())
}

#[test]
fn a_hyperparameter_is_set_in_one_group_and_in_all() -> Result<()> {
    let vs = store();
    for (mut optimizer, settings) in [
        (built(&vs, Sgd::default())?, &[GroupOption::Momentum][..]),
        (built(&vs, RmsProp::default())?, &[GroupOption::Momentum, GroupOption::Eps]),
        (built(&vs, Adam::default())?, &[GroupOption::Momentum, GroupOption::Beta2, GroupOption::Eps]),
        (built(&vs, AdamW::default())?, &[GroupOption::Momentum, GroupOption::Beta2, GroupOption::Eps]),
    ] {
        let mut libtorch = LibtorchOptimizerMut::of(&mut optimizer)?;
        let before = libtorch.options(0)?;
        let expected = |setting, value, options: Options| match setting {
            GroupOption::Momentum => Options { momentum: value, ..options },
            GroupOption::Beta2 => Options { beta2: value, ..options },
            GroupOption::Eps => Options { eps: value, ..options },
        };
        let (mut one, mut all) = (before, before);
        for &setting in settings {
            libtorch.set(setting, Some(2), 0.25)?;
            one = expected(setting, 0.25, one);
        }
        assert_eq!([libtorch.options(0)?, libtorch.options(1)?, libtorch.options(2)?], [before, before, one]);
        for &setting in settings {
            libtorch.set(setting, None, 0.75)?;
            all = expected(setting, 0.75, all);
        }
        assert_eq!([libtorch.options(0)?, libtorch.options(1)?, libtorch.options(2)?], [all; 3]);
    }
    Ok(())
}

#[test]
fn what_cannot_be_set_is_refused() -> Result<()> {
    let vs = store();
    let (mut sgd, mut rms_prop) = (built(&vs, Sgd::default())?, built(&vs, RmsProp::default())?);
    let mut libtorch = LibtorchOptimizerMut::of(&mut sgd)?;
    assert_refused(libtorch.set(GroupOption::Eps, None, 0.1), "does not have this hyperparameter");
    assert_refused(libtorch.set(GroupOption::Beta2, Some(0), 0.1), "does not have this hyperparameter");
    assert_refused(libtorch.set(GroupOption::Momentum, Some(3), 0.1), "group 3 does not exist");
    assert_refused(libtorch.set(GroupOption::Momentum, None, f64::NAN), "the value is not finite");
    assert_refused(
        LibtorchOptimizerMut::of(&mut rms_prop)?.set(GroupOption::Beta2, None, 0.1),
        "does not have this hyperparameter",
    );
    assert_refused(optimizer::class_of(0), "unknown class");
    Ok(())
}

#[test]
fn a_group_that_is_added_later_has_what_was_set_for_all() -> Result<()> {
    let vs = store();
    let mut optimizer = built(&vs, Adam::default())?;
    LibtorchOptimizerMut::of(&mut optimizer)?.set(GroupOption::Momentum, None, 0.25)?;
    LibtorchOptimizerMut::of(&mut optimizer)?.set(GroupOption::Beta2, None, 0.5)?;
    let _ = vs.root().set_group(3).ones("d", &[1]);
    optimizer.zero_grad();
    let options = LibtorchOptimizer::of(&optimizer)?.options(3)?;
    assert_eq!((options.momentum, options.beta2), (0.25, 0.5));
    Ok(())
}

#[test]
fn a_state_that_does_not_belong_to_its_variable_is_refused() -> Result<()> {
    let vs = store();
    let variable = vs.variables().remove("a").expect("the variable is there");
    let mut optimizer = built(&vs, Adam::default())?;
    let mut libtorch = LibtorchOptimizerMut::of(&mut optimizer)?;
    let ones = |size: &[i64]| Some(Tensor::ones(size, (Kind::Float, Device::Cpu)));
    let state = |steps, tensors| Some(VariableState { steps, tensors });
    for (state, reason) in [
        (state(1, [ones(&[2, 3]), ones(&[2, 3]), ones(&[3, 2])]), "another shape"),
        (state(1, [ones(&[2, 3]), None, None]), "a tensor of the state is null"),
        (state(1, [ones(&[2, 3]), Some(Tensor::ones([2, 3], (Kind::Double, Device::Cpu))), None]), "another kind"),
        (state(u64::MAX, [ones(&[2, 3]), ones(&[2, 3]), None]), "too many steps"),
        (state(1, [ones(&[2, 3]), Some(Tensor::new()), None]), "an undefined tensor"),
    ] {
        assert_refused(libtorch.put_state(&variable, state.as_ref()), reason);
    }
    let state = state(1, [ones(&[2, 3]), ones(&[2, 3]), None]);
    assert_refused(libtorch.put_state(&variable.detach(), state.as_ref()), "does not train the variable");
    assert_refused(libtorch.state(&variable.detach()), "does not train the variable");
    assert!(libtorch.state(&variable)?.is_none());
    libtorch.put_state(&variable, state.as_ref())?;
    assert_eq!(libtorch.state(&variable)?.map(|state| state.steps), Some(1));
    libtorch.put_state(&variable, None)?;
    assert!(libtorch.state(&variable)?.is_none());

    let mut sgd = built(&vs, Sgd::default())?;
    let two = Some(VariableState { steps: 0, tensors: [ones(&[2, 3]), ones(&[2, 3]), None] });
    assert_refused(LibtorchOptimizerMut::of(&mut sgd)?.put_state(&variable, two.as_ref()), "too many tensors");
    Ok(())
}

#[test]
fn a_gradient_is_set_only_where_it_fits() -> Result<()> {
    let vs = store();
    let variable = vs.variables().remove("a").expect("the variable is there");
    let gradient = Tensor::full([2, 3], 7.0, (Kind::Float, Device::Cpu));
    assert!(take_gradient(&variable)?.is_none());
    set_gradient(&variable, Some(&gradient))?;
    assert_eq!(identity(&variable.grad()), identity(&gradient));
    assert_eq!(take_gradient(&variable)?.as_ref().map(identity), Some(identity(&gradient)));
    assert!(!variable.grad().defined());
    assert_refused(set_gradient(&variable, Some(&Tensor::ones([3, 2], (Kind::Float, Device::Cpu)))), "another shape");
    assert_refused(set_gradient(&variable, Some(&Tensor::new())), "an undefined tensor");
    assert_refused(set_gradient(&(&variable * 2), None), "not a variable");
    assert_refused(take_gradient(&(&variable * 2)), "not a variable");
    assert_refused(take_gradient(&Tensor::new()), "an undefined tensor");
    Ok(())
}

#[test]
fn a_generator_that_is_not_there_is_refused() -> Result<()> {
    let state = generator(Device::Cpu)?;
    let index = usize::try_from(tch::Cuda::device_count()).unwrap_or(0);
    assert_refused(generator(Device::Cuda(index)), "does not exist, expected one below");
    assert_refused(set_generator(Device::Cuda(index), &state), "does not exist, expected one below");
    assert_refused(generator(Device::Cuda(usize::MAX)), "cannot be reached");
    assert_refused(generator(Device::Vulkan), "cannot be reached");
    for check_or_set in [check_generator, set_generator] {
        assert_refused(check_or_set(Device::Cpu, &Tensor::zeros([3], (Kind::Uint8, Device::Cpu))), "to be 3");
        assert_refused(check_or_set(Device::Cpu, &Tensor::new()), "an undefined tensor");
    }
    Ok(())
}
