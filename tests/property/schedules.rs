//! Properties of random schedules.

use crate::common::asked::Asked;
use crate::property::plans::{ScheduleFile, is_negative_somewhere, schedules, whole_numbers};
use crate::property::runner::runner;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::sync::Arc;
use tch_lr_scheduler::{Functions, Schedule};

const BASES: [f64; 6] = [0.1, 0.0, -0.0, 1e300, 1e-300, 5e-324];
/// The longest walk of a schedule without a closed form.
const FARTHEST_WALK: f64 = 2_000.0;
const EXACT: u64 = 1 << 53;

/// The first steps, those near the numbers in the file, and far ones.
fn steps(file: &ScheduleFile, schedule: &dyn Schedule) -> Vec<u64> {
    let around = |step: u64| [step.saturating_sub(1), step, step.saturating_add(1)];
    let numbers = whole_numbers(&file.0);
    let sums = numbers.iter().flat_map(|left| numbers.iter().take(4).map(|right| left.saturating_add(*right)));
    let near = (0..6).chain(numbers.iter().copied().take(12).flat_map(around)).chain(sums.take(16));
    let mut steps: Vec<_> = near.chain([1_000, 1_000_003, EXACT, u64::MAX]).collect();
    steps.retain(|step| schedule.steps_to_walk(*step as f64) <= FARTHEST_WALK);
    steps
}

fn checked(law: impl Fn(&ScheduleFile, &dyn Schedule) -> Result<(), TestCaseError>) {
    let checked = runner(8_000).run(&schedules(), |file| {
        let schedule = file.schedule().map_err(|error| TestCaseError::fail(error.to_string()))?;
        law(&file, &*schedule)
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn values_are_finite_not_negative_and_the_same_by_every_call() {
    checked(|file, schedule| {
        let may_be_negative = is_negative_somewhere(&file.0);
        let steps = steps(file, schedule);
        let base = BASES[steps.len() % BASES.len()];
        let in_order: Vec<f64> = steps.iter().map(|&step| schedule.at(base, step)).collect();
        let fresh = file.schedule().map_err(|error| TestCaseError::fail(error.to_string()))?;
        let shared: Arc<dyn Schedule> = Arc::new(fresh);
        for (&step, value) in steps.iter().zip(in_order).rev() {
            let what = format!("from {base:?} at step {step}: {value:?}");
            prop_assert!(value.is_finite(), "{}", what);
            prop_assert!(value >= 0.0 || may_be_negative, "{}", what);
            prop_assert_eq!(value.to_bits(), schedule.value(base, step as f64).to_bits(), "as a time, {}", what);
            prop_assert_eq!(value.to_bits(), shared.at(base, step).to_bits(), "asked directly, {}", what);
            prop_assert_eq!(value.to_bits(), Schedule::at(&&shared, base, step).to_bits(), "asked twice, {}", what);
            let between = schedule.value(base, step as f64 + 0.5);
            prop_assert!(between.is_finite(), "half a step later, {}, {}", between, what);
            // A chain first evaluates the step before, and the walk to that step may be long.
            if schedule.steps_to_walk(step.saturating_sub(1) as f64) <= FARTHEST_WALK {
                let chained = schedule.chained(base, base, step);
                prop_assert!(chained.is_finite(), "in a chain, {}, {}", chained, what);
            }
            let taken_over = schedule.continued(base, base, step as f64);
            prop_assert!(taken_over.is_finite(), "taking over, {}, {}", taken_over, what);
        }
        Ok(())
    });
}

#[test]
fn a_momentum_is_finite_not_negative_and_announced_by_first_momentum() {
    checked(|file, schedule| {
        for step in steps(file, schedule) {
            let momentum = schedule.companion(step as f64);
            prop_assert!(momentum.is_none_or(|momentum| momentum.is_finite() && momentum >= 0.0), "at step {step}: {momentum:?}");
            prop_assert!(
                momentum.is_none() || schedule.initial_companion().is_some(),
                "at step {step}, though never: {momentum:?}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_schedule_is_constant_from_its_horizon_on() {
    checked(|file, schedule| {
        let in_reach = |step: &u64| schedule.steps_to_walk(*step as f64) <= FARTHEST_WALK;
        let Some(horizon) = schedule.constant_from().filter(|horizon| *horizon < EXACT && in_reach(horizon)) else {
            return Ok(());
        };
        for base in BASES {
            let later = [1, 2, 3, 7, 40, 1_000, EXACT / 2].map(|after| horizon + after).into_iter().chain(steps(file, schedule));
            let later = later.filter(|step| *step >= horizon && in_reach(step));
            let held = schedule.at(base, horizon);
            for step in later {
                let value = schedule.at(base, step);
                prop_assert!(value.to_bits() == held.to_bits(), "horizon {horizon}, from {base:?}: {held:?}, at {step}: {value:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn a_schedule_written_and_read_is_the_same_schedule() {
    checked(|file, schedule| {
        let spec = schedule.spec();
        let read = spec.schedule(&Functions::new()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read.spec(), spec);
        prop_assert_eq!(format!("{:?}", read), format!("{:?}", schedule));
        let told = [(read.constant_from(), read.is_proportional()), (schedule.constant_from(), schedule.is_proportional())];
        prop_assert_eq!(told[0], told[1]);
        for step in steps(file, schedule) {
            prop_assert_eq!(read.at(0.1, step).to_bits(), schedule.at(0.1, step).to_bits(), "at step {}", step);
        }
        Ok(())
    });
}
