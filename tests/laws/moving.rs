//! A run that is written for Python and read again continues unchanged.

use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case};
use crate::common::generator::Generator;
use crate::common::moving::functions_of;
use crate::common::plateaus;
use tch_lr_scheduler::{Constant, CyclicLr, DryRun, Functions, OneCycleLr, Plan, Result, Scheduler, State, pytorch};

const BASES: [f64; 3] = [0.1, 1.0, 3e-4];

/// Asserts that a run of `plan` has the same rates and momenta after it was written for Python and read again.
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
fn every_torch_run_is_unchanged_after_writing_and_reading() -> Result<()> {
    for (torch, case) in cases::of_torch() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        for step in steps(&case) {
            assert_goes_on(torch, &plan, &plan.preview(BASES.len(), step)?, &functions_of(torch, &case), 40)?;
        }
    }
    Ok(())
}

/// A program that builds the plan itself can therefore load the state that was read.
#[test]
fn reading_recovers_the_arguments_of_the_plan() -> Result<()> {
    for (torch, case) in cases::of_torch() {
        let plan = Plan::lr(0.1, case.schedule());
        let text = pytorch::write(&plan, &plan.preview(BASES.len(), 0)?)?;
        let (read, _) = pytorch::read_with(&text, &functions_of(torch, &case))?;
        let differences = plan.spec().differences(&read.spec());
        // Cycles ignore the base, so any base may be read. Functions have a name after reading.
        let expected = |path: &str| path == "lr.base" || path.ends_with("lr_lambda") || path.ends_with("scale_fn");
        let others: Vec<_> = differences.iter().filter(|difference| !expected(&difference.path)).collect();
        assert!(others.is_empty(), "{torch}: {others:?}");
    }
    Ok(())
}

#[test]
fn a_plateau_rule_continues_from_the_current_rates() -> Result<()> {
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
fn a_fractional_time_is_written_only_if_torch_continues_from_it() -> Result<()> {
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

#[test]
fn arguments_that_a_state_dict_lacks_are_recovered() -> Result<()> {
    let mut generator = Generator::new(7);
    for round in 0..2_000 {
        let three_phase = round % 2 == 0;
        let pct_start = generator.fraction() * if three_phase { 0.5 } else { 1.0 };
        let schedule = OneCycleLr::new(generator.fraction() * 10.0, generator.whole(3, 500))?
            .div_factor(1.0 + 50.0 * generator.fraction())?
            .final_div_factor(1e5 * generator.fraction())?
            .pct_start(pct_start)?
            .three_phase(three_phase)?;
        let plan = Plan::lr(0.1, schedule);
        assert_goes_on(&format!("{schedule:?}"), &plan, &plan.preview(BASES.len(), 0)?, &Functions::new(), 60)?;
    }
    for round in 0..2_000 {
        let (up, down) = (generator.whole(1, 10_000), generator.whole(0, 10_000));
        let schedule = CyclicLr::new(0.01, 0.1)?.step_size_up(up)?.step_size_down(down);
        let plan = Plan::lr(0.1, schedule.clone());
        assert_goes_on(&format!("{schedule:?}"), &plan, &plan.preview(BASES.len(), round)?, &Functions::new(), 5)?;
    }
    Ok(())
}
