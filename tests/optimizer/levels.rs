//! Three ways to use a plan: a scheduler beside a plain optimizer, a wrapped optimizer, and a built one. The weights are equal
//! to the bit.

use crate::common::bits::assert_same_bits;
use crate::common::cases;
use crate::scalars::{Scalars, plain};
use tch::nn::{Adam, OptimizerConfig, Sgd};
use tch_lr_scheduler::{Plan, ReduceLrOnPlateau, Result};

const GROUPS: [usize; 3] = [0, 1, 1];

fn gradient(step: u32) -> f64 {
    [1.0, -0.3, 0.7][step as usize % 3]
}

fn beside(plan: &Plan, config: impl OptimizerConfig) -> Result<Vec<f64>> {
    let scalars = Scalars::new(&GROUPS);
    let mut optimizer = plain(config, &scalars.vs, 9.0)?;
    let mut scheduler = plan.start(&scalars.vs, &mut optimizer)?;
    for step in 0..80 {
        optimizer.backward_step(&scalars.loss(gradient(step)));
        scheduler.metric(1.0, &mut optimizer)?;
        scheduler.step(&mut optimizer)?;
    }
    Ok(scalars.weights())
}

fn in_front(plan: &Plan, config: impl OptimizerConfig + 'static, wrapped: bool) -> Result<Vec<f64>> {
    let scalars = Scalars::new(&GROUPS);
    let mut opt =
        if wrapped { plan.wrap(&scalars.vs, plain(config, &scalars.vs, 9.0)?)? } else { plan.build(&scalars.vs, config)? };
    for step in 0..80 {
        opt.backward_step(&scalars.loss(gradient(step)));
        opt.metric(1.0)?;
        opt.advance()?;
    }
    Ok(scalars.weights())
}

fn assert_equal_levels(plan: &Plan, config: impl OptimizerConfig + Copy + 'static, what: &str) -> Result<()> {
    let expected = beside(plan, config)?;
    assert_same_bits(&in_front(plan, config, true)?, &expected, format_args!("{what}, wrapped"));
    assert_same_bits(&in_front(plan, config, false)?, &expected, format_args!("{what}, built"));
    Ok(())
}

#[test]
fn every_level_trains_the_same_weights() -> Result<()> {
    for case in cases::all() {
        let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(30);
        let plan = Plan::lr(0.1, case.schedule()).lr_group(1, 0.01, case.schedule()).reduce_lr_on_plateau(rule);
        assert_equal_levels(&plan, Sgd { momentum: 0.9, ..Default::default() }, case.name)?;
        assert_equal_levels(&plan, Adam::default(), case.name)?;
    }
    Ok(())
}

#[test]
fn an_optimizer_taken_apart_trains_on_unchanged() -> Result<()> {
    for case in cases::all() {
        let plan = Plan::lr(0.1, case.schedule()).lr_group(1, 0.01, case.schedule());
        let [whole, apart] = [Scalars::new(&GROUPS), Scalars::new(&GROUPS)];
        let mut opt = plan.build(&whole.vs, Sgd { momentum: 0.9, ..Default::default() })?;
        let mut other = plan.build(&apart.vs, Sgd { momentum: 0.9, ..Default::default() })?;
        for step in 0..40 {
            opt.backward_step(&whole.loss(gradient(step)));
            opt.advance()?;
            other.backward_step(&apart.loss(gradient(step)));
            other.advance()?;
        }
        let (mut optimizer, mut scheduler) = other.into_parts();
        for step in 40..80 {
            opt.backward_step(&whole.loss(gradient(step)));
            opt.advance()?;
            optimizer.backward_step(&apart.loss(gradient(step)));
            scheduler.step(&mut optimizer)?;
        }
        assert_same_bits(&apart.weights(), &whole.weights(), case.name);
        assert_eq!(scheduler.state(), opt.state(), "{}", case.name);
    }
    Ok(())
}
