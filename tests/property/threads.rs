//! Threads that share schedules and receive schedulers from another thread: the values are those of a single thread.

use crate::property::acts::{acts, perform};
use crate::property::plans::{PlanFile, plans};
use crate::property::runner::runner;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::thread;
use tch_lr_scheduler::{DryRun, Error, Plan, Result, Scheduler, State};

const THREADS: u64 = 8;

/// A scheduler at three times as many steps as its number.
fn started(plan: &Plan, file: &PlanFile, number: u64) -> Result<Scheduler> {
    let mut scheduler = Scheduler::start(plan, file.groups, &mut DryRun)?;
    scheduler.seek(number * 3, &mut DryRun)?;
    Ok(scheduler)
}

#[test]
fn eight_schedulers_of_one_plan_run_at_once_as_each_would_alone() {
    let law = |(file, acts): (PlanFile, Vec<_>)| {
        let run = |mut scheduler: Scheduler| -> Result<State> {
            acts.iter().try_for_each(|act| perform(act, &mut scheduler, &mut DryRun))?;
            Ok(scheduler.state().clone())
        };
        let failed = |error: tch_lr_scheduler::Error| TestCaseError::fail(error.to_string());
        let shared = file.plan().map_err(failed)?;
        let together: Vec<Result<State>> = thread::scope(|scope| {
            let begun = (0..THREADS).map(|number| {
                let scheduler = started(&shared, &file, number);
                scope.spawn(|| run(scheduler?))
            });
            let begun: Vec<_> = begun.collect();
            begun.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
        });
        for (number, together) in (0..).zip(together) {
            match (together, file.plan().and_then(|plan| run(started(&plan, &file, number)?))) {
                (Err(Error::PastEnd { step, .. }), Err(Error::PastEnd { step: alone, .. })) => prop_assert_eq!(step, alone),
                (together, alone) => {
                    let (together, alone) = (together.map_err(failed)?, alone.map_err(failed)?);
                    prop_assert_eq!(together.to_json(), alone.to_json(), "scheduler {}", number);
                }
            }
        }
        Ok(())
    };
    runner(200).run(&(plans(), acts()), law).unwrap_or_else(|failure| panic!("{failure}"));
}
