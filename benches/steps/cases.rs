//! The schedules, by torch's names. torch_side.py builds the same ones; report.py fails if a name is on one side only.

use crate::by_hand::{self, Steps};
use crate::workload::{Groups, STEPS};
use tch::nn::Optimizer;
use tch_lr_scheduler::*;

pub struct Case {
    pub name: &'static str,
    pub plan: fn(Groups) -> Result<Plan>,
    pub moves: Moves,
}

pub enum Moves {
    /// The scheduler's `step`. The function takes the same steps without a scheduler.
    ByStep(for<'a> fn(Groups, &'a mut Optimizer) -> Result<Steps<'a>>),
    ByMetric,
}

/// The argument of each schedule's function is its group's scale: the group's values divided by those of the first group.
macro_rules! cases {
    ($($name:literal: $schedule:expr),* $(,)?) => {
        vec![$(Case {
            name: $name,
            plan: |groups| groups.plan($schedule),
            moves: Moves::ByStep(|groups, optimizer| by_hand::steps(groups, optimizer, $schedule)),
        }),*]
    };
}

pub fn all() -> Vec<Case> {
    let mut cases = cases![
        "LambdaLR": |_| Result::Ok(LambdaLr::new(|step| 0.999f64.powf(step as f64))),
        "MultiplicativeLR": |_| Result::Ok(MultiplicativeLr::new(|_| 0.999)),
        "StepLR": |_| StepLr::new(30, 0.9),
        "MultiStepLR": |_| MultiStepLr::new([250, 500, 750], 0.1),
        "ConstantLR": |_| ConstantLr::new(0.5, 500),
        "LinearLR": |_| LinearLr::new(0.1, 1.0, STEPS),
        "ExponentialLR": |_| ExponentialLr::new(0.999),
        "PolynomialLR": |_| PolynomialLr::new(STEPS, 0.9),
        "CosineAnnealingLR": |_| CosineAnnealingLr::new(STEPS),
        "CosineAnnealingWarmRestarts": |_| CosineAnnealingWarmRestarts::new(100)?.t_mult(2),
        "CyclicLR": |scale| CyclicLr::new(0.01 * scale, 0.1 * scale)?.step_size_up(50),
        "OneCycleLR": |scale| OneCycleLr::new(0.1 * scale, STEPS + 1),
        "SWALR": |_| Result::Ok(SwaLr::new(0.05)?.anneal_epochs(STEPS)),
        "SequentialLR": |_| SequentialLr::new(
            [LinearLr::new(0.1, 1.0, 100)?.boxed(), CosineAnnealingLr::new(STEPS - 100)?.boxed()],
            [100],
        ),
        "ChainedScheduler": |_| ChainedScheduler::new(
            [LinearLr::new(0.1, 1.0, 100)?.boxed(), ExponentialLr::new(0.999)?.boxed()],
        ),
        "ChainedScheduler with a cosine": |_| ChainedScheduler::new(
            [LinearLr::new(0.1, 1.0, 100)?.boxed(), CosineAnnealingLr::new(STEPS)?.boxed()],
        ),
    ];
    let plateau = |groups: Groups| {
        let plan = groups.plan(|_| Ok(Constant))?;
        Ok(plan.reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(0.99)?))
    };
    cases.push(Case { name: "ReduceLROnPlateau", plan: plateau, moves: Moves::ByMetric });
    cases
}
