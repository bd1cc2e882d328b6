//! What a group of a plan follows that gives only a part: the same in JSON, in TOML and in Rust, for every hyperparameter.

use crate::common::refusals::assert_says;
use tch_lr_scheduler::*;

fn plan_of(toml: &str) -> Result<Plan> {
    PlanSpec::from_toml(toml)?.plan()
}

/// The values of a hyperparameter of three groups, at some steps.
fn values(plan: &Plan, hyperparameter: Hyperparameter, steps: &[u64]) -> Result<Vec<Vec<f64>>> {
    steps.iter().map(|&step| Ok(plan.preview(3, step)?.values(hyperparameter).to_vec())).collect()
}

/// The values of a schedule from some bases, at some steps.
fn expected(schedules: [(f64, &dyn Schedule); 3], steps: &[u64]) -> Vec<Vec<f64>> {
    steps.iter().map(|&step| schedules.map(|(base, schedule)| schedule.at(base, step)).to_vec()).collect()
}

const STEPS: [u64; 5] = [0, 199, 200, 400, 1_000];

#[test]
fn a_group_with_a_base_and_no_schedule_follows_the_common_schedule() -> Result<()> {
    let step = StepLr::new(200, 0.1)?;
    for hyperparameter in ["lr", "momentum", "weight_decay"] {
        let lr = if hyperparameter == "lr" { "" } else { "lr = { base = 0.1 }\n" };
        let plan = plan_of(&format!(
            "{lr}[{hyperparameter}]\nbase = 1e-4\nschedule = {{ type = 'StepLR', step_size = 200 }}\n\
            [{hyperparameter}.groups.1]\nbase = 1e-5\n[{hyperparameter}.groups.2]\nbase = 0.5\nschedule = {{ type = 'Constant' }}"
        ))?;
        let kind = match hyperparameter {
            "lr" => Hyperparameter::Lr,
            "momentum" => Hyperparameter::Momentum,
            _ => Hyperparameter::WeightDecay,
        };
        let expected = expected([(1e-4, &step), (1e-5, &step), (0.5, &Constant)], &STEPS);
        assert_eq!(values(&plan, kind, &STEPS)?, expected, "{hyperparameter}");
        let in_rust = match kind {
            Hyperparameter::Lr => Plan::lr(1e-4, step).lr_base(1, 1e-5).lr_group(2, 0.5, Constant),
            Hyperparameter::Momentum => {
                Plan::lr(0.1, Constant).momentum(1e-4, step).momentum_base(1, 1e-5).momentum_group(2, 0.5, Constant)
            }
            _ => Plan::lr(0.1, Constant).weight_decay(1e-4, step).weight_decay_base(1, 1e-5).weight_decay_group(2, 0.5, Constant),
        };
        assert_eq!(values(&in_rust, kind, &STEPS)?, expected, "{hyperparameter}");
        if kind == Hyperparameter::Lr {
            assert_eq!(in_rust.spec(), plan.spec());
        }
    }
    Ok(())
}

#[test]
fn the_order_of_the_calls_does_not_matter() -> Result<()> {
    let plan = Plan::lr_groups([(0.1, Constant), (0.2, Constant)]);
    assert_says(plan.lr_base(1, 0.3).preview(2, 0), "plan: lr[1] is given twice, expected once");
    let late = Plan::lr(0.1, Constant).momentum_base(1, 0.5).momentum(0.8, StepLr::new(1, 0.5)?);
    assert_eq!(late.preview(2, 1)?.momentum, [0.4, 0.25]);
    Ok(())
}

#[test]
fn a_base_a_schedule_and_a_factor_of_a_group_are_taken_one_by_one() -> Result<()> {
    let common = "[lr]\nbase = 0.4\nschedule = { type = 'StepLR', step_size = 10, gamma = 0.5 }\n";
    let halved = |toml: &str| -> Result<f64> { Ok(plan_of(&format!("{common}{toml}"))?.preview(2, 20)?.lr[1]) };
    assert_eq!(halved("groups.1 = { base = 0.8 }"), Ok(0.2));
    assert_eq!(halved("groups.1 = { base = 0.8, factor = 0.5 }"), Ok(0.1));
    assert_eq!(halved("groups.1 = { factor = 0.5 }"), Ok(0.05));
    assert_eq!(halved("groups.1 = { schedule = { type = 'StepLR', step_size = 20, gamma = 0.5 } }"), Ok(0.2));
    assert_eq!(halved("groups.1 = { schedule = { type = 'Constant' }, factor = 0.5 }"), Ok(0.2));
    assert_eq!(halved("groups.1 = { base = 0.8, schedule = { type = 'Constant' } }"), Ok(0.8));
    Ok(())
}

#[test]
fn without_a_common_schedule_a_base_is_constant() -> Result<()> {
    assert_eq!(plan_of("[lr]\nbase = 0.4\ngroups.1 = { base = 0.8 }")?.preview(2, 50)?.lr, [0.4, 0.8]);
    let momentum = "lr = { base = 0.1 }\n[momentum.groups]\n0 = { base = 0.5 }\n1 = { base = 0.9 }";
    assert_eq!(plan_of(momentum)?.preview(2, 50)?.momentum, [0.5, 0.9]);
    Ok(())
}

#[test]
fn a_common_schedule_needs_no_base_if_every_group_has_one() -> Result<()> {
    let schedule = "schedule = { type = 'StepLR', step_size = 10, gamma = 0.5 }\n";
    let in_groups = plan_of(&format!("[lr]\n{schedule}[lr.groups]\n0 = {{ base = 0.4 }}\n1 = {{ base = 0.8 }}"))?;
    assert_eq!(in_groups.preview(2, 10)?.lr, [0.2, 0.4]);
    assert_says(in_groups.preview(3, 10), "plan: lr[2] has no base, expected one for every group or for none");
    let each =
        plan_of(&format!("[lr]\n{schedule}each = [{{ base = 0.4 }}, {{ base = 0.8, schedule = {{ type = 'Constant' }} }}]"))?;
    assert_eq!(each.preview(2, 10)?.lr, [0.2, 0.8]);
    assert_eq!(PlanSpec::from_toml(&each.spec().to_toml()?)?.plan()?.spec(), each.spec());
    for (toml, message) in [
        (format!("[lr]\n{schedule}"), "lr: expected a field base, found an object with schedule"),
        (
            format!("[lr]\n{schedule}groups.1 = {{ {schedule} }}").replace(" }\n }", " } }"),
            "lr: expected a field base, or one in groups.1, ",
        ),
    ] {
        let error = plan_of(&toml).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.starts_with(message), "{toml}: {error}");
    }
    Ok(())
}

#[test]
fn a_group_with_its_own_base_cycles_the_common_companion_momentum() -> Result<()> {
    let cycle = OneCycleLr::new(0.1, 100)?;
    let plan = Plan::lr(0.1, cycle).lr_base(1, 0.5);
    assert_eq!(plan.preview(2, 30)?.momentum, Plan::lr(0.1, cycle).preview(2, 30)?.momentum);
    Ok(())
}

#[test]
fn weight_decay_proportional_to_the_rate_has_its_value_at_the_peak_of_each_group() -> Result<()> {
    let decay = StepLr::new(10, 0.5)?;
    let plans = [
        Plan::lr(0.1, decay).lr_base(1, 1.0).lr_factor(2, 0.25),
        Plan::lr_groups([
            (0.1, decay.boxed()),
            (1.0, decay.warmup(4)?.boxed()),
            (0.3, OneCycleLr::new(0.7, 20)?.cycle_momentum(false).boxed()),
        ]),
    ];
    for plan in plans {
        let decayed = plan.clone().weight_decay_proportional_to_lr(0.01);
        for step in 0..30 {
            let state = decayed.preview(3, step)?;
            for group in 0..3 {
                let peak = (0..30).map(|step| Ok(plan.preview(3, step)?.lr[group])).collect::<Result<Vec<_>>>()?;
                let peak = peak.into_iter().fold(0.0, f64::max);
                let expected = 0.01 * (state.lr[group] / peak);
                assert!((state.weight_decay[group] - expected).abs() < 1e-15, "{group} at {step}: {:?}", state.weight_decay);
            }
        }
        assert_eq!(PlanSpec::from_toml(&decayed.spec().to_toml()?)?.plan()?.spec(), decayed.spec());
    }
    Ok(())
}

#[test]
fn a_given_at_lr_is_the_same_rate_for_all_groups_or_that_of_one_group() -> Result<()> {
    let rates = "[lr]\nbase = 0.1\ngroups.1 = { base = 1.0 }\n";
    let decay =
        |toml: &str| -> Result<Vec<f64>> { Ok(plan_of(&format!("{rates}[weight_decay]\n{toml}"))?.preview(2, 5)?.weight_decay) };
    assert_eq!(decay("proportional_to_lr = { weight_decay = 0.01 }"), Ok(vec![0.01, 0.01]));
    assert_eq!(decay("proportional_to_lr = { weight_decay = 0.01, at_lr = 0.1 }"), Ok(vec![0.01, 0.1]));
    let own = "proportional_to_lr = { weight_decay = 0.01 }\ngroups.1 =";
    assert_eq!(decay(&format!("{own} {{ proportional_to_lr = {{ weight_decay = 0.02, at_lr = 0.5 }} }}")), Ok(vec![0.01, 0.04]));
    assert_eq!(decay(&format!("{own} {{ base = 0.03 }}")), Ok(vec![0.01, 0.03]));
    assert_eq!(decay(&format!("{own} {{ base = 0.0 }}")), Ok(vec![0.01, 0.0]));
    assert_eq!(decay(&format!("{own} {{ factor = 0.5 }}")), Ok(vec![0.01, 0.005]));
    assert_eq!(decay("base = 0.5\ngroups.1 = { proportional_to_lr = { weight_decay = 0.02 } }"), Ok(vec![0.5, 0.02]));
    assert_eq!(Plan::lr(0.0, Constant).weight_decay_proportional_to_lr(0.01).preview(1, 3)?.weight_decay, [0.0]);
    let both = decay(&format!("{own} {{ base = 0.03, proportional_to_lr = {{ weight_decay = 0.02 }} }}"));
    assert_says(both, "weight_decay.groups.1: expected base and schedule, or proportional_to_lr, found both");
    Ok(())
}

#[test]
fn two_rules_with_one_name_are_an_error_that_says_what_to_do() -> Result<()> {
    let rule = ReduceLrOnPlateau::new;
    let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule().patience(1)).reduce_lr_on_plateau(rule().patience(2));
    let error = Scheduler::start(&plan, 1, &mut DryRun).unwrap_err();
    assert_eq!(error, Error::RuleTwice { name: "reduce_lr_on_plateau".into() });
    assert!(error.to_string().contains("give one of the two another name with `PlannedRule::name`"), "{error}");
    assert_eq!(plan.describe(1, None).unwrap_err(), error);
    assert_eq!(plan.check(1, None).unwrap_err(), error);
    assert_says(
        plan_of("lr.base = 0.1\n[[feedback]]\ntype = 'ReduceLROnPlateau'\n[[feedback]]\ntype = 'ReduceLROnPlateau'"),
        "feedback: write a table for each rule, such as [feedback.spikes] (found [{\"type\": \"ReduceLROnPlateau\"}, {\"type\": \
         \"ReduceLROnPlateau\"..., expected a rule, or an object of rules)",
    );
    let twice = PlanSpec::from_json(r#"{"lr": {"base": 1}, "feedback": {"type": "ReduceLROnPlateau"}, "feedback": {}}"#);
    assert!(twice.unwrap_err().to_string().contains("the field feedback is given twice"));
    Ok(())
}
