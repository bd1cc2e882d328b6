//! Rules in plan files.

use tch_lr_scheduler::{
    Constant, EarlyStopping, FeedbackRule, GreedyLr, NewBob, Plan, PlanSpec, PlannedRule, ReduceLrOnPlateau, Result,
    ScaleOnPlateau, SpikeGuard,
};

fn read(feedback: &str) -> Result<Plan> {
    PlanSpec::from_toml(&format!("[lr]\nbase = 0.1\n{feedback}"))?.plan()
}

#[test]
fn every_rule_can_be_read_back() -> Result<()> {
    let lr = || Plan::lr(0.1, Constant);
    let plans = [
        lr().feedback(ReduceLrOnPlateau::new().initial_extra_patience(3).restore_best(true).min_lrs([0.1])?),
        lr().feedback(ScaleOnPlateau::new().accumulation_size(7)?.min_scale(0.25)?),
        lr().feedback(GreedyLr::new().smooth(true).window_size(3)?.max_lrs([0.5])?),
        lr().feedback(NewBob::new().improvement_threshold(-0.5)?),
        lr().feedback(SpikeGuard::new().above(1.0)?.restore_after(9)),
        lr().feedback(EarlyStopping::new(3)?.baseline(0.5)?),
        lr().feedback(PlannedRule::new(NewBob::new()).name("a name with spaces").groups([0]).during(2..9)),
        lr().feedback(EarlyStopping::new(3)?).feedback(PlannedRule::new(EarlyStopping::new(3)?).name("type")),
    ];
    for plan in plans {
        let (json, toml) = (plan.spec().to_json()?, plan.spec().to_toml()?);
        assert_eq!(PlanSpec::from_json(&json)?.plan()?.spec().to_json()?, json);
        assert_eq!(PlanSpec::from_toml(&toml)?.plan()?.spec().to_json()?, json);
    }
    Ok(())
}

#[test]
fn one_rule_is_a_table_and_several_are_named_tables() -> Result<()> {
    let one = read("[feedback]\ntype = 'SpikeGuard'\nhold = 3")?;
    assert_eq!(one.spec(), Plan::lr(0.1, Constant).feedback(SpikeGuard::new().hold(3)).spec());
    let named = read(
        "[feedback.guard]\ntype = 'SpikeGuard'\n[feedback.stop]\ntype = 'EarlyStopping'\npatience = 3\nduring = { from = 5 }",
    )?;
    let guard = PlannedRule::new(SpikeGuard::new()).name("guard");
    let stop = PlannedRule::new(EarlyStopping::new(3)?).name("stop").during(5..);
    // The order of the tables does not matter.
    assert_eq!(named.spec(), Plan::lr(0.1, Constant).feedback(stop).feedback(guard).spec());
    Ok(())
}

#[test]
fn an_error_names_the_place_and_the_nearest_name() {
    let cases = [
        ("[feedback]\ntype = 'SpikeGaurd'", "feedback.type: did you mean \"SpikeGuard\"?"),
        ("[feedback.guard]\ntype = 'SpikeGuard'\nhodl = 3", "feedback.guard.hodl: did you mean hold?"),
        ("[feedback.guard]\ntype = 'SpikeGuard'\nbeta = 1", "feedback.guard.beta: expected at least 0 and below 1, found 1.0"),
        ("[feedback]\ntype = 'EarlyStopping'", "feedback: EarlyStopping needs patience"),
        ("[feedback]\ntype = 'GreedyLR'\nmin_lr = [-1.0]", "feedback.min_lr: expected finite and not negative, found -1.0"),
        ("[feedback]\npatience = 3", "feedback: add type = \"ReduceLROnPlateau\""),
        ("[[feedback]]\ntype = 'GreedyLR'", "feedback: write a table for each rule, such as [feedback.spikes]"),
        ("[feedback.a]\ntype = 'GreedyLR'\ngroups = []", "feedback.a.groups: expected a list of at least one group"),
    ];
    for (file, expected) in cases {
        let error = read(file).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{file}\n{error}");
    }
}

#[derive(Debug)]
struct OfTheProgram;

impl FeedbackRule for OfTheProgram {
    type State = ();

    fn metric(&self, _: f64, (): &mut (), _: &mut tch_lr_scheduler::RuleContext<'_>) -> tch_lr_scheduler::Action {
        tch_lr_scheduler::Action::Continue
    }
}

#[test]
fn a_rule_of_the_program_cannot_be_written_to_a_file() {
    let plan = Plan::lr(0.1, Constant).feedback(OfTheProgram);
    let error = plan.spec().to_json().unwrap_err().to_string();
    assert!(error.starts_with("feedback.of_the_program: expected a feedback rule that a file can describe"), "{error}");
    assert!(plan.preview(1, 0).is_ok_and(|state| state.to_json().is_ok()));
}
