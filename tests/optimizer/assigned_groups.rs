//! `assign_groups` on a network that was built without groups.

use crate::common::bits::assert_same_bits;
use tch::nn::{Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Constant, Plan, Result, assign_groups};

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
    });
    assert_eq!((groups, &asked[..]), (5, &names.map(|name| name.to_owned())[..]));

    let mut opt = Plan::lr(1.0, Constant).layer_wise(groups, 0.5).build(&vs, Sgd::default())?;
    opt.backward_step(&Tensor::stack(&weights, 0).sum(Kind::Float));
    let moved: Vec<f64> = weights.iter().map(|weight| -weight.double_value(&[0])).collect();
    assert_same_bits(&moved, &[0.0625, 0.5, 0.125, 1.0, 0.25], "steps");
    Ok(())
}

#[test]
fn groups_assigned_after_the_optimizer_was_built_are_none_of_its_groups() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let weight = vs.root().zeros("weight", &[1]);
    let plan = Plan::lr(1.0, Constant).lr_group(1, 0.5, Constant).expect_groups(4);
    let mut opt = plan.build(&vs, Sgd::default())?;
    assert_eq!(assign_groups(&vs, |_| 3), 4);
    let late = vs.root().zeros("late", &[1]);
    opt.backward_step(&(&weight + &late).sum(Kind::Float));
    assert_eq!(opt.lrs(), [1.0]);
    assert_eq!([&weight, &late].map(|variable| -variable.double_value(&[0])), [1.0, 1.0]);
    Ok(())
}
