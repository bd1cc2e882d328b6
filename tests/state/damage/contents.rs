//! States that can be read and do not belong to the plan they are loaded into.

use super::{plan, state};
use crate::common::recorder::Recorder;
use crate::common::refusals::assert_says;
use tch_lr_scheduler::*;

#[test]
fn a_state_of_another_plan_is_refused_and_changes_nothing() -> Result<()> {
    let plan = Plan::lr(0.1, StepLr::new(10, 0.5)?).lr_group(1, 0.2, Constant);
    let foreign: [(&str, State); 6] = [
        (
            "state: the plan has changed since: lr.schedule.step_size was 11, is 10",
            Plan::lr(0.1, StepLr::new(11, 0.5)?).lr_group(1, 0.2, Constant).preview(2, 10)?,
        ),
        (
            "state: the plan has changed since: lr.base was 0.05, is 0.1; lr.schedule was Constant, is StepLR; lr.groups.1.base was 0.3, is 0.2",
            Plan::lr(0.05, Constant).lr_group(1, 0.3, Constant).preview(2, 10)?,
        ),
        (
            "state: lr is 3 values, expected 2 values, one for each group of the optimizer (`ResumePolicy::SameStep` loads a state with another number of groups)",
            plan.preview(3, 10)?,
        ),
        (
            "state: the plan has changed since: momentum was an object with base, schedule, is absent",
            plan.clone().momentum(0.9, Constant).preview(2, 10)?,
        ),
        (
            "state: the plan has changed since: weight_decay was an object with base, schedule, is absent",
            plan.clone().weight_decay(0.9, Constant).preview(2, 10)?,
        ),
        ("state: the plan has changed since: feedback was ReduceLROnPlateau, is absent", {
            plan.clone().reduce_lr_on_plateau(ReduceLrOnPlateau::new()).preview(2, 10)?
        }),
    ];
    let mut optimizer = Recorder::new(2);
    let mut scheduler = Scheduler::start(&plan, 2, &mut optimizer)?;
    scheduler.step(&mut optimizer)?;
    let before = (scheduler.state().clone(), optimizer.writes);
    for (message, state) in foreign {
        assert_says(scheduler.load(state, &mut optimizer), message);
        assert_eq!((scheduler.state().clone(), optimizer.writes), before, "{message}");
    }
    assert_eq!(scheduler.step(&mut optimizer)?.step, 2);

    let with_rule = plan.clone().reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    let mut scheduler = Scheduler::start(&with_rule, 2, &mut DryRun)?;
    assert_says(
        scheduler.load(plan.preview(2, 10)?, &mut DryRun),
        "state: the plan has changed since: feedback was absent, is ReduceLROnPlateau",
    );
    Ok(())
}

#[test]
fn a_damaged_state_is_refused() -> Result<()> {
    let plan = Plan::lr(0.1, StepLr::new(10, 0.5)?).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    let good = plan.preview(1, 25)?;
    let damaged = |damage: fn(&mut State)| {
        let mut state = good.clone();
        damage(&mut state);
        state
    };
    let mut refuses = |state, message| assert_says(scheduler.load(state, &mut DryRun), message);
    refuses(damaged(|state| state.step = 0), "state: lr[0] is 0.025, expected 0.1");
    refuses(damaged(|state| state.lr[0] = f64::NAN), "state: lr[0] is NaN, expected 0.025");
    refuses(
        damaged(|state| state.lr.clear()),
        "state: lr is 0 values, expected 1 values, one for each group of the optimizer (`ResumePolicy::SameStep` loads a state with another number of groups)",
    );
    refuses(
        damaged(|state| state.plateau.iter_mut().for_each(|plateau| plateau.reductions = vec![1])),
        "state: lr[0] is 0.025, expected 0.0025000000000000005",
    );
    refuses(
        damaged(|state| state.plateau.iter_mut().for_each(|plateau| plateau.reductions.clear())),
        "state: plateau.reductions is 0 values, expected 1 values",
    );
    Ok(())
}

#[test]
fn counters_at_their_maximum_do_not_overflow() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(u64::MAX));
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    let mut state = plan.preview(1, u64::MAX)?;
    if let Some(plateau) = &mut state.plateau {
        (plateau.num_bad_epochs, plateau.metrics, plateau.best) = (u64::MAX, u64::MAX, 0.0);
    }
    scheduler.load(state, &mut DryRun)?;
    assert_eq!(scheduler.metric(1.0, &mut DryRun)?.change, None);
    assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.1]);

    let ends_at_once = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0).factor(0.5)?);
    let mut scheduler = Scheduler::start(&ends_at_once, 1, &mut DryRun)?;
    let mut state = ends_at_once.preview(1, 0)?;
    state.lr = vec![0.0];
    if let Some(plateau) = &mut state.plateau {
        (plateau.reductions, plateau.best) = (vec![u64::MAX], 0.0);
    }
    scheduler.load(state, &mut DryRun)?;
    assert_eq!(scheduler.metric(1.0, &mut DryRun)?.change, None);
    Ok(())
}

/// The checksum cannot detect these changes, because the states are edited in memory.
#[test]
fn a_state_that_contradicts_its_plan_is_refused_by_field_and_the_run_continues() -> Result<()> {
    type Change = fn(&mut State);
    let changes: [(&str, Change); 16] = [
        ("scalars.temperature", |state| state.step = 18),
        ("fraction", |state| state.fraction = 1.0),
        ("fraction", |state| state.fraction = f64::NAN),
        ("lr[0]", |state| state.lr[0] *= 1.0 + 1e-15),
        ("lr", |state| state.lr.truncate(1)),
        ("momentum[1]", |state| state.momentum[1] = 0.8),
        ("momentum", |state| state.momentum.clear()),
        ("weight_decay[0]", |state| state.weight_decay[0] = -0.0),
        ("weight_decay", |state| state.weight_decay.push(0.0)),
        ("scalars.temperature", |state| state.scalars[0].1 += 0.5),
        ("plateau", |state| state.plateau = None),
        ("plateau.best", |state| state.plateau.iter_mut().for_each(|plateau| plateau.best = f64::NAN)),
        ("plateau.reductions", |state| state.plateau.iter_mut().for_each(|plateau| plateau.reductions.truncate(1))),
        ("lr[0]", |state| state.cooldown = None),
        ("cooldown.from", |state| state.cooldown.iter_mut().for_each(|cooldown| cooldown.from.clear())),
        ("cooldown.fraction", |state| state.cooldown.iter_mut().for_each(|cooldown| cooldown.fraction = -0.5)),
    ];
    let mut run = Scheduler::start(&plan()?, 2, &mut DryRun)?;
    run.step(&mut DryRun)?;
    let before = run.state().to_json()?;
    for (named, change) in changes {
        let mut state = state()?;
        change(&mut state);
        match run.load(state, &mut DryRun) {
            Err(Error::ForeignState { field, .. }) => assert_eq!(field, named),
            other => panic!("{named}: {other:?}"),
        }
        assert_eq!(run.state().to_json()?, before, "{named}");
    }
    run.step(&mut DryRun)?;
    assert_eq!(run.state(), &plan()?.preview(2, 2)?);
    Ok(())
}
