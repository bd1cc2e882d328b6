//! A run that is written for Python and read again is the same run.

use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case};
use crate::common::moving::functions_of;
use crate::common::plateaus;
use tch_lr_scheduler::{Constant, DryRun, Functions, Plan, Result, Scheduler, State, pytorch};

const BASES: [f64; 3] = [0.1, 1.0, 3e-4];

/// A run of one plan that went through Python's file, and the rates of the steps after it, group by group.
fn assert_goes_on(name: &str, plan: &Plan, state: &State, functions: &Functions, steps: u64) -> Result<()> {
    let (moved, there) = pytorch::read_with(&pytorch::write(plan, state)?, functions)?;
    assert_eq!((there.step, there.fraction), (state.step, state.fraction), "{name}");
    let mut ours = Scheduler::start(plan, BASES.len(), &mut DryRun)?;
    let mut theirs = Scheduler::start(&moved, BASES.len(), &mut DryRun)?;
    ours.load(state.clone(), &mut DryRun)?;
    theirs.load(there, &mut DryRun)?;
    for step in state.step..=state.step + steps {
        let (ours, theirs) = (ours.seek(step, &mut DryRun)?, theirs.seek(step, &mut DryRun)?);
        assert_same_bits(&ours.lr, &theirs.lr, format_args!("{name} at step {step}, read at {}", state.step));
        assert_same_bits(&ours.momentum, &theirs.momentum, format_args!("momentum of {name} at step {step}"));
    }
    Ok(())
}

fn steps(case: &Case) -> impl Iterator<Item = u64> {
    [0, 1, 2, 5, 29, 30, 35, 99, 150].into_iter().filter(|&step| step <= case.last)
}

#[test]
fn every_run_that_torch_has_is_the_same_after_it_was_written_and_read() -> Result<()> {
    for (torch, case) in cases::of_torch() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        for step in steps(&case) {
            assert_goes_on(torch, &plan, &plan.preview(BASES.len(), step)?, &functions_of(torch, &case), 40)?;
        }
    }
    Ok(())
}

#[test]
fn groups_that_are_alike_have_one_schedule_again() -> Result<()> {
    for (torch, case) in cases::of_torch().into_iter().filter(|(_, case)| !case.hides_parameters) {
        let plan = Plan::lr(0.1, case.schedule());
        let text = pytorch::write(&plan, &plan.preview(2, 0)?)?;
        let (read, _) = pytorch::read_with(&text, &functions_of(torch, &case))?;
        let found = read.spec().to_string();
        assert!(found.starts_with(r#"{"lr": {"base": "#), "{torch}: {found}");
    }
    Ok(())
}

#[test]
fn a_rule_goes_on_from_the_rates_in_force() -> Result<()> {
    for case in plateaus::matrix() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, Constant))).reduce_lr_on_plateau(case.rule);
        for (name, metrics) in plateaus::sequences() {
            let mut ours = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
            for metric in &metrics[..60] {
                ours.metric(*metric, &mut DryRun)?;
            }
            let (moved, state) = pytorch::read(&pytorch::write(&plan, ours.state())?)?;
            let mut theirs = Scheduler::start(&moved, BASES.len(), &mut DryRun)?;
            theirs.load(state, &mut DryRun)?;
            for metric in &metrics[60..] {
                let reduced = (ours.metric(*metric, &mut DryRun)?, theirs.metric(*metric, &mut DryRun)?);
                assert_eq!(reduced.0, reduced.1, "{} on metrics that are {name}", case.torch);
                assert_same_bits(ours.lrs(), theirs.lrs(), format_args!("{} on metrics that are {name}", case.torch));
            }
        }
    }
    Ok(())
}

#[test]
fn a_time_between_two_steps_moves_where_torch_goes_on_from_it() -> Result<()> {
    let fractions = ["CosineAnnealingWarmRestarts", "CyclicLR", "OneCycleLR"];
    for (torch, case) in cases::of_torch().into_iter().filter(|(_, case)| case.last > 30) {
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
        let state = scheduler.seek_time(12.5, &mut DryRun)?.clone();
        if fractions.contains(&case.class()) {
            assert_goes_on(torch, &plan, &state, &functions_of(torch, &case), 0)?;
        } else {
            let error = pytorch::write(&plan, &state).map(drop).map_err(|error| error.to_string());
            assert!(
                error.as_ref().is_err_and(|error| error.contains("expected a whole step, ") && error.ends_with("found 12.5")),
                "{torch}: {error:?}"
            );
        }
    }
    Ok(())
}
