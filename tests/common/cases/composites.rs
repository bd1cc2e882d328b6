//! Torch's sequences and chains. Their `step` takes no epoch.

use super::Case;
use tch_lr_scheduler::*;

pub fn rows() -> Vec<Case> {
    sequences().into_iter().chain(chains()).map(Case::without_jumps).collect()
}

fn sequences() -> Vec<Case> {
    vec![
        Case::torch(
            "SequentialLR(optimizer, [LinearLR(optimizer, 0.01, 1.0, 1000), CosineAnnealingLR(optimizer, 99000)], [1000])",
            || Ok(LinearLr::new(0.01, 1.0, 1000)?.then(1000, CosineAnnealingLr::new(99_000)?)),
        ),
        Case::torch("SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 20), ExponentialLR(optimizer, 0.99)], [20])", || {
            Ok(ConstantLr::new(0.1, 20)?.then(20, ExponentialLr::new(0.99)?))
        }),
        Case::torch(
            "SequentialLR(optimizer, [StepLR(optimizer, 10, 0.5), ConstantLR(optimizer, 0.3, 8), StepLR(optimizer, 3, 0.9)], [25, 45])",
            || {
                let schedules = [StepLr::new(10, 0.5)?.boxed(), ConstantLr::new(0.3, 8)?.boxed(), StepLr::new(3, 0.9)?.boxed()];
                SequentialLr::new(schedules, [25, 45])
            },
        ),
        Case::torch("SequentialLR(optimizer, [StepLR(optimizer, 10, 0.5), SWALR(optimizer, 0.05, 40, 'linear')], [35])", || {
            let averaging = SwaLr::new(0.05)?.anneal_epochs(40).anneal_strategy(AnnealStrategy::Linear);
            Ok(StepLr::new(10, 0.5)?.then(35, averaging))
        }),
    ]
}

fn chains() -> Vec<Case> {
    vec![
        Case::torch("ChainedScheduler([LinearLR(optimizer, 0.01, 1.0, 1000), StepLR(optimizer, 400, 0.99)])", || {
            ChainedScheduler::new([LinearLr::new(0.01, 1.0, 1000)?.boxed(), StepLr::new(400, 0.99)?.boxed()])
        }),
        Case::torch("ChainedScheduler([ConstantLR(optimizer, 0.1, 20), ExponentialLR(optimizer, 0.99)])", || {
            ChainedScheduler::new([ConstantLr::new(0.1, 20)?.boxed(), ExponentialLr::new(0.99)?.boxed()])
        }),
        Case::torch("ChainedScheduler([CosineAnnealingLR(optimizer, 30, 0.0001), ExponentialLR(optimizer, 0.9999)])", || {
            ChainedScheduler::new([CosineAnnealingLr::new(30)?.eta_min(0.0001)?.boxed(), ExponentialLr::new(0.9999)?.boxed()])
        })
        .walking(),
        Case::torch("ChainedScheduler([SWALR(optimizer, 0.05, 60), LinearLR(optimizer, 0.2, 0.9, 120)])", || {
            ChainedScheduler::new([SwaLr::new(0.05)?.anneal_epochs(60).boxed(), LinearLr::new(0.2, 0.9, 120)?.boxed()])
        })
        .walking(),
        Case::torch("ChainedScheduler([CyclicLR(optimizer, 0.01, 0.1, 15), StepLR(optimizer, 40, 0.5)])", || {
            ChainedScheduler::new([CyclicLr::new(0.01, 0.1)?.step_size_up(15)?.boxed(), StepLr::new(40, 0.5)?.boxed()])
        })
        .walking(),
    ]
}
