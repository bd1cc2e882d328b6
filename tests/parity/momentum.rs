//! The momentum of cyclic schedules against the one that torch writes to the optimizer.

use crate::common::asked::Asked;
use crate::common::bits::assert_torch;
use crate::common::cases;
use crate::common::python::{self, packed, unpacked};
use crate::comparison::Comparison;
use serde_json::json;
use tch_lr_scheduler::{
    ConstantLr, CyclicLr, CyclicMode, DryRun, OneCycleLr, Plan, Result, Schedule, Scheduler, SequentialLr, StepLr,
};

const BASES: [f64; 2] = [0.1, 1.0];

const OPTIMIZERS: [&str; 4] =
    ["SGD(groups, momentum=0.9)", "Adam(groups, betas=(0.9, 0.999))", "AdamW(groups)", "RMSprop(groups, momentum=0.9)"];

/// Torch's rates and momenta at each step, one for each group.
fn torch(test: &str, scheduler: &str, optimizer: &str, steps: u64) -> Option<Vec<(Vec<f64>, Vec<f64>)>> {
    let request = json!({
        "do": "drive", "scheduler": scheduler, "bases": packed(&BASES), "steps": steps, "optimizer": optimizer,
    });
    let answer = python::ask(test, request)?;
    let groups = |name: &str| unpacked(&answer[name]).chunks(BASES.len()).map(<[f64]>::to_vec).collect::<Vec<_>>();
    Some(groups("lr").into_iter().zip(groups("momentum")).collect())
}

/// Asserts that a scheduler has torch's rates and momenta at each step.
fn assert_follows(plan: &Plan, torch: &[(Vec<f64>, Vec<f64>)], what: &str) -> Result<()> {
    let mut scheduler = Scheduler::start(plan, BASES.len(), &mut DryRun)?;
    for (step, (lr, momentum)) in torch.iter().enumerate() {
        let state = scheduler.state();
        assert_eq!(state.momentum.len(), BASES.len(), "{what}");
        for (ours, torch) in state.lr.iter().chain(&state.momentum).zip(lr.iter().chain(momentum)) {
            assert_torch(*ours, *torch, format_args!("{what} at step {step}"));
        }
        scheduler.step(&mut DryRun)?;
    }
    Ok(())
}

#[test]
fn momentum_or_beta1_equals_torchs_for_every_optimizer() -> Result<()> {
    let test = "momentum_or_beta1_equals_torchs_for_every_optimizer";
    let mut compared = 0;
    for (expression, case) in cases::of_torch() {
        if case.schedule().companion(0.0).is_none() || !case.jumps {
            continue;
        }
        for optimizer in OPTIMIZERS {
            let Some(torch) = torch(test, expression, optimizer, case.last.min(200)) else { return Ok(()) };
            let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
            assert_follows(&plan, &torch, &format!("{expression} of {optimizer}"))?;
            compared += 1;
        }
    }
    assert!(compared >= 4 * 18, "the table has few schedules with a momentum: {compared} comparisons");
    Ok(())
}

#[test]
fn lists_of_momenta_are_one_schedule_per_group() -> Result<()> {
    fn cyclic(base: f64, max: f64) -> Result<CyclicLr> {
        CyclicLr::new(0.1, 0.5)?.step_size_up(4)?.base_momentum(base)?.max_momentum(max)
    }
    fn one_cycle(base: f64, max: f64) -> Result<OneCycleLr> {
        OneCycleLr::new(0.1, 70)?.base_momentum(base)?.max_momentum(max)
    }
    let test = "lists_of_momenta_are_one_schedule_per_group";
    let lists = "base_momentum=[0.8, 0.5], max_momentum=[0.9, 0.95]";
    let plans = [
        (
            format!("CyclicLR(optimizer, 0.1, 0.5, 4, {lists})"),
            Plan::lr(0.1, cyclic(0.8, 0.9)?).lr_group(1, 0.1, cyclic(0.5, 0.95)?),
        ),
        (
            format!("OneCycleLR(optimizer, 0.1, 70, {lists})"),
            Plan::lr(0.1, one_cycle(0.8, 0.9)?).lr_group(1, 0.1, one_cycle(0.5, 0.95)?),
        ),
    ];
    for (scheduler, plan) in plans {
        let Some(torch) = torch(test, &scheduler, OPTIMIZERS[0], 69) else { return Ok(()) };
        assert_follows(&plan, &torch, &scheduler)?;
    }
    Ok(())
}

#[test]
fn a_plan_without_cycled_momentum_leaves_the_optimizers_momentum() -> Result<()> {
    let plans = [
        (
            "CyclicLR(optimizer, 0.1, 0.5, 4, cycle_momentum=False)",
            Plan::lr(0.1, CyclicLr::new(0.1, 0.5)?.step_size_up(4)?.cycle_momentum(false)),
        ),
        ("OneCycleLR(optimizer, 0.1, 70, cycle_momentum=False)", Plan::lr(0.1, OneCycleLr::new(0.1, 70)?.cycle_momentum(false))),
    ];
    for (scheduler, plan) in plans {
        assert!(plan.preview(2, 30)?.momentum.is_empty(), "{scheduler}");
        let test = "a_plan_without_cycled_momentum_leaves_the_optimizers_momentum";
        let Some(torch) = torch(test, scheduler, "SGD(groups, momentum=0.7)", 60) else { return Ok(()) };
        assert!(torch.iter().all(|(_, momentum)| momentum == &[0.7, 0.7]), "{scheduler}");
    }
    Ok(())
}

#[test]
fn a_planned_momentum_overrides_that_of_the_schedule() -> Result<()> {
    let plan = Plan::lr(0.1, OneCycleLr::new(0.1, 70)?).momentum(0.8, StepLr::new(10, 0.5)?);
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    for step in 0..70 {
        let expected = StepLr::new(10, 0.5)?.at(0.8, step);
        assert_eq!(scheduler.state().momentum, [expected; 2], "step {step}");
        scheduler.step(&mut DryRun)?;
    }
    Ok(())
}

#[test]
fn in_a_sequence_the_last_momentum_set_by_a_member_stays() -> Result<()> {
    fn cyclic() -> Result<CyclicLr> {
        CyclicLr::new(0.1, 0.4)?.step_size_up(7)?.step_size_down(12).mode(CyclicMode::Triangular2).base_momentum(0.5)
    }
    type Build = fn() -> Result<SequentialLr>;
    let python = "CyclicLR(optimizer, 0.1, 0.4, 7, 12, 'triangular2', base_momentum=0.5)";
    let sequences: [(String, Build); 2] = [
        (format!("[{python}, ConstantLR(optimizer, 0.5, 9)]"), || Ok(cyclic()?.then(30, ConstantLr::new(0.5, 9)?))),
        (format!("[ConstantLR(optimizer, 0.5, 9), {python}]"), || Ok(ConstantLr::new(0.5, 9)?.then(30, cyclic()?))),
    ];
    for (members, sequence) in sequences {
        let torch = &format!("SequentialLR(optimizer, {members}, [30])");
        let test = "in_a_sequence_the_last_momentum_set_by_a_member_stays";
        for optimizer in OPTIMIZERS {
            // 0.1, because in torch CyclicLR's first rate becomes the base of the others.
            let comparison = Comparison { test, torch, optimizer, bases: &[0.1], steps: 80, exact: false };
            if comparison.against(|_| Ok(sequence()?.boxed())).is_none() {
                return Ok(());
            }
        }
    }
    Ok(())
}
