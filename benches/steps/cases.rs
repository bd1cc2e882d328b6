//! The schedules, by torch's names. torch_side.py builds the same: a name that only one side has is an error there.

use tch_lr_scheduler::*;

/// Each benchmark takes these steps, from 1 on, again and again.
pub const STEPS: u64 = 1_000;

pub struct Case {
    pub name: &'static str,
    /// For a group whose values are so many times those of the first.
    pub schedule: fn(f64) -> Result<Box<dyn Schedule>>,
    pub plateau: Option<fn() -> Result<ReduceLrOnPlateau>>,
}

macro_rules! cases {
    ($($name:literal: $schedule:expr),* $(,)?) => {
        vec![$(Case { name: $name, schedule: |scale| Ok(($schedule as fn(f64) -> _)(scale)?.boxed()), plateau: None }),*]
    };
}

pub fn all() -> Vec<Case> {
    let plateau = || ReduceLrOnPlateau::new().factor(0.99);
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
    cases.push(Case { name: "ReduceLROnPlateau", schedule: |_| Ok(Constant.boxed()), plateau: Some(plateau) });
    cases
}

/// How the parameter groups of an optimizer look.
#[derive(Clone, Copy)]
pub struct Groups {
    pub count: usize,
    pub differ: bool,
}

pub const GROUPS: [Groups; 5] = [
    Groups { count: 1, differ: false },
    Groups { count: 10, differ: false },
    Groups { count: 100, differ: false },
    Groups { count: 10, differ: true },
    Groups { count: 100, differ: true },
];

impl Groups {
    pub fn name(self) -> String {
        format!("{}{}", self.count, if self.differ { " different" } else { "" })
    }

    /// Where the groups differ, each has a base of its own, and a schedule of its own.
    pub fn plan(self, case: &Case) -> Result<Plan> {
        let scales = (0..self.count).map(|group| 1.0 + group as f64);
        let plan = if self.differ {
            let groups: Result<Vec<_>> = scales.map(|scale| Ok((0.1 * scale, (case.schedule)(scale)?))).collect();
            Plan::lr_groups(groups?)
        } else {
            Plan::lr(0.1, (case.schedule)(1.0)?)
        };
        Ok(match case.plateau {
            Some(rule) => plan.reduce_lr_on_plateau(rule()?),
            None => plan,
        })
    }
}
