//! Plans that contradict themselves or do not fit their optimizer.

use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, assert_refuses, assert_says};
use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Result, Scheduler};

#[test]
fn a_base_that_is_negative_or_not_finite_is_refused_with_its_hyperparameter() {
    let must_be = |hyperparameter| format!("plan: base must be finite and not negative for {hyperparameter}");
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("lr"), |base| Plan::lr(base, Constant).preview(2, 0));
    let good = || Plan::lr(0.1, Constant);
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("lr[1]"), |base| good().lr_group(1, base, Constant).preview(2, 0));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("lr[0]"), |base| Plan::lr_groups([(base, Constant)]).preview(1, 0));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("momentum"), |base| good().momentum(base, Constant).preview(2, 0));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("weight_decay"), |base| good().weight_decay(base, Constant).preview(2, 0));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("beta2"), |base| good().beta2(base, Constant).preview(2, 0));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("eps"), |base| good().eps(base, Constant).preview(2, 0));
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, &must_be("weight_decay[1]"), |base| {
        good().weight_decay(0.0, Constant).weight_decay_group(1, base, Constant).preview(2, 0)
    });
}

#[test]
fn a_hyperparameter_given_twice_is_refused() {
    let plan = || Plan::lr(0.1, Constant);
    let twice = |plan: Plan| plan.preview(2, 0);
    assert_says(twice(plan().lr_group(1, 0.1, Constant).lr_group(1, 0.2, Constant)), "plan: lr[1] is given twice, expected once");
    assert_says(twice(plan().momentum(0.9, Constant).momentum(0.9, Constant)), "plan: momentum is given twice, expected once");
    let decay = plan().weight_decay(0.1, Constant).weight_decay(0.2, Constant);
    assert_says(twice(decay), "plan: weight_decay is given twice, expected once");
    let listed = Plan::lr_groups([(0.1, Constant), (0.2, Constant)]).lr_group(0, 0.3, Constant);
    assert_says(twice(listed), "plan: lr[0] is given twice, expected once");
}

#[test]
fn an_absent_group_is_refused() {
    let message = |hyperparameter, groups| {
        format!(
            "plan: {hyperparameter} names a group that the optimizer does not have, expected a group below {groups} (a variable \
            belongs to the group of its path; `Path::set_group` returns a new path and does not change the old one. If the group \
            is added after the optimizer is built, declare it with `expect_groups`)"
        )
    };
    assert_says(Plan::lr(0.1, Constant).lr_group(2, 0.1, Constant).preview(2, 0), &message("lr[2]", 2));
    let decay = Plan::lr(0.1, Constant).weight_decay(0.0, Constant).weight_decay_group(usize::MAX, 0.1, Constant);
    assert_says(decay.preview(3, 0), &message(&format!("weight_decay[{}]", usize::MAX), 3));
}

#[test]
fn a_group_without_a_schedule_is_refused() {
    let plan = Plan::lr(0.1, Constant).weight_decay_group(1, 0.1, Constant);
    assert_says(plan.preview(2, 0), "plan: weight_decay[0] has no base, expected one for every group or for none");
}

#[test]
fn a_list_of_another_length_than_the_groups_is_refused() -> Result<()> {
    let listed = Plan::lr_groups([(0.1, Constant), (0.2, Constant)]);
    let rule = ReduceLrOnPlateau::new().min_lrs([0.0, 1e-3])?;
    let with_rule = Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule);
    for groups in [1, 3] {
        let message = |list| format!("plan: {list} has 2 entries, expected one for each of the optimizer's {groups} groups");
        assert_says(listed.preview(groups, 0), &message("lr_groups"));
        assert_says(with_rule.preview(groups, 0), &message("min_lrs"));
    }
    let none = Plan::lr_groups(Vec::<(f64, Constant)>::new());
    assert_says(none.preview(1, 0), "plan: lr_groups has 0 entries, expected one for each of the optimizer's 1 groups");
    Ok(())
}

#[test]
fn an_optimizer_without_groups_is_refused() {
    assert_says(Plan::lr(0.1, Constant).preview(0, 0), "Scheduler: groups must be from 1 to 1048576, found 0");
    let message = format!("Scheduler: groups must be from 1 to 1048576, found {}", usize::MAX);
    assert_says(Plan::lr(0.1, Constant).preview(usize::MAX, 0), &message);
    let with_rule = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    assert_says(with_rule.preview(usize::MAX, 0), &message);
    let mut running = Scheduler::start(&with_rule, 1, &mut DryRun).expect("is legal");
    assert_says(running.regroup(usize::MAX, &mut DryRun).map(drop), &message);
}
