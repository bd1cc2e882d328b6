//! Resuming after the same number of samples or tokens.

use crate::property::runner::runner;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use tch_lr_scheduler::*;

fn plan(batch: u64, tokens: Option<u64>) -> Result<Plan> {
    let run = RunLength::new(Span::samples(1e6))?.samples_per_step(batch)?;
    let run = tokens.map_or(Ok(run), |tokens| run.tokens_per_step(tokens))?;
    Plan::lr(0.1, LinearLr::new(1.0, 0.1, run.steps(Span::samples(1e6))?)?).run(run)
}

fn resumed(plan: &Plan, state: State, policy: ResumePolicy) -> Result<Scheduler> {
    let mut scheduler = Scheduler::start(plan, 1, &mut DryRun)?;
    scheduler.load_with(state, policy, &mut DryRun)?;
    Ok(scheduler)
}

fn failed(error: Error) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

#[test]
fn half_the_batch_continues_at_twice_the_step() -> Result<()> {
    let resumed = resumed(&plan(32, None)?, plan(64, None)?.preview(1, 500)?, ResumePolicy::SameSamples)?;
    assert_eq!(resumed.state(), &plan(32, None)?.preview(1, 1_000)?);
    Ok(())
}

/// The number of samples is exact after any number of changes, and the value is that of the new plan at the step that has seen them.
#[test]
fn samples_are_counted_exactly_across_changes() {
    let changes = vec((1..5_000_u64, 0..1_000_u64, any::<bool>()), 1..8);
    let checked = runner(256).run(&changes, |changes| {
        let mut batch = 64;
        let mut scheduler = Scheduler::start(&plan(batch, None).map_err(failed)?, 1, &mut DryRun).map_err(failed)?;
        let mut seen = 0_u64;
        for (next, steps, is_saved) in changes {
            for _ in 0..steps {
                scheduler.step(&mut DryRun).map_err(failed)?;
                seen += batch;
            }
            prop_assert_eq!(scheduler.state().samples(), Some(seen));
            let state = scheduler.state().clone();
            let state = if is_saved { State::from_json(&state.to_json().map_err(failed)?).map_err(failed)? } else { state };
            let new = plan(next, None).map_err(failed)?;
            let is_same = next == batch;
            scheduler = resumed(&new, state.clone(), ResumePolicy::SameSamples).map_err(failed)?;
            let expected = if is_same { state.step } else { seen / next };
            prop_assert_eq!(scheduler.state().step, expected);
            prop_assert_eq!(scheduler.state().samples(), Some(seen));
            prop_assert_eq!(scheduler.lrs(), new.preview(1, expected).map_err(failed)?.lr);
            batch = next;
        }
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn every_policy_keeps_the_count() {
    let policies = [ResumePolicy::SameStep, ResumePolicy::SameSamples, ResumePolicy::SameTokens, ResumePolicy::SameFraction];
    let cases = (1..300_u64, 1..300_u64, 1..5_000_u64, 1..5_000_u64, 0..2_000_u64, 0..4_usize);
    let checked = runner(256).run(&cases, |(old, new, old_tokens, new_tokens, step, policy)| {
        let saved = plan(old, Some(old_tokens)).and_then(|plan| plan.preview(1, step)).map_err(failed)?;
        let new_plan = plan(new, Some(new_tokens)).map_err(failed)?;
        let scheduler = resumed(&new_plan, saved.clone(), policies[policy].clone()).map_err(failed)?;
        let state = scheduler.state();
        prop_assert_eq!((state.samples(), state.tokens()), (Some(step * old), Some(step * old_tokens)));
        let is_same = (old, old_tokens) == (new, new_tokens);
        match policy {
            1 if !is_same => prop_assert_eq!(state.step, step * old / new),
            2 if !is_same => prop_assert_eq!(state.step, step * old_tokens / new_tokens),
            0 => prop_assert_eq!(state.step, step),
            _ => {}
        }
        let read = State::from_json(&state.to_json().map_err(failed)?).map_err(failed)?;
        prop_assert_eq!(&read, state);
        let mut later = resumed(&new_plan, read, ResumePolicy::Refuse).map_err(failed)?;
        later.step(&mut DryRun).map_err(failed)?;
        let (samples, tokens) = (step * old + new, step * old_tokens + new_tokens);
        prop_assert_eq!((later.state().samples(), later.state().tokens()), (Some(samples), Some(tokens)));
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_run_between_two_steps_continues_at_the_exact_time() -> Result<()> {
    let mut saved = Scheduler::start(&plan(3, None)?, 1, &mut DryRun)?;
    saved.seek_time(5.5, &mut DryRun)?;
    let resumed = resumed(&plan(2, None)?, saved.state().clone(), ResumePolicy::SameSamples)?;
    assert_eq!((resumed.state().step, resumed.state().fraction), (8, 0.25));
    Ok(())
}

#[test]
fn a_cooldown_that_lies_ahead_starts_after_the_same_samples() -> Result<()> {
    let mut saved = Scheduler::start(&plan(64, None)?, 1, &mut DryRun)?;
    saved.seek(100, &mut DryRun)?;
    saved.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    saved.seek(50, &mut DryRun)?;
    let resumed = resumed(&plan(16, None)?, saved.state().clone(), ResumePolicy::SameSamples)?;
    let cooldown = resumed.state().cooldown.as_ref().map(|cooldown| cooldown.step);
    assert_eq!((resumed.state().step, cooldown), (200, Some(400)));
    Ok(())
}

#[test]
fn a_side_that_does_not_know_its_samples_is_an_error() -> Result<()> {
    let unknown = Plan::lr(0.1, Constant);
    for (policy, needs) in [(ResumePolicy::SameSamples, "samples_per_step"), (ResumePolicy::SameTokens, "tokens_per_step")] {
        let known = plan(64, Some(4_096))?;
        let error = resumed(&known, unknown.preview(1, 5)?, policy.clone()).unwrap_err();
        assert_eq!(error, Error::NoCountPerStep { which: "saved", needs });
        let error = resumed(&unknown, known.preview(1, 5)?, policy.clone()).unwrap_err();
        assert_eq!(error, Error::NoCountPerStep { which: "new", needs });
        assert_eq!(error.to_string(), format!("state: the new plan has no {needs}, expected one that is set by `Plan::run`"));
        // The same plan needs no count.
        assert_eq!(resumed(&unknown, unknown.preview(1, 5)?, policy)?.state().step, 5);
    }
    Ok(())
}

/// A state from before the plan knew its samples counts all steps as steps of the new plan.
#[test]
fn an_old_state_counts_its_steps_in_the_new_plan() -> Result<()> {
    let old = Plan::lr(0.1, Constant).preview(1, 5)?;
    assert!(!old.to_json()?.contains("seen"));
    let state = resumed(&plan(64, None)?, old, ResumePolicy::SameStep)?.state().clone();
    assert_eq!(state.samples(), Some(320));
    Ok(())
}

#[test]
fn counts_beyond_the_largest_number_do_not_panic() -> Result<()> {
    let huge = |samples| -> Result<Plan> { Plan::lr(0.1, Constant).run(RunLength::default().samples_per_step(samples)?) };
    let saved = huge(u64::MAX)?.preview(1, u64::MAX)?;
    assert_eq!(saved.samples(), Some(u64::MAX));
    let state = resumed(&huge(1)?, saved, ResumePolicy::SameSamples)?.state().clone();
    assert_eq!((state.step, state.samples()), (u64::MAX, Some(u64::MAX)));
    Ok(())
}
