//! Groups added after the optimizer was built: they follow the plan from their first step on.

use crate::scalars::{Scalars, plain};
use tch::nn::{Adam, Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Constant, Error, ExponentialLr, Plan, ReduceLrOnPlateau, Result, ScheduledOptimizer};

fn store() -> VarStore {
    let vs = VarStore::new(Device::Cpu);
    let _ = variable(&vs, 0);
    vs
}

fn variable(vs: &VarStore, group: usize) -> Tensor {
    let name = format!("group{group}_{}", vs.len());
    vs.root().set_group(group).zeros(&name, &[1])
}

fn moved(variable: &Tensor) -> f64 {
    -variable.double_value(&[0])
}

/// An optimizer whose rates halve every step, from 0.25 in group 2 and from 0.5 in the others, after one step.
fn built(vs: &VarStore) -> Result<ScheduledOptimizer> {
    let halving = ExponentialLr::new(0.5)?;
    let mut opt = Plan::lr(0.5, halving).lr_group(2, 0.25, halving).expect_groups(4).build(vs, Sgd::default())?;
    opt.advance()?;
    assert_eq!(opt.lrs(), [0.25]);
    Ok(opt)
}

type Train = fn(&mut ScheduledOptimizer, &Tensor);

const WAYS: [(&str, Train); 4] = [
    ("backward_step", |opt, loss| opt.backward_step(loss)),
    ("backward_step_clip", |opt, loss| opt.backward_step_clip(loss, 1.0)),
    ("backward_step_clip_norm", |opt, loss| drop(opt.backward_step_clip_norm(loss, 100.0).expect("a norm"))),
    ("step", |opt, loss| {
        loss.backward();
        opt.step();
    }),
];

#[test]
fn the_first_step_of_an_added_group_has_the_planned_rate_by_every_method() -> Result<()> {
    for (way, train) in WAYS {
        let vs = store();
        let mut opt = built(&vs)?;
        let late = [variable(&vs, 1), variable(&vs, 2), variable(&vs, 3)];
        train(&mut opt, &(&late[0] + &late[1] + &late[2]).sum(Kind::Float));
        assert_eq!(late.each_ref().map(moved), [0.25, 0.125, 0.25], "{way}");
        assert_eq!(opt.lrs(), [0.25, 0.25, 0.125, 0.25], "{way}");
        assert_eq!(opt.advance()?.lr, [0.125, 0.125, 0.0625, 0.125], "{way}");
    }
    Ok(())
}

#[test]
fn accumulated_gradients_are_kept_when_a_group_is_added() -> Result<()> {
    let vs = store();
    let mut opt = built(&vs)?;
    let first = vs.trainable_variables().remove(0);
    (first.sum(Kind::Float) * 3.0).backward();
    let late = variable(&vs, 1);
    (late.sum(Kind::Float) * 2.0).backward();
    opt.step();
    assert_eq!([moved(&first), moved(&late)], [0.75, 0.5]);
    Ok(())
}

#[test]
fn a_later_variable_of_a_known_group_changes_nothing_else() -> Result<()> {
    let vs = store();
    let mut opt = built(&vs)?;
    let late = variable(&vs, 0);
    opt.backward_step(&late.sum(Kind::Float));
    assert_eq!((moved(&late), opt.lrs()), (0.25, &[0.25][..]));
    Ok(())
}

#[test]
fn an_added_group_that_the_plan_lacks_is_an_error_at_the_next_advance() -> Result<()> {
    let vs = store();
    let plan = Plan::lr_groups([(0.1, Constant)]);
    let mut opt = plan.build(&vs, Adam::default())?;
    let late = variable(&vs, 1);
    opt.backward_step(&late.sum(Kind::Float));
    let message = "plan: lr_groups has 1 entries, expected one for each of the optimizer's 2 groups";
    let before = opt.state().clone();
    for error in [opt.advance().err(), opt.seek(3).err(), opt.load(before.clone()).err()] {
        assert_eq!(error.map(|error: Error| error.to_string()).as_deref(), Some(message));
    }
    assert_eq!(*opt.state(), before);
    Ok(())
}

#[test]
fn a_reduction_also_applies_to_added_groups() -> Result<()> {
    let vs = store();
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0);
    let mut opt = Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule).build(&vs, Sgd::default())?;
    opt.metric(1.0)?;
    opt.metric(1.0)?;
    let late = variable(&vs, 1);
    opt.backward_step(&late.sum(Kind::Float));
    assert_eq!(moved(&late), 0.25);
    Ok(())
}

#[test]
fn variables_made_after_the_optimizer_train_at_the_rate_of_their_group() -> Result<()> {
    let scalars = Scalars::new(&[0, 1]);
    let plan = Plan::lr(0.5, ExponentialLr::new(0.5)?).lr_group(1, 0.25, ExponentialLr::new(0.5)?);
    let mut opt = plan.build(&scalars.vs, Sgd::default())?;
    opt.advance()?;
    let late = [0, 1].map(|group| scalars.vs.root().set_group(group).zeros(&format!("late{group}"), &[1]));
    opt.backward_step(&(&late[0] + &late[1]).sum(Kind::Double));
    assert_eq!(late.map(|variable| variable.double_value(&[0])), [-0.25, -0.125]);
    Ok(())
}

#[test]
fn a_group_made_between_optimizer_and_plan_is_driven_too() -> Result<()> {
    let scalars = Scalars::new(&[0]);
    let optimizer = plain(Sgd::default(), &scalars.vs, 9.0)?;
    let late = scalars.vs.root().set_group(2).zeros("late", &[1]);
    let mut opt = Plan::lr(0.5, Constant).lr_group(2, 0.25, Constant).wrap(&scalars.vs, optimizer)?;
    assert_eq!(opt.lrs(), [0.5, 0.5, 0.25]);
    opt.backward_step(&late.sum(Kind::Double));
    assert_eq!(late.double_value(&[0]), -0.25);
    Ok(())
}
