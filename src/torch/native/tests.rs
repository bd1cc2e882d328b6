use super::*;
use crate::{Error, Result};
use tch::nn::{Optimizer, OptimizerConfig, Sgd, VarStore};
use tch::{Device, Kind, Tensor};

/// One variable in group 0, two in group 2.
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
