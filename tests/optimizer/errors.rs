//! Errors when a plan is used with a real optimizer.

use crate::common::refusals::assert_says;
use crate::scalars::{Scalars, plain};
use tch::Device;
use tch::nn::{Adam, AdamW, Optimizer, RmsProp, Sgd, VarStore};
use tch_lr_scheduler::{Constant, Error, Hyperparameter, LambdaLr, Plan, ReduceLrOnPlateau, Result, StepLr, Tunable};

#[test]
fn a_group_that_the_variables_do_not_have_is_refused() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).lr_group(3, 0.1, Constant);
    for (groups, count) in [(&[0][..], 1), (&[0, 1], 2), (&[0, 2], 3)] {
        let scalars = Scalars::new(groups);
        let message = format!("plan: lr[3] names a group that the optimizer does not have, expected a group below {count} ");
        let error = plan.build(&scalars.vs, Sgd::default()).map(|_| ()).expect_err("the group is absent").to_string();
        assert!(error.starts_with(&message), "{error}");
        let wrapped = plan.wrap(&scalars.vs, plain(Sgd::default(), &scalars.vs, 0.1)?).map(|_| ());
        assert_says(wrapped, &error);
    }
    assert!(plan.build(&Scalars::new(&[3]).vs, Sgd::default()).is_ok());
    Ok(())
}

#[test]
fn lists_are_counted_against_the_groups_of_the_variables() -> Result<()> {
    let scalars = Scalars::new(&[0, 2]);
    let message = |list| format!("plan: {list} has 2 entries, expected one for each of the optimizer's 3 groups");
    let listed = Plan::lr_groups([(0.1, Constant), (0.2, Constant)]);
    assert_says(listed.build(&scalars.vs, Adam::default()), &message("lr_groups"));
    let rule = ReduceLrOnPlateau::new().min_lrs([0.0, 0.0])?;
    assert_says(Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule).build(&scalars.vs, Adam::default()), &message("min_lrs"));
    Ok(())
}

#[test]
fn a_var_store_of_other_variables_is_refused_and_the_optimizer_unchanged() -> Result<()> {
    let (scalars, same_shape) = (Scalars::new(&[0, 1]), Scalars::new(&[0, 1]));
    let mut optimizer = plain(Sgd::default(), &scalars.vs, 0.5)?;
    for (other, found) in [(&same_shape.vs, 2), (&Scalars::new(&[0, 1, 2]).vs, 3), (&VarStore::new(Device::Cpu), 0)] {
        let message =
            format!("plan: the VarStore has {found} trainable variables, expected the 2 variables that the optimizer trains");
        assert_says(Plan::lr(0.1, Constant).start(other, &mut optimizer), &message);
        assert_says(Plan::lr(0.1, Constant).wrap(other, plain(Sgd::default(), &scalars.vs, 0.5)?), &message);
    }
    optimizer.backward_step(&scalars.loss(1.0));
    assert_eq!(scalars.weights(), [-0.5, -0.5]);
    Ok(())
}

#[test]
fn an_optimizer_without_variables_follows_a_plan_of_one_group() -> Result<()> {
    let vs = VarStore::new(Device::Cpu);
    let mut opt = Plan::lr(0.1, StepLr::new(1, 0.5)?).build(&vs, Sgd::default())?;
    assert_eq!(opt.advance()?.lr, [0.05]);
    assert!(opt.trainable_variables().is_empty());
    opt.zero_grad();
    opt.step();
    assert!(Plan::lr(0.1, Constant).lr_group(1, 0.1, Constant).build(&vs, Sgd::default()).is_err());
    Ok(())
}

#[test]
fn a_group_that_is_not_there_cannot_be_set() -> Result<()> {
    let scalars = Scalars::new(&[0, 1]);
    let optimizers = [
        plain(Sgd::default(), &scalars.vs, 0.1)?,
        plain(Adam::default(), &scalars.vs, 0.1)?,
        plain(AdamW::default(), &scalars.vs, 0.1)?,
        plain(RmsProp::default(), &scalars.vs, 0.1)?,
    ];
    for mut optimizer in optimizers {
        let all =
            [Hyperparameter::Lr, Hyperparameter::Momentum, Hyperparameter::WeightDecay, Hyperparameter::Beta2, Hyperparameter::Eps];
        for hyperparameter in all {
            if !optimizer.has(hyperparameter) {
                continue;
            }
            let message =
                format!("plan: {hyperparameter}[2] names a group that the optimizer does not have, expected a group below 2 ");
            let error = optimizer.set_group(hyperparameter, 2, 0.5).expect_err("the group is absent").to_string();
            assert!(error.starts_with(&message), "{error}");
            optimizer.set_group(hyperparameter, 1, 0.5)?;
            optimizer.set(hyperparameter, 0.5)?;
        }
    }
    Ok(())
}

/// A class, how it is built, and the errors of a plan with beta2 and of a plan with eps.
type Class<'a> = (&'a str, fn(&Scalars) -> Result<Optimizer>, [Option<&'a str>; 2]);

#[test]
fn a_class_without_a_hyperparameter_names_the_classes_that_have_it_and_is_unchanged() -> Result<()> {
    let (beta2, eps) = ("beta2 is not a hyperparameter of this optimizer, expected Adam or AdamW", {
        "eps is not a hyperparameter of this optimizer, expected Adam, AdamW or RMSprop"
    });
    let with_beta2 = Plan::lr(0.1, Constant).beta2(0.9, Constant).beta2_group(1, 0.8, Constant);
    let with_eps = Plan::lr(0.1, Constant).eps(1e-3, Constant);
    let scalars = Scalars::new(&[0, 1]);
    let classes: [Class<'_>; 4] = [
        ("SGD", |scalars| plain(Sgd::default(), &scalars.vs, 0.5), [Some(beta2), Some(eps)]),
        ("RMSprop", |scalars| plain(RmsProp::default(), &scalars.vs, 0.5), [Some(beta2), None]),
        ("Adam", |scalars| plain(Adam::default(), &scalars.vs, 0.5), [None, None]),
        ("AdamW", |scalars| plain(AdamW::default(), &scalars.vs, 0.5), [None, None]),
    ];
    for (class, build, refusals) in classes {
        for (plan, refusal) in [&with_beta2, &with_eps].into_iter().zip(refusals) {
            let mut optimizer = build(&scalars)?;
            let result = plan.start(&scalars.vs, &mut optimizer).map(drop);
            let expected = refusal.map(|refusal| format!("plan: {refusal}"));
            assert_eq!(result.map_err(|error| error.to_string()).err(), expected, "{class}");
            let unchanged = Plan::lr(0.5, Constant).start(&scalars.vs, &mut build(&scalars)?)?;
            assert_eq!(unchanged.verify(&scalars.vs, &optimizer).is_ok(), refusal.is_some(), "{class}");
        }
    }
    Ok(())
}

#[test]
fn an_error_of_libtorch_is_returned() {
    let scalars = Scalars::new(&[0]);
    let nesterov_without_momentum = Sgd { momentum: 0.0, nesterov: true, ..Default::default() };
    let result = Plan::lr(0.1, Constant).build(&scalars.vs, nesterov_without_momentum).map(|_| ());
    let Err(Error::Torch(message)) = result else { panic!("not refused by libtorch: {result:?}") };
    assert!(message.contains("Nesterov"), "{message}");
}

#[test]
fn a_function_that_is_not_finite_leaves_optimizer_and_state_unchanged() -> Result<()> {
    let fails = LambdaLr::new(|step| if step == 2 { f64::NAN } else { 1.0 / (1.0 + step as f64) });
    let falls = LambdaLr::new(|step| 1.0 / (1.0 + step as f64));
    let mut scalars = Scalars::new(&[0, 1]);
    let mut opt = Plan::lr(0.5, falls).lr_group(1, 0.25, fails).build(&scalars.vs, Sgd::default())?;
    opt.advance()?;
    let before = opt.state().clone();
    assert_says(opt.advance(), "lr[1] at step 2: expected a finite value, found NaN");
    assert_says(opt.seek(2), "lr[1] at step 2: expected a finite value, found NaN");
    assert_says(opt.metric(1.0), "metric 1.0 was given to a plan without feedback, expected one built with `Plan::feedback`");
    let foreign = Plan::lr(0.4, Constant).preview(2, 1)?;
    assert_says(
        opt.load(foreign),
        "state: the plan has changed since: lr.base was 0.4, is 0.5; lr.schedule was Constant, is LambdaLR; \
         lr.groups was absent, is an object with 1",
    );
    assert_eq!(opt.state(), &before);
    scalars.set(0.0);
    opt.backward_step(&scalars.loss(1.0));
    assert_eq!(scalars.weights(), [-0.25, -0.125]);
    Ok(())
}

#[test]
fn a_refused_plan_leaves_a_plain_optimizer_unchanged() -> Result<()> {
    let scalars = Scalars::new(&[0, 1]);
    let mut optimizer = plain(Sgd::default(), &scalars.vs, 0.5)?;
    let fails = Plan::lr(0.1, Constant).lr_group(1, 0.1, LambdaLr::new(|_| f64::INFINITY));
    assert_says(fails.start(&scalars.vs, &mut optimizer), "lr[1] at step 0: expected a finite value, found inf");
    optimizer.backward_step(&scalars.loss(1.0));
    assert_eq!(scalars.weights(), [-0.5, -0.5]);
    Ok(())
}
