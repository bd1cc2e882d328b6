//! Gradients are kept when variables that were added later are registered with an optimizer, also under `no_grad` and in a frozen
//! store.

use tch::nn::{Optimizer, OptimizerConfig, Sgd, VarStore};
use tch::{Device, Kind, Tensor, no_grad};
use tch_lr_scheduler::{Constant, Error, Plan, Result, ScheduledOptimizer};

const LR: f64 = 0.5;

fn variable(vs: &VarStore, name: &str, group: usize) -> Tensor {
    vs.root().set_group(group).zeros(name, &[2])
}

fn numbers(tensor: &Tensor) -> Vec<f64> {
    Vec::try_from(tensor.to_kind(Kind::Double)).expect("a list of numbers")
}

fn plain(vs: &VarStore) -> Result<Optimizer> {
    Sgd::default().build(vs, LR).map_err(|error| Error::Torch(error.to_string()))
}

/// An optimizer of one variable with a gradient of 3, and a variable with a gradient of 2 in a group that was added later.
struct Late {
    vs: VarStore,
    opt: ScheduledOptimizer,
    first: Tensor,
    late: Tensor,
}

impl Late {
    fn new() -> Result<Self> {
        let vs = VarStore::new(Device::Cpu);
        let first = variable(&vs, "first", 0);
        let opt = Plan::lr(LR, Constant).build(&vs, Sgd::default())?;
        let late = variable(&vs, "late", 1);
        (first.sum(Kind::Float) * 3.0 + late.sum(Kind::Float) * 2.0).backward();
        Ok(Self { vs, opt, first, late })
    }

    #[track_caller]
    fn assert_trained(&self) {
        assert_eq!((numbers(&self.first), numbers(&self.late)), (vec![-3.0 * LR; 2], vec![-2.0 * LR; 2]));
    }
}

#[test]
fn a_group_that_is_added_under_no_grad_is_trained_with_the_gradients_that_are_there() -> Result<()> {
    let mut late = Late::new()?;
    no_grad(|| late.opt.step());
    late.assert_trained();
    Ok(())
}

#[test]
fn a_group_that_is_added_under_no_grad_is_seen_by_advance() -> Result<()> {
    let mut late = Late::new()?;
    assert_eq!(no_grad(|| late.opt.advance().map(|state| state.lr.clone()))?, [LR; 2]);
    late.opt.step();
    late.assert_trained();
    Ok(())
}

#[test]
fn a_group_that_is_added_to_a_frozen_store_is_trained_with_the_gradients_that_are_there() -> Result<()> {
    let mut late = Late::new()?;
    late.vs.freeze();
    assert_eq!(late.opt.advance()?.lr, [LR; 2]);
    late.opt.step();
    late.assert_trained();
    Ok(())
}

#[test]
fn a_gradient_stays_the_very_same_tensor() -> Result<()> {
    let mut late = Late::new()?;
    let (first, new) = (late.first.grad(), late.late.grad());
    late.opt.advance()?;
    assert_eq!((late.first.grad().data_ptr(), late.late.grad().data_ptr()), (first.data_ptr(), new.data_ptr()));
    Ok(())
}

#[test]
fn a_variable_without_a_gradient_has_none_afterwards() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let first = variable(&vs, "first", 0);
    let mut opt = Plan::lr(LR, Constant).build(&vs, Sgd::default())?;
    let late = variable(&vs, "late", 1);
    opt.advance()?;
    assert!(!first.grad().defined() && !late.grad().defined());
    Ok(())
}

#[test]
fn a_scheduler_that_begins_keeps_the_gradients() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let first = variable(&vs, "first", 0);
    let mut optimizer = plain(&vs)?;
    let late = variable(&vs, "late", 1);
    (first.sum(Kind::Float) * 3.0 + late.sum(Kind::Float) * 2.0).backward();
    let scheduler = Plan::lr(LR, Constant).start(&vs, &mut optimizer)?;
    assert_eq!(scheduler.lrs(), [LR; 2]);
    assert_eq!((numbers(&first.grad()), numbers(&late.grad())), (vec![3.0; 2], vec![2.0; 2]));
    let mut opt = Plan::lr(LR, Constant).wrap(&vs, optimizer)?;
    opt.step();
    assert_eq!((numbers(&first), numbers(&late)), (vec![-3.0 * LR; 2], vec![-2.0 * LR; 2]));
    Ok(())
}
