//! A run that is saved and loaded after every metric equals the uninterrupted one, for every rule.

use crate::runs::{self, Draws, Run, start};
use serde::{Deserialize, Serialize};
use tch_lr_scheduler::{
    Action, Constant, DryRun, ExponentialLr, FeedbackRule, Plan, PlannedRule, ReduceLrOnPlateau, Response, Result, RuleContext,
    Scheduler, SpikeGuard, State,
};

/// Averages all metrics, and sets the rate from the mean. Its state has a negative integer, an enum and a list.
#[derive(Debug)]
struct OfTheUser;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct UserState {
    balance: i64,
    finite: Vec<f64>,
    last: Option<Kind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Kind {
    Low,
    High(u8),
}

impl FeedbackRule for OfTheUser {
    type State = UserState;

    fn metric(&self, metric: f64, state: &mut UserState, run: &mut RuleContext<'_>) -> Action {
        state.balance += if metric > 0.5 { 1 } else { -2 };
        state.last = Some(if metric > 0.5 { Kind::High(7) } else { Kind::Low });
        state.finite.extend(metric.is_finite().then_some(metric));
        let mean = state.finite.iter().sum::<f64>() / state.finite.len().max(1) as f64;
        run.groups().for_each(|group| run.set_lr(group, run.lr(group) * mean.clamp(0.5, 1.5)));
        if state.balance.rem_euclid(5) == 0 { Action::SkipStep } else { Action::Continue }
    }
}

fn spikes(seed: u64) -> Result<Run> {
    let mut draws = Draws::new(seed);
    let guard = SpikeGuard::new().above(draws.pick(&[1.5, 2.0]))?.after(draws.below(5)).factor(draws.pick(&[0.0, 0.1, 0.5]))?;
    let guard = guard.hold(draws.below(4)).ramp(draws.below(4)).beta(draws.pick(&[0.0, 0.5, 0.98]))?.restore_after(draws.below(3));
    Ok((Plan::lr(0.3, ExponentialLr::new(0.99)?).feedback(guard), runs::metrics(&mut draws)))
}

fn plateau(seed: u64) -> Result<Run> {
    let mut draws = Draws::new(seed);
    let rule = ReduceLrOnPlateau::new().factor(draws.pick(&[0.5, 0.9]))?.patience(draws.below(4)).cooldown(draws.below(3));
    let rule = rule.initial_extra_patience(draws.below(5)).restore_best(draws.below(2) == 1);
    let name = draws.pick(&["reduce_lr_on_plateau", "another name"]);
    Ok((Plan::lr(0.3, Constant).feedback(PlannedRule::new(rule).name(name)), runs::metrics(&mut draws)))
}

fn user(seed: u64) -> Result<Run> {
    Ok((Plan::lr(0.3, Constant).feedback(OfTheUser), runs::metrics(&mut Draws::new(seed))))
}

/// Several rules beside a schedule that is not constant.
fn several(seed: u64) -> Result<Run> {
    let mut draws = Draws::new(seed);
    let plan = Plan::lr(0.3, ExponentialLr::new(0.98)?)
        .feedback(OfTheUser)
        .feedback(tch_lr_scheduler::GreedyLr::new().patience(draws.below(3)))
        .feedback(PlannedRule::new(tch_lr_scheduler::NewBob::new()).during(10..50))
        .feedback(tch_lr_scheduler::EarlyStopping::new(3)?)
        .feedback(SpikeGuard::new().after(5))
        .feedback(ReduceLrOnPlateau::new().patience(draws.below(4)));
    Ok((plan, runs::metrics(&mut draws)))
}

fn go_on(scheduler: &mut Scheduler, metric: f64) -> Result<(Response, State)> {
    let response = scheduler.metric(metric, &mut DryRun)?;
    Ok((response, scheduler.step(&mut DryRun)?.clone()))
}

/// A run that is drawn from a seed.
type OfSeed = fn(u64) -> Result<Run>;

#[test]
fn a_run_that_is_killed_at_every_step_equals_the_uninterrupted_one() -> Result<()> {
    let kinds: [(&str, OfSeed); 8] = [
        ("greedy_lr", runs::greedy_lr),
        ("new_bob", runs::new_bob),
        ("scale_on_plateau", runs::scale_on_plateau),
        ("early_stopping", runs::early_stopping),
        ("spike_guard", spikes),
        ("reduce_lr_on_plateau", plateau),
        ("a rule of the user", user),
        ("several rules", several),
    ];
    for (name, run) in kinds {
        for seed in 0..5 {
            let (plan, metrics) = run(seed)?;
            let mut uninterrupted = start(&plan)?;
            let mut text = uninterrupted.state().to_json()?;
            for (step, metric) in metrics.into_iter().enumerate() {
                let mut resumed = start(&plan)?;
                resumed.load(State::from_json(&text)?, &mut DryRun)?;
                let (expected, found) = (go_on(&mut uninterrupted, metric)?, go_on(&mut resumed, metric)?);
                assert_eq!(found, expected, "{name}, run {seed}, after step {step}");
                text = resumed.state().to_json()?;
                assert_eq!(text, uninterrupted.state().to_json()?, "{name}, run {seed}, after step {step}");
            }
        }
    }
    Ok(())
}
