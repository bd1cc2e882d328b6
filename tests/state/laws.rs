//! Laws of runs that are resumed: random steps, jumps, metrics, cooldowns, changes of groups, and resumes with every policy.

use crate::property::acts::{Act, acts, perform};
use crate::property::runner::runner;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;
use tch_lr_scheduler::{
    Constant, Cooldown, CosineAnnealingLr, DryRun, Error, ExponentialLr, Functions, Mode, Plan, ReduceLrOnPlateau, ResumePolicy,
    Schedule, Scheduler, State, StepLr,
};

type Checked<T = ()> = Result<T, TestCaseError>;

const MOST_GROUPS: usize = 4;

/// The parts in which the plans of a run may differ.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Choice {
    schedule: usize,
    rule: usize,
    total: u64,
}

fn choices() -> impl Strategy<Value = Choice> {
    let total = select(vec![1, 50, 77, 100, 1_000, 1 << 40]);
    (0..4usize, 0..4usize, total).prop_map(|(schedule, rule, total)| Choice { schedule, rule, total })
}

impl Choice {
    fn plan(self) -> tch_lr_scheduler::Result<Plan> {
        let schedule = match self.schedule {
            0 => Constant.boxed(),
            1 => ExponentialLr::new(0.97)?.boxed(),
            2 => CosineAnnealingLr::new(40)?.warmup(5)?.boxed(),
            _ => StepLr::new(3, 0.7)?.boxed(),
        };
        let plan = Plan::lr(0.1, schedule).lr_group(1, 0.3, Constant).momentum(0.9, Constant).expect_groups(MOST_GROUPS);
        let plan = plan.weight_decay_at_lr(0.01, 0.1).total_steps(self.total);
        let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0);
        Ok(match self.rule {
            0 => plan,
            1 => plan.reduce_lr_on_plateau(rule.min_lr(0.02)?),
            2 => plan.reduce_lr_on_plateau(rule.mode(Mode::Max).cooldown(2)),
            _ => plan.reduce_lr_on_plateau(rule.eps(0.0)?),
        })
    }
}

#[derive(Debug, Clone)]
enum Event {
    Acts(Vec<Act>),
    Regroup(usize),
    Resume { policy: Policy, choice: Option<Choice>, groups: usize },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Policy {
    Refuse,
    KeepSaved,
    SameStep,
    SameFraction,
}

impl Policy {
    fn policy(self) -> ResumePolicy {
        match self {
            Self::Refuse => ResumePolicy::Refuse,
            Self::KeepSaved => ResumePolicy::KeepSaved(Functions::new()),
            Self::SameStep => ResumePolicy::SameStep,
            Self::SameFraction => ResumePolicy::SameFraction,
        }
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let policy = select(vec![Policy::Refuse, Policy::KeepSaved, Policy::SameStep, Policy::SameFraction]);
    let resume = (policy, prop::option::of(choices()), 1..=MOST_GROUPS);
    let event = prop_oneof![
        3 => acts().prop_map(Event::Acts),
        1 => (1..=MOST_GROUPS).prop_map(Event::Regroup),
        2 => resume.prop_map(|(policy, choice, groups)| Event::Resume { policy, choice, groups }),
    ];
    vec(event, 0..12)
}

fn failed(error: impl ToString) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

fn read(state: &State) -> Checked<State> {
    State::from_json(&state.to_json().map_err(failed)?).map_err(failed)
}

/// A scheduler of `plan` that has loaded a state.
fn resumed(plan: &Plan, groups: usize, state: State, policy: ResumePolicy) -> tch_lr_scheduler::Result<Scheduler> {
    let mut scheduler = Scheduler::start(plan, groups, &mut DryRun)?;
    scheduler.load_with(state, policy, &mut DryRun)?;
    Ok(scheduler)
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Whether the cooldown of a state has started, from what the documentation of its fields says.
fn is_cooling_down(state: &State) -> bool {
    state.cooldown.as_ref().is_some_and(|cooldown| {
        let since = (i128::from(state.step) - i128::from(cooldown.step)) as f64 + (state.fraction - cooldown.fraction);
        since + cooldown.elapsed >= 0.0
    })
}

/// The whole steps of the time in a run of `new` steps at the same fraction of a run of `old` steps, and the rest of a step.
fn at_same_fraction(step: u64, fraction: f64, old: u64, new: u64) -> (u64, f64) {
    let product = u128::from(step) * u128::from(new);
    let (whole, rest) = (product / u128::from(old), product % u128::from(old));
    let more = if fraction == 0.0 { 0.0 } else { (rest as f64 + fraction * new as f64) / old as f64 };
    let step = (whole + more as u128).min(u128::from(u64::MAX)) as u64;
    (step, more.fract())
}

fn assert_same_values(ours: &State, theirs: &State, groups: usize) -> Checked {
    prop_assert_eq!(bits(&ours.lr[..groups]), bits(&theirs.lr[..groups]));
    prop_assert_eq!(bits(&ours.weight_decay[..groups]), bits(&theirs.weight_decay[..groups]));
    Ok(())
}

/// The laws of a resume under another plan, or with another number of groups.
fn assert_resumes(before: &State, after: &State, policy: Policy, totals: Option<(u64, u64)>) -> Checked {
    let groups = before.lr.len().min(after.lr.len());
    let moved = |step, fraction| match (policy, totals) {
        (Policy::SameFraction, Some((old, new))) => at_same_fraction(step, fraction, old, new),
        _ => (step, fraction),
    };
    prop_assert_eq!((after.step, after.fraction), moved(before.step, before.fraction));
    let (Some(old), Some(new)) = (&before.cooldown, &after.cooldown) else {
        prop_assert!(before.cooldown.is_none() && after.cooldown.is_none());
        return Ok(());
    };
    prop_assert_eq!(&new.cooldown, &old.cooldown);
    if is_cooling_down(before) {
        prop_assert!(is_cooling_down(after));
        return assert_same_values(after, before, groups);
    }
    if old.elapsed == 0.0 {
        // Two times may round to the same step. The cooldown does not start before the resume.
        let start = moved(old.step, old.fraction);
        let now = (after.step, after.fraction);
        prop_assert_eq!(
            (new.step, new.fraction, new.elapsed),
            if start < now { (now.0, now.1, 0.0) } else { (start.0, start.1, 0.0) }
        );
    }
    Ok(())
}

/// Applies a change to the run. A refused resume leaves the run as it is.
fn apply(event: &Event, run: &mut Scheduler, choice: &mut Choice) -> Checked {
    match event {
        Event::Acts(acts) => acts.iter().try_for_each(|act| perform(act, run, &mut DryRun)).map_err(failed),
        Event::Regroup(groups) => {
            let before = run.state().clone();
            let after = run.regroup(*groups, &mut DryRun).map_err(failed)?;
            assert_resumes(&before, after, Policy::SameStep, None)?;
            assert_same_values(after, &before, before.lr.len().min(*groups))
        }
        Event::Resume { policy, choice: changed, groups } => {
            let (before, new) = (run.state().clone(), changed.unwrap_or(*choice));
            let is_changed = new.plan().map_err(failed)?.spec() != *before.plan();
            let loaded = resumed(&new.plan().map_err(failed)?, *groups, read(&before)?, policy.policy());
            let has_same_groups = before.lr.len() == *groups;
            match policy {
                Policy::Refuse if is_changed => prop_assert!(matches!(loaded, Err(Error::PlanChanged { .. })), "{:?}", loaded),
                Policy::Refuse | Policy::KeepSaved if !has_same_groups => {
                    prop_assert!(matches!(&loaded, Err(Error::ForeignState { field, .. }) if field == "lr"), "{:?}", loaded);
                }
                Policy::Refuse | Policy::KeepSaved => {
                    let kept = loaded.map_err(failed)?;
                    prop_assert_eq!(kept.state(), &before);
                }
                Policy::SameStep | Policy::SameFraction => {
                    let totals = is_changed.then_some((choice.total, new.total));
                    *run = loaded.map_err(failed)?;
                    *choice = new;
                    assert_resumes(&before, run.state(), *policy, totals)?;
                }
            }
            Ok(())
        }
    }
}

/// After every event, the state is written, read and loaded by a new scheduler, which then does the same as the uninterrupted run.
#[test]
fn a_state_always_loads_and_a_resume_moves_no_step_and_no_rate() {
    let checked = runner(1_000).run(&(choices(), 1..=MOST_GROUPS, events()), |(first, groups, events)| {
        let mut choice = first;
        let mut run = Scheduler::start(&choice.plan().map_err(failed)?, groups, &mut DryRun).map_err(failed)?;
        for event in &events {
            let (state, plan) = (read(run.state())?, choice.plan().map_err(failed)?);
            let mut twin = resumed(&plan, state.lr.len(), state, ResumePolicy::Refuse).map_err(failed)?;
            prop_assert_eq!(twin.state(), run.state());
            let mut choice_of_twin = choice;
            apply(event, &mut run, &mut choice)?;
            apply(event, &mut twin, &mut choice_of_twin)?;
            prop_assert_eq!(twin.state(), run.state());
            assert_same_values(twin.state(), run.state(), run.state().lr.len())?;
        }
        Ok(())
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}

/// From the step before its start to its end, a cooldown to a lower rate raises no rate of a run that steps, whatever happened
/// before.
#[test]
fn a_cooldown_to_zero_never_raises_a_rate() {
    let drawn = (choices(), 1..=MOST_GROUPS, events(), 0..60u64, 1..60u64, vec(-1.0..1.0, 0..6), prop::option::of(choices()));
    let checked = runner(1_000).run(&drawn, |(first, groups, events, start, back, metrics, resumes)| {
        let mut choice = Choice { schedule: 0, ..first };
        let mut run = Scheduler::start(&choice.plan().map_err(failed)?, groups, &mut DryRun).map_err(failed)?;
        run.seek(start + back, &mut DryRun).map_err(failed)?;
        run.cool_down(Cooldown::to(0.0, 30).map_err(failed)?, &mut DryRun).map_err(failed)?;
        run.seek(start, &mut DryRun).map_err(failed)?;
        for event in &events {
            if let Event::Regroup(_) = event {
                apply(event, &mut run, &mut choice)?;
            }
        }
        for metric in metrics {
            perform(&Act::Metric(metric), &mut run, &mut DryRun).map_err(failed)?;
        }
        let mut before = run.lrs().to_vec();
        for step in 0..back + 40 {
            if let Some(drawn) = resumes.filter(|_| step == back / 2 + 20) {
                let longer_or_shorter = Some(Choice { total: drawn.total, ..choice });
                let event = Event::Resume { policy: Policy::SameFraction, choice: longer_or_shorter, groups: before.len() };
                apply(&event, &mut run, &mut choice)?;
            }
            let now = &run.step(&mut DryRun).map_err(failed)?.lr;
            prop_assert!(now.iter().zip(&before).all(|(now, before)| now <= before), "{step}: {before:?}, {now:?}");
            before.clone_from(now);
        }
        Ok(())
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}
