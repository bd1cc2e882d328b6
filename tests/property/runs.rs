//! Properties of runs of random plans: stepped, previewed, saved, read and resumed.

use crate::common::recorder::Recorder;
use crate::property::acts::{acts, perform};
use crate::property::plans::{plans, whole_numbers};
use crate::property::runner::runner;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use tch_lr_scheduler::{Error, Plan, PlanSpec, Scheduler, State};

fn failed(error: impl ToString) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// All numbers of a state, as bits.
fn bits(state: &State) -> Vec<u64> {
    let numbers = state.scalars.iter().map(|(_, number)| number);
    state.lr.iter().chain(&state.momentum).chain(&state.weight_decay).chain(numbers).map(|number| number.to_bits()).collect()
}

/// Whether a schedule of the plan ends, and the step after its end is an error.
fn is_past_end(error: &Error) -> bool {
    matches!(error, Error::PastEnd { .. })
}

fn start(plan: &Plan, groups: usize) -> Result<(Scheduler, Recorder), TestCaseError> {
    let mut optimizer = Recorder::new(groups);
    let scheduler = Scheduler::start(plan, groups, &mut optimizer).map_err(failed)?;
    Ok((scheduler, optimizer))
}

fn checked<T: std::fmt::Debug>(drawn: impl Strategy<Value = T>, law: impl Fn(T) -> Result<(), TestCaseError>) {
    runner(1_500).run(&drawn, law).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn written_values_equal_the_state_and_are_finite() {
    checked((plans(), acts()), |(file, acts)| {
        let (mut scheduler, mut optimizer) = start(&file.plan().map_err(failed)?, file.groups)?;
        for act in &acts {
            perform(act, &mut scheduler, &mut optimizer).map_err(failed)?;
            let state = scheduler.state();
            for (told, written) in
                [(&state.lr, &optimizer.lr), (&state.momentum, &optimizer.momentum), (&state.weight_decay, &optimizer.weight_decay)]
            {
                let same = told.iter().zip(written).all(|(told, written)| told.to_bits() == written.to_bits() && told.is_finite());
                prop_assert!(same, "after {act:?}: {told:?} is told, {written:?} is written");
            }
            prop_assert!(state.scalars.iter().all(|(_, number)| number.is_finite()), "after {act:?}: {:?}", state.scalars);
        }
        Ok(())
    });
}

#[test]
fn a_run_saved_and_read_at_any_point_continues_unchanged() {
    checked((plans(), acts(), any::<Index>()), |(file, acts, stop)| {
        let plan = file.plan().map_err(failed)?;
        let (mut uninterrupted, mut optimizer) = start(&plan, file.groups)?;
        let stop = stop.index(acts.len() + 1);
        for act in &acts[..stop] {
            perform(act, &mut uninterrupted, &mut optimizer).map_err(failed)?;
        }
        let saved = uninterrupted.state().to_json().map_err(failed)?;
        let read = State::from_json(&saved).map_err(failed)?;
        prop_assert_eq!(&read, uninterrupted.state());
        let (mut resumed, mut fresh) = start(&file.plan().map_err(failed)?, file.groups)?;
        resumed.load(read, &mut fresh).map_err(failed)?;
        prop_assert_eq!(bits(resumed.state()), bits(uninterrupted.state()));
        for act in &acts[stop..] {
            perform(act, &mut uninterrupted, &mut optimizer).map_err(failed)?;
            perform(act, &mut resumed, &mut fresh).map_err(failed)?;
            prop_assert_eq!(resumed.state(), uninterrupted.state());
            prop_assert_eq!(bits(resumed.state()), bits(uninterrupted.state()));
        }
        prop_assert_eq!(resumed.state().to_json(), uninterrupted.state().to_json());
        Ok(())
    });
}

#[test]
fn previewing_stepping_and_seeking_agree() {
    checked((plans(), 0..24u64), |(file, last)| {
        let plan = file.plan().map_err(failed)?;
        let (mut driven, mut optimizer) = start(&plan, file.groups)?;
        for step in 1..=last {
            if let Err(error) = driven.step(&mut optimizer) {
                prop_assert!(is_past_end(&error), "{}", error);
                let previewed = plan.preview(file.groups, step);
                prop_assert!(previewed.as_ref().is_err_and(is_past_end), "{:?}", previewed);
                return Ok(());
            }
            if step % 5 == 0 || step == last {
                let previewed = file.plan().and_then(|plan| plan.preview(file.groups, step)).map_err(failed)?;
                prop_assert_eq!(bits(&previewed), bits(driven.state()), "at step {}", step);
            }
        }
        let back = last / 2;
        driven.seek(back, &mut optimizer).map_err(failed)?;
        let previewed = plan.preview(file.groups, back).map_err(failed)?;
        prop_assert_eq!(bits(&previewed), bits(driven.state()), "back at step {}", back);
        Ok(())
    });
}

#[test]
fn a_plan_written_and_read_is_the_same_plan() {
    checked((plans(), 0..100u64), |(file, step)| {
        let plan = file.plan().map_err(failed)?;
        let spec = plan.spec();
        prop_assert!(spec.differences(&spec).is_empty());
        let previewed = match plan.preview(file.groups, step) {
            Err(error) if is_past_end(&error) => return Ok(()),
            other => other.map_err(failed)?,
        };
        let as_json = PlanSpec::from_json(&spec.to_json().map_err(failed)?).map_err(failed)?;
        let mut read = vec![as_json];
        match spec.to_toml() {
            Ok(text) => read.push(PlanSpec::from_toml(&text).map_err(failed)?),
            // TOML's integers are signed.
            Err(error) => prop_assert!(whole_numbers(&file.json).iter().any(|number| i64::try_from(*number).is_err()), "{error}"),
        }
        for read in read {
            let again = read.plan().map_err(failed)?;
            prop_assert_eq!(again.spec().differences(&spec), vec![]);
            prop_assert_eq!(again.spec().to_string(), spec.to_string());
            prop_assert_eq!(bits(&again.preview(file.groups, step).map_err(failed)?), bits(&previewed));
        }
        Ok(())
    });
}
