//! What is written to the optimizer: the current values, and only if they changed.

use crate::common::asked::Asked;
use crate::common::bits::assert_same_bits;
use crate::common::cases;
use crate::common::recorder::Recorder;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tch_lr_scheduler::*;

#[test]
fn the_optimizer_always_has_the_values_of_the_state() -> Result<()> {
    for case in cases::all() {
        let plan = Plan::lr(0.1, case.schedule())
            .lr_group(1, 1e-3, case.schedule())
            .momentum(0.9, case.below_one())
            .weight_decay(0.01, case.not_negative())
            .beta2(0.99, case.below_one())
            .eps(1e-8, case.not_negative())
            .reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(40));
        let mut optimizer = Recorder::new(3);
        let mut scheduler = Scheduler::start(&plan, 3, &mut optimizer)?;
        for step in 0..300u64 {
            scheduler.metric(1.0, &mut optimizer)?;
            if step % 50 == 7 {
                scheduler.seek(step / 2, &mut optimizer)?
            } else {
                scheduler.step(&mut optimizer)?
            };
            let state = scheduler.state();
            assert_same_bits(&optimizer.lr, &state.lr, format_args!("{}: lr", case.name));
            assert_same_bits(&optimizer.momentum, &state.momentum, format_args!("{}: momentum", case.name));
            assert_same_bits(&optimizer.weight_decay, &state.weight_decay, format_args!("{}: weight decay", case.name));
            assert_same_bits(&optimizer.beta2, &state.beta2, format_args!("{}: beta2", case.name));
            assert_same_bits(&optimizer.eps, &state.eps, format_args!("{}: eps", case.name));
        }
    }
    Ok(())
}

#[test]
fn unchanged_values_are_not_written() -> Result<()> {
    for case in cases::all() {
        let mut optimizer = Recorder::new(3);
        let mut scheduler = Scheduler::start(&Plan::lr(0.1, case.schedule()), 3, &mut optimizer)?;
        let mut expected = optimizer.writes.0;
        let numbers = |scheduler: &Scheduler| {
            [Some(&scheduler.lr()), scheduler.state().momentum.first()].map(|number| number.map(|n| n.to_bits()))
        };
        for _ in 0..1_000 {
            let before = numbers(&scheduler);
            scheduler.step(&mut optimizer)?;
            expected += before.iter().zip(numbers(&scheduler)).filter(|(before, after)| *before != after).count();
            assert_eq!(optimizer.writes, (expected, 0), "{} at step {}", case.name, scheduler.state().step);
        }
    }
    Ok(())
}

#[test]
fn only_groups_whose_rate_changes_are_written() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).lr_group(1, 0.2, StepLr::new(10, 0.5)?).lr_group(2, 0.3, MultiStepLr::new([10, 15], 0.1)?);
    let mut optimizer = Recorder::new(4);
    let mut scheduler = Scheduler::start(&plan, 4, &mut optimizer)?;
    let at_the_start = optimizer.writes;
    let mut written = vec![];
    for step in 1..=20 {
        let before = optimizer.writes;
        scheduler.step(&mut optimizer)?;
        assert_eq!(optimizer.writes.0, at_the_start.0, "a call for all groups at step {step}");
        if optimizer.writes != before {
            written.push((step, optimizer.writes.1 - before.1));
        }
    }
    assert_eq!(written, [(10, 2), (15, 1), (20, 1)]);
    Ok(())
}

#[test]
fn start_and_load_write_every_planned_value() -> Result<()> {
    for case in cases::all() {
        let plan = Plan::lr(0.1, case.schedule()).lr_group(0, 0.2, case.schedule()).weight_decay(0.01, case.not_negative());
        let mut optimizer = Recorder::new(2);
        let mut scheduler = Scheduler::start(&plan, 2, &mut optimizer)?;
        assert_same_bits(&optimizer.lr, scheduler.lrs(), case.name);

        let mut restarted = Recorder::new(2);
        scheduler.load(plan.preview(2, 0)?, &mut restarted)?;
        assert_same_bits(&restarted.lr, &scheduler.state().lr, case.name);
        assert_same_bits(&restarted.weight_decay, &scheduler.state().weight_decay, case.name);
        let unwritten = restarted.momentum.iter().all(|momentum| momentum.is_nan());
        let driven = case.schedule().companion(0.0).is_some();
        assert_ne!(unwritten, driven, "{}: momentum is written where the schedule carries one, and only there", case.name);
    }
    Ok(())
}

#[test]
fn a_step_without_changes_evaluates_no_schedule() -> Result<()> {
    let asked = Arc::new(AtomicU64::new(0));
    let (counted, count) = (Arc::clone(&asked), || asked.swap(0, Ordering::Relaxed));
    let counting = LambdaLr::new(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        1.0
    });
    let schedule: Arc<dyn Schedule> = Arc::new(counting.every(10)?);
    let plan = Plan::lr_groups((0..3).map(|group| (f64::from(group), Arc::clone(&schedule))))
        .weight_decay_at_lr(0.1, 1.0)
        .scalar("temperature", 1.0, Arc::clone(&schedule))
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
    let mut scheduler = Scheduler::start(&plan, 3, &mut DryRun)?;
    assert_eq!(count(), 4);
    for step in 1..=40 {
        scheduler.step(&mut DryRun)?;
        assert_eq!(count(), if step % 10 == 0 { 4 } else { 0 }, "at step {step}");
    }
    scheduler.metric(1.0, &mut DryRun)?;
    scheduler.metric(1.0, &mut DryRun)?;
    assert_eq!(count(), 4, "for a reduction");
    scheduler.seek(49, &mut DryRun)?;
    assert_eq!(count(), 0, "by a jump to a step that has the same values");
    scheduler.seek_time(49.5, &mut DryRun)?;
    assert_eq!(count(), 4, "between two steps");
    scheduler.seek(61, &mut DryRun)?;
    scheduler.cool_down(Cooldown::to(0.0, 4)?, &mut DryRun)?;
    let from = scheduler.lrs().to_vec();
    count();
    for left in [0.75, 0.5, 0.25, 0.0] {
        scheduler.step(&mut DryRun)?;
        assert_eq!(count(), 4, "while it cools down");
        let expected: Vec<f64> = from.iter().map(|from| from * left).collect();
        assert_eq!(scheduler.lrs(), expected);
    }
    scheduler.step(&mut DryRun)?;
    count();
    scheduler.step(&mut DryRun)?;
    assert_eq!((count(), scheduler.lrs()), (0, [0.0; 3].as_slice()), "after it has cooled down");
    scheduler.seek(60, &mut DryRun)?;
    scheduler.step(&mut DryRun)?;
    assert_eq!(scheduler.lrs(), from, "where it began to cool down");
    Ok(())
}

/// A plan with nothing but one rate for all groups has a shorter way through a step.
#[test]
fn a_plan_with_one_rate_is_driven_as_the_same_plan_with_a_number_beside_it() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        for groups in [1, 3] {
            let plan = Plan::lr(0.1, case.schedule());
            let beside = Plan::lr(0.1, case.schedule()).scalar("beside", 1.0, Constant);
            // A class that cycles momentum has a second value, so both plans take the longer way.
            let mut recorders = [Recorder::new(groups), Recorder::new(groups)];
            let [first, second] = &mut recorders;
            let mut one = Scheduler::start(&plan, groups, first)?;
            let mut other = Scheduler::start(&beside, groups, second)?;
            let jumps = (0..20).map(|count| (count * 727) % case.near());
            for step in (1..=case.near()).chain(jumps).chain(case.far().iter().copied()) {
                let is_next = step == one.state().step + 1;
                let state = if is_next { one.step(first)? } else { one.seek(step, first)? };
                let expected = if is_next { other.step(second)? } else { other.seek(step, second)? };
                assert_same_bits(&state.lr, &expected.lr, format_args!("{} at {step}", case.name));
                assert_same_bits(&first.lr, &second.lr, format_args!("{} at {step}", case.name));
                assert_eq!(first.writes, second.writes, "{} at {step}", case.name);
            }
        }
    }
    Ok(())
}
