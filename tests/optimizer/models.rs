//! The hyperparameters of each kind of optimizer over many steps: the weights equal those that the optimizer's
//! formula gives with the values of the state.

use crate::common::cases;
use crate::scalars::Scalars;
use crate::torch_formulas::{ALPHA, BETA2, EPS, Formula, Values, Weight};
use tch::nn::{Adam, AdamW, RmsProp, Sgd};
use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, Error, ExponentialLr, Piecewise, Plan, ReduceLrOnPlateau, Result, ScheduledOptimizer, StepLr,
};

const GROUPS: [usize; 4] = [0, 1, 3, 1];

/// Each step rounds a few times, and Adam's 1 - beta2^t loses three digits at first: differences of 7e-15 were measured. A rate
/// that is wrong by one part in 10^9 is detected.
const TOLERANCE: f64 = 1e-12;

/// The optimizer's own values, in use if the plan names none.
const MOMENTUM: f64 = 0.85;
const WEIGHT_DECAY: f64 = 0.02;

/// Builds an optimizer that follows a plan.
type Build = fn(&Plan, &Scalars) -> Result<ScheduledOptimizer>;

fn each_kind(mut check: impl FnMut(&str, Formula, Build) -> Result<()>) -> Result<()> {
    check("SGD", Formula::Sgd, |plan, scalars| {
        plan.build(&scalars.vs, Sgd { momentum: MOMENTUM, wd: WEIGHT_DECAY, ..Default::default() })
    })?;
    check("Adam", Formula::Adam { decoupled_decay: false }, |plan, scalars| {
        plan.build(&scalars.vs, Adam { beta1: MOMENTUM, beta2: BETA2, wd: WEIGHT_DECAY, eps: EPS, amsgrad: false })
    })?;
    check("AdamW", Formula::Adam { decoupled_decay: true }, |plan, scalars| {
        plan.build(&scalars.vs, AdamW { beta1: MOMENTUM, beta2: BETA2, wd: WEIGHT_DECAY, eps: EPS, amsgrad: false })
    })?;
    check("RMSprop", Formula::RmsProp, |plan, scalars| {
        let rms_prop = RmsProp { alpha: ALPHA, eps: EPS, wd: WEIGHT_DECAY, momentum: MOMENTUM, centered: false };
        plan.build(&scalars.vs, rms_prop)
    })
}

/// An optimizer and its formula, stepped together.
struct SideBySide<'a> {
    name: &'a str,
    formula: Formula,
    scalars: Scalars,
    opt: ScheduledOptimizer,
    weights: Vec<Weight>,
    steps: u32,
}

impl<'a> SideBySide<'a> {
    fn new(name: &'a str, formula: Formula, scalars: Scalars, opt: ScheduledOptimizer) -> Self {
        let mut pair = Self { name, formula, scalars, opt, weights: vec![Weight::new(1.0); GROUPS.len()], steps: 0 };
        pair.scalars.set(1.0);
        pair
    }

    #[track_caller]
    fn step(&mut self) {
        let gradient = [1.0, -0.5, 0.0, 2.0, -1.5][self.steps as usize % 5];
        self.steps += 1;
        self.opt.backward_step(&self.scalars.loss(gradient));
        let state = self.opt.state();
        let or = |values: &[f64], group: usize, fixed| values.get(group).copied().unwrap_or(fixed);
        for (weight, &group) in self.weights.iter_mut().zip(self.scalars.groups()) {
            let values = Values {
                lr: state.lr[group],
                momentum: or(&state.momentum, group, MOMENTUM),
                weight_decay: or(&state.weight_decay, group, WEIGHT_DECAY),
                beta2: or(&state.beta2, group, BETA2),
                eps: or(&state.eps, group, EPS),
            };
            weight.step(self.formula, gradient, &values);
        }
        for (index, (libtorch, formula)) in self.scalars.weights().iter().zip(&self.weights).enumerate() {
            let equal = approx::relative_eq!(*libtorch, formula.value, max_relative = TOLERANCE, epsilon = TOLERANCE);
            assert!(equal, "{}, weight {index} after {} steps: {libtorch}, expected {}", self.name, self.steps, formula.value);
        }
    }
}

#[test]
fn every_optimizer_uses_the_rates_of_every_schedule() -> Result<()> {
    let mut trained = 0;
    for case in cases::all() {
        let schedule = case.schedule();
        // With an unbounded rate the weights become infinite and cannot be compared.
        if (0..60).any(|step| schedule.at(0.1, step) > 10.0) {
            continue;
        }
        trained += 1;
        let plan = Plan::lr(0.1, case.schedule()).lr_group(1, 0.03, case.schedule());
        each_kind(|name, formula, build| {
            let scalars = Scalars::new(&GROUPS);
            let opt = build(&plan, &scalars)?;
            let mut pair = SideBySide::new(name, formula, scalars, opt);
            for _ in 0..60 {
                pair.step();
                pair.opt.advance()?;
            }
            Ok(())
        })?;
    }
    assert!(trained > 100, "only {trained} schedules were trained with");
    Ok(())
}

#[test]
fn every_optimizer_uses_the_rates_after_jumps_loads_and_reductions() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.6)?.patience(9);
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(40)?.eta_min(0.001)?)
        .lr_group(3, 0.2, StepLr::new(13, 0.7)?)
        .lr_group(1, 0.05, Constant)
        .reduce_lr_on_plateau(rule);
    each_kind(|name, formula, build| {
        let scalars = Scalars::new(&GROUPS);
        let opt = build(&plan, &scalars)?;
        let mut pair = SideBySide::new(name, formula, scalars, opt);
        let mut saved = pair.opt.state().clone();
        for step in 0..200u64 {
            pair.step();
            pair.opt.metric(1.0)?;
            pair.step();
            match step % 20 {
                4 => saved = pair.opt.advance()?.clone(),
                11 => _ = pair.opt.seek(step * 7 % 90)?,
                17 => _ = pair.opt.load(saved.clone())?,
                _ => _ = pair.opt.advance()?,
            }
        }
        assert_ne!(pair.opt.state().lr[1], 0.05, "no reduction was made");
        Ok(())
    })
}

#[test]
fn every_optimizer_uses_the_planned_momentum_and_weight_decay() -> Result<()> {
    let plan = Plan::lr(0.1, ExponentialLr::new(0.99)?)
        .momentum(0.9, CosineAnnealingLr::new(50)?.eta_min(0.5)?)
        .momentum_group(1, 0.9, ExponentialLr::new(0.99)?)
        .momentum_group(3, 0.7, Constant)
        .weight_decay(0.1, StepLr::new(10, 0.8)?)
        .weight_decay_group(1, 0.0, Constant);
    each_kind(|name, formula, build| {
        let scalars = Scalars::new(&GROUPS);
        let opt = build(&plan, &scalars)?;
        let mut pair = SideBySide::new(name, formula, scalars, opt);
        for _ in 0..100 {
            pair.step();
            pair.opt.advance()?;
        }
        pair.opt.seek(3)?;
        pair.step();
        Ok(())
    })
}

#[test]
fn every_optimizer_uses_the_planned_beta2_and_eps_that_it_has() -> Result<()> {
    let eps = |plan: Plan| -> Result<Plan> { Ok(plan.eps(0.2, ExponentialLr::new(0.98)?).eps_group(3, 0.5, Constant)) };
    let plain = Plan::lr(0.1, ExponentialLr::new(0.99)?);
    let with_eps = eps(plain.clone())?;
    let beta2 = Piecewise::starting_at(0.9)?.linear_to(50, 0.9)?.linear_to(100, 0.99)?;
    let with_both = with_eps.clone().beta2(1.0, beta2).beta2_group(1, 0.95, Constant).momentum(0.8, Constant);
    each_kind(|name, formula, build| {
        let (plan, refused) = match name {
            "SGD" => (&plain, Some(&with_eps)),
            "RMSprop" => (&with_eps, Some(&with_both)),
            _ => (&with_both, None),
        };
        let scalars = Scalars::new(&GROUPS);
        if let Some(refused) = refused {
            assert!(matches!(build(refused, &scalars), Err(Error::Unsupported { .. })), "{name}");
        }
        let opt = build(plan, &scalars)?;
        let mut pair = SideBySide::new(name, formula, scalars, opt);
        for _ in 0..120 {
            pair.step();
            pair.opt.advance()?;
            pair.opt.verify()?;
        }
        pair.opt.seek(3)?;
        pair.step();
        Ok(())
    })
}

#[test]
fn weight_decay_shrinks_the_weights_of_each_group_by_its_own_value() -> Result<()> {
    let plan = Plan::lr(0.5, Constant).weight_decay(0.25, ExponentialLr::new(0.5)?).weight_decay_group(1, 0.0, Constant);
    let mut scalars = Scalars::new(&[0, 1]);
    let mut opt = plan.build(&scalars.vs, Sgd::default())?;
    for expected in [0.875, 0.9375, 0.96875] {
        scalars.set(1.0);
        opt.backward_step(&scalars.loss(0.0));
        assert_eq!(scalars.weights(), [expected, 1.0]);
        opt.advance()?;
    }
    Ok(())
}

#[test]
fn momentum_determines_the_second_of_two_steps() -> Result<()> {
    let plan = Plan::lr(1.0, Constant).momentum(0.5, ExponentialLr::new(0.5)?);
    let scalars = Scalars::new(&[0, 1]);
    let mut opt = plan.build(&scalars.vs, Sgd::default())?;
    opt.backward_step(&scalars.loss(1.0));
    opt.backward_step(&scalars.loss(0.0));
    assert_eq!(scalars.weights(), [-1.5, -1.5]);
    opt.advance()?;
    opt.backward_step(&scalars.loss(0.0));
    assert_eq!(scalars.weights(), [-1.625, -1.625]);
    Ok(())
}
