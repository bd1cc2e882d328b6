//! The schedules under which weights are compared: torch's expression and the equivalent plan.

use tch_lr_scheduler::{
    ChainedScheduler, Constant, ConstantLr, CosineAnnealingLr, CosineAnnealingWarmRestarts, CyclicLr, CyclicMode, ExponentialLr,
    LambdaLr, LinearLr, MultiStepLr, MultiplicativeLr, OneCycleLr, Plan, PolynomialLr, ReduceLrOnPlateau, Result, Schedule, StepLr,
    SwaLr,
};

/// Torch's expression, and the equivalent plan for the initial rates of body and head.
pub type Experiment = (&'static str, fn([f64; 2]) -> Result<Plan>);

fn both<S: Schedule + 'static>(bases: [f64; 2], build: impl Fn() -> Result<S>) -> Result<Plan> {
    each(bases, |_| build())
}

fn each<S: Schedule + 'static>([body, head]: [f64; 2], build: impl Fn(f64) -> Result<S>) -> Result<Plan> {
    Ok(Plan::lr_groups([(body, build(body)?), (head, build(head)?)]))
}

pub const EXPERIMENTS: [Experiment; 18] = [
    ("StepLR(optimizer, 50, 0.5)", |bases| both(bases, || StepLr::new(50, 0.5))),
    ("MultiStepLR(optimizer, [50, 125, 160], 0.3)", |bases| both(bases, || MultiStepLr::new([50, 125, 160], 0.3))),
    ("ExponentialLR(optimizer, 0.99)", |bases| both(bases, || ExponentialLr::new(0.99))),
    ("CosineAnnealingLR(optimizer, 100, 0.001)", |bases| both(bases, || CosineAnnealingLr::new(100)?.eta_min(0.001))),
    ("ReduceLROnPlateau(optimizer, 'min', 0.5, 3, 0.04, cooldown=20)", |bases| {
        let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(3).threshold(0.04)?.cooldown(20);
        Ok(both(bases, || Ok(Constant))?.reduce_lr_on_plateau(rule))
    }),
    ("LambdaLR(optimizer, [lambda epoch: 0.5 ** (epoch // 60), lambda epoch: 0.995 ** epoch])", |[body, head]| {
        Ok(Plan::lr_groups([
            (body, LambdaLr::new(|epoch| 0.5f64.powf((epoch / 60) as f64)).boxed()),
            (head, LambdaLr::new(|epoch| 0.995f64.powf(epoch as f64)).boxed()),
        ]))
    }),
    ("MultiplicativeLR(optimizer, lambda epoch: 0.9 if epoch % 40 == 0 else 0.999)", |bases| {
        both(bases, || Ok(MultiplicativeLr::new(|epoch| if epoch % 40 == 0 { 0.9 } else { 0.999 })))
    }),
    ("ConstantLR(optimizer, 0.3, 290)", |bases| both(bases, || ConstantLr::new(0.3, 290))),
    ("LinearLR(optimizer, 1.0, 0.1, 250)", |bases| both(bases, || LinearLr::new(1.0, 0.1, 250))),
    ("PolynomialLR(optimizer, 350, 0.9)", |bases| both(bases, || PolynomialLr::new(350, 0.9))),
    ("CosineAnnealingWarmRestarts(optimizer, 40, 2, 0.001)", |bases| {
        both(bases, || CosineAnnealingWarmRestarts::new(40)?.t_mult(2)?.eta_min(0.001))
    }),
    ("CyclicLR(optimizer, [base / 4 for base in bases], bases, 30, mode='triangular2')", |bases| {
        each(bases, |base| Ok(CyclicLr::new(base / 4.0, base)?.step_size_up(30)?.mode(CyclicMode::Triangular2)))
    }),
    ("CyclicLR(optimizer, [base / 4 for base in bases], bases, 30, cycle_momentum=False)", |bases| {
        each(bases, |base| Ok(CyclicLr::new(base / 4.0, base)?.step_size_up(30)?.cycle_momentum(false)))
    }),
    ("OneCycleLR(optimizer, bases, total_steps=301)", |bases| each(bases, |base| OneCycleLr::new(base, 301))),
    ("OneCycleLR(optimizer, bases, total_steps=301, three_phase=True, anneal_strategy='linear')", |bases| {
        use tch_lr_scheduler::AnnealStrategy::Linear;
        each(bases, |base| OneCycleLr::new(base, 301)?.anneal_strategy(Linear).three_phase(true))
    }),
    ("SequentialLR(optimizer, [LinearLR(optimizer, 0.1, 1.0, 20), CosineAnnealingLR(optimizer, 300)], [20])", |bases| {
        both(bases, || Ok(LinearLr::new(0.1, 1.0, 20)?.then(20, CosineAnnealingLr::new(300)?)))
    }),
    ("ChainedScheduler([CosineAnnealingLR(optimizer, 400, 0.001), ExponentialLR(optimizer, 0.995)])", |bases| {
        both(bases, || {
            ChainedScheduler::new([CosineAnnealingLr::new(400)?.eta_min(0.001)?.boxed(), ExponentialLr::new(0.995)?.boxed()])
        })
    }),
    ("SWALR(optimizer, 0.002, anneal_epochs=200)", |bases| both(bases, || Ok(SwaLr::new(0.002)?.anneal_epochs(200)))),
];
