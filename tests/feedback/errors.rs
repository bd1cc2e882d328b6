//! What is refused, and that nothing has changed then.

use tch_lr_scheduler::{
    Action, Constant, DryRun, EarlyStopping, Error, FeedbackRule, GreedyLr, NewBob, Plan, PlannedRule, Result, RuleContext,
    ScaleOnPlateau, Scheduler, SpikeGuard, State,
};

#[test]
fn parameters_out_of_their_ranges_are_errors_that_name_them() {
    let errors: [(Result<PlannedRule>, &str); 14] = [
        (GreedyLr::new().factor(0.0).map(Into::into), "GreedyLr: factor must be above 0 and below 1, found 0.0"),
        (GreedyLr::new().factor(1.0).map(Into::into), "GreedyLr: factor must be above 0 and below 1, found 1.0"),
        (GreedyLr::new().threshold(-1.0).map(Into::into), "GreedyLr: threshold must be finite and not negative, found -1.0"),
        (GreedyLr::new().window_size(0).map(Into::into), "GreedyLr: window_size must be at least 1, found 0"),
        (GreedyLr::new().max_lr(f64::NAN).map(Into::into), "GreedyLr: max_lr must be finite and not negative, found NaN"),
        (NewBob::new().annealing_factor(1.0).map(Into::into), "NewBob: annealing_factor must be at least 0 and below 1, found 1.0"),
        (NewBob::new().improvement_threshold(f64::NAN).map(Into::into), "NewBob: improvement_threshold must be finite, found NaN"),
        (ScaleOnPlateau::new().factor(1.0).map(Into::into), "ScaleOnPlateau: factor must be above 0 and below 1, found 1.0"),
        (ScaleOnPlateau::new().patience(0).map(Into::into), "ScaleOnPlateau: patience must be at least 1, found 0"),
        (ScaleOnPlateau::new().rtol(1.5).map(Into::into), "ScaleOnPlateau: rtol must be from 0 to 1, found 1.5"),
        (SpikeGuard::new().above(0.5).map(Into::into), "SpikeGuard: above must be finite and at least 1, found 0.5"),
        (SpikeGuard::new().beta(1.0).map(Into::into), "SpikeGuard: beta must be at least 0 and below 1, found 1.0"),
        (EarlyStopping::new(0).map(Into::into), "EarlyStopping: patience must be at least 1, found 0"),
        (
            EarlyStopping::new(1).and_then(|rule| rule.baseline(f64::NAN)).map(Into::into),
            "EarlyStopping: baseline must be finite, found NaN",
        ),
    ];
    for (result, expected) in errors {
        assert_eq!(result.map(drop).unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_plan_with_rules_that_do_not_fit_is_refused_at_the_start() -> Result<()> {
    let refused = |plan: Plan| plan.preview(2, 0).unwrap_err();
    let twice = Plan::lr(0.1, Constant).feedback(NewBob::new()).feedback(NewBob::new());
    assert_eq!(refused(twice), Error::RuleTwice { name: "new_bob".into() });
    let absent = Plan::lr(0.1, Constant).feedback(PlannedRule::new(NewBob::new()).groups([0, 2]));
    assert_eq!(refused(absent.clone()), Error::AbsentRuleGroup { rule: "new_bob".into(), group: 2, groups: 2 });
    assert!(absent.expect_groups(3).preview(2, 0).is_ok());
    let none = Plan::lr(0.1, Constant).feedback(PlannedRule::new(NewBob::new()).groups([]));
    assert_eq!(refused(none).to_string(), "PlannedRule: groups must be a list of at least one group, found Some([])");
    let nameless = Plan::lr(0.1, Constant).feedback(PlannedRule::new(NewBob::new()).name(""));
    assert_eq!(refused(nameless).to_string(), "PlannedRule: name must be not empty, found \"\"");
    let list = Plan::lr(0.1, Constant).feedback(GreedyLr::new().max_lrs([1.0; 3])?);
    assert_eq!(refused(list), Error::GroupCount { list: "max_lrs", expected: 2, found: 3 });
    Ok(())
}

#[test]
fn a_metric_for_a_rule_that_does_not_exist_names_the_rules() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).feedback(NewBob::new()).feedback(SpikeGuard::new());
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    let error = scheduler.metric_for("newbob", 0.5, &mut DryRun).unwrap_err();
    assert_eq!(error.to_string(), "the plan has no feedback rule newbob, expected one of new_bob; spike_guard");
    Ok(())
}

#[test]
fn none_is_a_step_without_a_metric() -> Result<()> {
    let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(NewBob::new()), 1, &mut DryRun)?;
    let before = scheduler.state().clone();
    scheduler.metric(None::<f64>, &mut DryRun)?;
    assert_eq!(*scheduler.state(), before);
    Ok(())
}

/// Sets a rate that is not finite, or a state that cannot be saved, at a metric above 1.
#[derive(Debug)]
struct Wrong {
    in_state: bool,
}

impl FeedbackRule for Wrong {
    type State = f64;

    fn metric(&self, metric: f64, state: &mut f64, run: &mut RuleContext<'_>) -> Action {
        *state += 1.0;
        run.set_lr(0, metric);
        if metric > 1.0 {
            if self.in_state { *state = f64::NAN } else { run.set_lr(0, f64::INFINITY) }
        }
        Action::Continue
    }
}

#[test]
fn nothing_has_changed_after_a_rule_of_the_program_has_failed() -> Result<()> {
    for (in_state, text) in
        [(false, "the rate of the feedback rule wrong at step 0: expected a finite value"), (true, "state: feedback.wrong is null")]
    {
        let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(Wrong { in_state }), 1, &mut DryRun)?;
        scheduler.metric(0.5, &mut DryRun)?;
        let before = scheduler.state().clone();
        let error = scheduler.metric(2.0, &mut DryRun).unwrap_err().to_string();
        assert!(error.starts_with(text), "{error}");
        assert_eq!(*scheduler.state(), before);
        assert_eq!(State::from_json(&before.to_json()?)?, before);
        scheduler.metric(0.25, &mut DryRun)?;
        assert_eq!(scheduler.lr(), 0.25);
    }
    Ok(())
}

#[test]
fn a_state_with_other_rules_is_refused() -> Result<()> {
    let (one, other) = (Plan::lr(0.1, Constant).feedback(NewBob::new()), Plan::lr(0.1, Constant).feedback(SpikeGuard::new()));
    let state = one.preview(1, 3)?;
    assert!(matches!(Scheduler::start(&other, 1, &mut DryRun)?.load(state.clone(), &mut DryRun), Err(Error::PlanChanged { .. })));
    assert!(Scheduler::start(&one, 1, &mut DryRun)?.load(state, &mut DryRun).is_ok());
    Ok(())
}
