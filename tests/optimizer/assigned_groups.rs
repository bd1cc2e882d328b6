//! `assign_groups` on a network that was built without groups.

use crate::common::bits::assert_same_bits;
use crate::common::refusals::assert_says;
use tch::nn::{Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Constant, Error, Plan, Result, ScheduledOptimizer, assign_groups};

#[test]
fn each_variable_trains_at_the_rate_of_the_group_assigned_by_its_name() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let names = ["stem", "block3", "block1", "head", "block2"];
    let weights = names.map(|name| vs.root().f_zeros(name, &[1]).expect("a variable"));
    let _buffer = vs.root().ones_no_train("running_mean", &[1]);
    let mut asked = vec![];
    let groups = assign_groups(&vs, |name| {
        asked.push(name.to_owned());
        match name {
            "stem" => 0,
            "head" => 4,
            _ => name.chars().last().and_then(|digit| digit.to_digit(10)).map_or(9, |digit| digit as usize),
        }
    })?;
    assert_eq!((groups, &asked[..]), (5, &names.map(|name| name.to_owned())[..]));

    let mut opt = Plan::lr(1.0, Constant).layer_wise(groups, 0.5).build(&vs, Sgd::default())?;
    opt.backward_step(&Tensor::stack(&weights, 0).sum(Kind::Float));
    let moved: Vec<f64> = weights.iter().map(|weight| -weight.double_value(&[0])).collect();
    assert_same_bits(&moved, &[0.0625, 0.5, 0.125, 1.0, 0.25], "steps");
    Ok(())
}

/// The store, an optimizer of it, and its only variable.
fn in_use() -> Result<(VarStore, ScheduledOptimizer, Tensor)> {
    let vs = VarStore::new(Device::Cpu);
    let weight = vs.root().zeros("weight", &[1]);
    let opt = Plan::lr(1.0, Constant).lr_group(3, 0.5, Constant).expect_groups(4).build(&vs, Sgd::default())?;
    Ok((vs, opt, weight))
}

#[test]
fn groups_cannot_be_assigned_after_the_optimizer_was_built() -> Result<()> {
    let (vs, mut opt, weight) = in_use()?;
    let error = assign_groups(&vs, |_| 3).expect_err("an optimizer has the variable");
    assert_eq!(error, Error::GroupsInUse { variable: "weight".into(), group: 0, assigned: 3 });
    assert_says(
        assign_groups(&vs, |_| 3),
        "assign_groups: call it before the optimizer is built, because an optimizer reads the group of a variable only once: \
         weight is in group 0 and was to move to group 3",
    );
    opt.backward_step(&weight.sum(Kind::Float));
    assert_eq!(-weight.double_value(&[0]), 1.0);
    // A variable that is added now must not be in the group that was refused.
    let late = vs.root().zeros("late", &[1]);
    opt.backward_step(&late.sum(Kind::Float));
    assert_eq!((-late.double_value(&[0]), opt.lrs()), (1.0, &[1.0][..]));
    Ok(())
}

#[test]
fn a_refused_assignment_changes_no_group() -> Result<()> {
    let (vs, opt, _) = in_use()?;
    let _ = vs.root().set_group(1).zeros("second", &[1]);
    assert!(assign_groups(&vs, |name| if name == "weight" { 0 } else { 2 }).is_err());
    drop(opt);
    let mut asked = 0;
    let _ = assign_groups(&vs, |name| {
        asked += 1;
        usize::from(name == "second")
    })?;
    assert_eq!(asked, 2);
    let opt = Plan::lr_groups([(0.1, Constant), (0.2, Constant)]).build(&vs, Sgd::default())?;
    assert_eq!(opt.lrs(), [0.1, 0.2]);
    Ok(())
}

#[test]
fn the_same_groups_may_be_assigned_again_and_others_after_the_optimizer_is_gone() -> Result<()> {
    let (vs, opt, _) = in_use()?;
    assert_eq!(assign_groups(&vs, |_| 0), Ok(1));
    drop(opt);
    assert_eq!(assign_groups(&vs, |_| 3), Ok(4));
    let plain = crate::scalars::plain(Sgd::default(), &vs, 0.1)?;
    assert_eq!(assign_groups(&vs, |_| 3), Ok(4));
    assert!(assign_groups(&vs, |_| 0).is_err(), "tch's own optimizer has the variable too");
    drop(plain);
    assert_eq!(assign_groups(&vs, |_| 0), Ok(1));
    Ok(())
}
