//! Several rules in one plan.

use crate::runs::{self, Draws, start};
use tch_lr_scheduler::{
    Action, Constant, Cooldown, DryRun, EarlyStopping, ExponentialLr, GreedyLr, NewBob, Plan, PlannedRule, ReduceLrOnPlateau,
    Result, ResumePolicy, ScaleOnPlateau, Scheduler, SpikeGuard,
};

fn rules() -> Result<[PlannedRule; 4]> {
    Ok([
        ReduceLrOnPlateau::new().factor(0.5)?.patience(1).into(),
        GreedyLr::new().factor(0.7)?.patience(0).min_lr(0.0)?.into(),
        NewBob::new().annealing_factor(0.9)?.into(),
        SpikeGuard::new().after(2).factor(0.3)?.hold(1).ramp(3).into(),
    ])
}

#[test]
fn the_order_of_the_rules_does_not_matter() -> Result<()> {
    let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]];
    for seed in 0..20 {
        let metrics = runs::metrics(&mut Draws::new(seed));
        let mut runs = vec![];
        for order in orders {
            let rules = rules()?;
            let plan =
                order.iter().fold(Plan::lr(0.3, ExponentialLr::new(0.97)?), |plan, rule| plan.feedback(rules[*rule].clone()));
            let mut scheduler = start(&plan)?;
            let mut states = vec![];
            for metric in &metrics {
                scheduler.metric(*metric, &mut DryRun)?;
                states.push(scheduler.step(&mut DryRun)?.to_json()?);
            }
            runs.push(states);
        }
        assert!(runs.iter().all(|states| *states == runs[0]), "run {seed}");
    }
    Ok(())
}

#[test]
fn the_rate_is_the_scheduled_rate_times_the_factor_of_each_rule() -> Result<()> {
    for seed in 0..20 {
        let metrics = runs::metrics(&mut Draws::new(seed));
        let mut alone = rules()?.map(|rule| start(&Plan::lr(0.3, Constant).feedback(rule)).expect("a plan with one rule"));
        let mut together = start(&rules()?.into_iter().fold(Plan::lr(0.3, Constant), Plan::feedback))?;
        for metric in metrics {
            together.metric(metric, &mut DryRun)?;
            let mut product = 0.3;
            for scheduler in &mut alone {
                scheduler.metric(metric, &mut DryRun)?;
                product *= scheduler.lr() / 0.3;
            }
            assert!((together.lr() / product - 1.0).abs() < 1e-12, "run {seed}: {} and {product}", together.lr());
        }
    }
    Ok(())
}

#[test]
fn a_rule_beside_rules_that_do_nothing_keeps_its_bits() -> Result<()> {
    for seed in 0..50 {
        let (plan, metrics) = runs::greedy_lr(seed)?;
        let (mut alone, mut beside) = (start(&plan)?, start(&plan.clone().feedback(EarlyStopping::new(1_000)?))?);
        for metric in metrics {
            alone.metric(metric, &mut DryRun)?;
            beside.metric(metric, &mut DryRun)?;
            assert_eq!(alone.lr().to_bits(), beside.lr().to_bits(), "run {seed}");
        }
    }
    Ok(())
}

#[test]
fn a_rule_acts_only_on_its_groups_and_in_its_window() -> Result<()> {
    let rule = |from| PlannedRule::new(NewBob::new()).groups([1]).during(from..from + 2);
    for from in 0..4 {
        let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule(from)), 3, &mut DryRun)?;
        for _ in 0..8 {
            scheduler.metric(1.0, &mut DryRun)?;
            scheduler.step(&mut DryRun)?;
        }
        assert_eq!(scheduler.lrs(), [0.8, 0.4, 0.8]);
        assert_eq!(scheduler.state().rule("new_bob").map(|state| state.metrics), Some(2));
    }
    Ok(())
}

#[test]
fn a_plateau_with_groups_reduces_only_those() -> Result<()> {
    let rule = PlannedRule::new(ReduceLrOnPlateau::new().factor(0.5)?.patience(0)).groups([0]);
    let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 2, &mut DryRun)?;
    scheduler.metric(1.0, &mut DryRun)?;
    let change = scheduler.metric(1.0, &mut DryRun)?.change.expect("a reduction");
    assert_eq!((change.lr, change.was), (vec![(0, 0.4)], vec![0.8]));
    assert_eq!(scheduler.lrs(), [0.4, 0.8]);
    Ok(())
}

#[test]
fn the_strongest_action_is_returned_with_the_name_of_its_rule() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).feedback(SpikeGuard::new()).feedback(EarlyStopping::new(2)?);
    let mut scheduler = start(&plan)?;
    let mut answers = vec![];
    for loss in [0.5, f64::NAN, f64::NAN] {
        let response = scheduler.metric(loss, &mut DryRun)?;
        answers.push((response.action, response.rule));
    }
    let expected = [
        (Action::Continue, None),
        (Action::SkipStep, Some("spike_guard".to_owned())),
        (Action::Stop, Some("early_stopping".to_owned())),
    ];
    assert_eq!(answers, expected);
    Ok(())
}

#[test]
fn a_guard_acts_during_a_cooldown_and_other_rules_do_not() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).feedback(SpikeGuard::new()).feedback(EarlyStopping::new(1)?);
    let mut scheduler = start(&plan)?;
    scheduler.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    for _ in 0..3 {
        assert_eq!(scheduler.metric(f64::NAN, &mut DryRun)?.action, Action::SkipStep);
        scheduler.step(&mut DryRun)?;
    }
    assert!((scheduler.lr() - 0.07).abs() < 1e-15);
    Ok(())
}

#[test]
fn a_changed_plan_keeps_the_states_of_its_rules_by_name() -> Result<()> {
    let first = Plan::lr(0.8, Constant).feedback(NewBob::new()).feedback(EarlyStopping::new(9)?);
    let mut scheduler = start(&first)?;
    for _ in 0..2 {
        scheduler.metric(1.0, &mut DryRun)?;
    }
    let changed = Plan::lr(0.8, Constant).feedback(NewBob::new().patient(5)).feedback(ScaleOnPlateau::new());
    let mut resumed = start(&changed)?;
    let state = resumed.load_with(scheduler.state().clone(), ResumePolicy::SameStep, &mut DryRun)?;
    assert_eq!(state.lr, [0.4]);
    let metrics = |name: &str| state.rule(name).map(|rule| rule.metrics);
    assert_eq!([metrics("new_bob"), metrics("scale_on_plateau"), metrics("early_stopping")], [Some(2), Some(0), None]);
    Ok(())
}

#[test]
fn a_group_that_is_added_has_the_factor_of_the_most_reduced_group() -> Result<()> {
    let rule = PlannedRule::new(NewBob::new()).groups([1]);
    let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(rule), 2, &mut DryRun)?;
    for _ in 0..2 {
        scheduler.metric(1.0, &mut DryRun)?;
    }
    assert_eq!(scheduler.regroup(3, &mut DryRun)?.lr, [0.8, 0.4, 0.8]); // the rule does not act on group 2
    let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).feedback(NewBob::new()), 1, &mut DryRun)?;
    for _ in 0..2 {
        scheduler.metric(1.0, &mut DryRun)?;
    }
    assert_eq!(scheduler.regroup(2, &mut DryRun)?.lr, [0.4, 0.4]);
    Ok(())
}

#[test]
fn skipped_steps_are_in_the_log() -> Result<()> {
    let mut scheduler = start(&Plan::lr(0.1, Constant).feedback(SpikeGuard::new()))?;
    let logged = |scheduler: &Scheduler| -> Vec<String> {
        scheduler.state().named_values().map(|(name, value)| format!("{name} {value}")).collect()
    };
    scheduler.metric(0.5, &mut DryRun)?;
    assert_eq!(logged(&scheduler), ["lr[0] 0.1", "spike_guard.skipped_steps 0"]);
    scheduler.metric(f64::NAN, &mut DryRun)?;
    assert_eq!(logged(&scheduler), ["lr[0] 0.010000000000000002", "spike_guard.skipped_steps 1"]);
    Ok(())
}
