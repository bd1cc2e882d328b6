//! The cycles of PyTorch's own tests (test/optim/test_lrscheduler.py): rates and momenta are equal to the bit.

use crate::comparison::Comparison;
use tch_lr_scheduler::*;

const BASES: [f64; 2] = [0.05, 0.5];

/// Torch's expression, our schedule for a group, and the number of steps.
type Row = (&'static str, fn(usize) -> Result<Box<dyn Schedule>>, u64);

fn cyclic(low: f64, high: f64, up: u64, momenta: (f64, f64)) -> Result<CyclicLr> {
    CyclicLr::new(low, high)?.step_size_up(up)?.base_momentum(momenta.0)?.max_momentum(momenta.1)
}

fn of_cyclic() -> Vec<Row> {
    vec![
        ("CyclicLR(optimizer, 1, 5, 4, base_momentum=1, max_momentum=5)", |_| Ok(cyclic(1.0, 5.0, 4, (1.0, 5.0))?.boxed()), 21),
        (
            "CyclicLR(optimizer, 1, 5, 4, cycle_momentum=False)",
            |_| Ok(cyclic(1.0, 5.0, 4, (1.0, 5.0))?.cycle_momentum(false).boxed()),
            21,
        ),
        (
            "CyclicLR(optimizer, 1, 5, 4, mode='triangular2', base_momentum=1, max_momentum=5)",
            |_| Ok(cyclic(1.0, 5.0, 4, (1.0, 5.0))?.mode(CyclicMode::Triangular2).boxed()),
            43,
        ),
        (
            "CyclicLR(optimizer, 1, 5, 4, mode='exp_range', gamma=0.9, base_momentum=1, max_momentum=5)",
            |_| Ok(cyclic(1.0, 5.0, 4, (1.0, 5.0))?.mode(CyclicMode::ExpRange).gamma(0.9)?.boxed()),
            25,
        ),
        (
            "CyclicLR(optimizer, [1, 2], [5, 6], 4, base_momentum=[1, 2], max_momentum=[5, 6])",
            |group| {
                let more = group as f64;
                Ok(cyclic(1.0 + more, 5.0 + more, 4, (1.0 + more, 5.0 + more))?.boxed())
            },
            21,
        ),
        (
            "CyclicLR(optimizer, [1, 3], [5, 7], 4, mode='triangular2', base_momentum=[1, 3], max_momentum=[5, 7])",
            |group| {
                let more = 2.0 * group as f64;
                Ok(cyclic(1.0 + more, 5.0 + more, 4, (1.0 + more, 5.0 + more))?.mode(CyclicMode::Triangular2).boxed())
            },
            43,
        ),
        (
            "CyclicLR(optimizer, [1, 5], [5, 12], 4, mode='exp_range', gamma=0.9, base_momentum=[1, 5], max_momentum=[5, 12])",
            |group| {
                let (low, high) = [(1.0, 5.0), (5.0, 12.0)][group];
                Ok(cyclic(low, high, 4, (low, high))?.mode(CyclicMode::ExpRange).gamma(0.9)?.boxed())
            },
            25,
        ),
        (
            "CyclicLR(optimizer, 1, 5, 4, 6, base_momentum=1, max_momentum=5)",
            |_| Ok(cyclic(1.0, 5.0, 4, (1.0, 5.0))?.step_size_down(6).boxed()),
            21,
        ),
        (
            "CyclicLR(optimizer, [1, 3], [5, 7], 2, 6, 'triangular2', base_momentum=[1, 3], max_momentum=[5, 7])",
            |group| {
                let more = 2.0 * group as f64;
                let schedule = cyclic(1.0 + more, 5.0 + more, 2, (1.0 + more, 5.0 + more))?.step_size_down(6);
                Ok(schedule.mode(CyclicMode::Triangular2).boxed())
            },
            47,
        ),
        (
            "CyclicLR(optimizer, 1, 5, 2, 6, 'exp_range', 0.9, base_momentum=1, max_momentum=5)",
            |_| {
                let schedule = cyclic(1.0, 5.0, 2, (1.0, 5.0))?.step_size_down(6);
                Ok(schedule.mode(CyclicMode::ExpRange).gamma(0.9)?.boxed())
            },
            25,
        ),
    ]
}

fn one_cycle() -> Result<OneCycleLr> {
    OneCycleLr::new(25.0, 10)?.base_momentum(1.0)?.max_momentum(22.0)
}

fn of_one_cycle() -> Vec<Row> {
    vec![
        (
            "OneCycleLR(optimizer, 25, 10, final_div_factor=2, base_momentum=1, max_momentum=22, anneal_strategy='linear')",
            |_| Ok(one_cycle()?.final_div_factor(2.0)?.anneal_strategy(AnnealStrategy::Linear).boxed()),
            9,
        ),
        (
            "OneCycleLR(optimizer, 25, 10, pct_start=0.4, final_div_factor=4, base_momentum=1, max_momentum=22, \
          anneal_strategy='linear', three_phase=True)",
            |_| {
                let schedule = one_cycle()?.pct_start(0.4)?.final_div_factor(4.0)?.three_phase(true)?;
                Ok(schedule.anneal_strategy(AnnealStrategy::Linear).boxed())
            },
            9,
        ),
        (
            "OneCycleLR(optimizer, 25, 10, final_div_factor=2, base_momentum=1, max_momentum=22)",
            |_| Ok(one_cycle()?.final_div_factor(2.0)?.boxed()),
            9,
        ),
    ]
}

#[test]
fn cycles_of_pytorchs_tests_equal_torchs() {
    let test = "cycles_of_pytorchs_tests_equal_torchs";
    for (torch, build, steps) in of_cyclic().into_iter().chain(of_one_cycle()) {
        for optimizer in ["SGD(groups)", "Adam(groups)"] {
            let comparison = Comparison { test, torch, optimizer, bases: &BASES, steps, exact: true };
            if comparison.against(|base| build(usize::from(base == BASES[1]))).is_none() {
                return;
            }
        }
    }
}
