//! Mistakes in a plan file and their messages: the place, what was expected, and what was found.

use tch_lr_scheduler::{Functions, PlanSpec};

fn of_plan(text: &str) -> String {
    let functions = Functions::new().with("halved", |_| 0.5);
    let plan = PlanSpec::from_json(text).and_then(|spec| spec.plan_with(&functions));
    plan.map_or_else(|error| error.to_string(), |_| "no error".into())
}

fn of_schedule(text: &str) -> String {
    of_plan(&format!(r#"{{"lr": {{"base": 0.1, "schedule": {text}}}}}"#))
}

#[test]
fn a_mistake_in_a_schedule_is_located_and_named() {
    let mistakes = [
        (r#"{"type": "StepLR"}"#, "lr.schedule: expected a field step_size, found StepLR"),
        (r#"{"type": "StepLR", "step_size": 0}"#, "lr.schedule.step_size: expected at least 1, found 0"),
        (r#"{"type": "StepLR", "step_size": 1.5}"#, "lr.schedule.step_size: expected a whole number, at least 0, found 1.5"),
        (r#"{"type": "StepLR", "step_size": -1}"#, "lr.schedule.step_size: expected a whole number, at least 0, found -1.0"),
        (r#"{"type": "StepLR", "step_size": "30"}"#, "lr.schedule.step_size: expected a whole number, at least 0, found \"30\""),
        (r#"{"type": "CosineAnnealingLR", "T_max": 0}"#, "lr.schedule.T_max: expected at least 1, found 0"),
        (r#"{"type": "CosineAnnealingLR", "t_max": 0}"#, "lr.schedule.T_max: expected at least 1, found 0"),
        (r#"{"type": "CosineAnnealingLR", "T_max": 5, "t_max": 5}"#, "lr.schedule: expected T_max or t_max, found both"),
        (
            r#"{"type": "CosineAnnealingLR", "T_max": 5, "etamin": 0}"#,
            "lr.schedule: expected one of type, T_max, eta_min, found the unknown field etamin; eta_min?",
        ),
        (
            r#"{"type": "CosineAnnealingLR", "T_max": 5, "wavelength": 0}"#,
            "lr.schedule: expected one of type, T_max, eta_min, found the unknown field wavelength",
        ),
        (r#"{"type": "OneCycleLR", "max_lr": 1, "total_steps": 9, "anneal_strategy": "cosine"}"#, {
            "lr.schedule.anneal_strategy: expected one of \"cos\", \"linear\", found \"cosine\""
        }),
        (r#"{"type": "OneCycleLR", "max_lr": 1, "total_steps": 9, "three_phase": 1}"#, {
            "lr.schedule.three_phase: expected true or false, found 1"
        }),
        (r#"{"type": "MultiStepLR", "milestones": [30, "60"]}"#, {
            "lr.schedule.milestones[1]: expected a whole number, at least 0, found \"60\""
        }),
        (r#"{"type": "MultiStepLR", "milestones": 30}"#, "lr.schedule.milestones: expected a list, found 30"),
        (
            r#"{"type": "MultiStepLR", "milestones": [30, 20]}"#,
            "lr.schedule.milestones: expected non-decreasing, found 20 after 30",
        ),
        (
            r#"{"type": "SequentialLR", "schedulers": [{"type": "Constant"}, {"type": "CosineAnnealingLR", "T_max": true}], "milestones": [5]}"#,
            "lr.schedule.schedulers[1].T_max: expected a whole number, at least 0, found true",
        ),
        (
            r#"{"type": "Hold", "step": 5, "schedule": {"type": "ExponentialLR", "gamma": -1}}"#,
            "lr.schedule.schedule.gamma: expected finite and not negative, found -1.0",
        ),
        (
            r#"{"type": "SequentialLR", "schedulers": [], "milestones": []}"#,
            "lr.schedule.schedulers: expected at least one, found 0",
        ),
        (r#"{"type": "Clamp", "schedule": {"type": "Constant"}, "low": 2, "high": 1}"#, {
            "lr.schedule.high: expected finite and at least low (2.0), found 1.0"
        }),
        (r#"{"type": "Piecewise", "start": 1, "pieces": [{"shape": "round", "step": 1, "factor": 1}]}"#, {
            "lr.schedule.pieces[0].shape: expected one of \"constant\", \"linear\", \"cosine\", found \"round\""
        }),
        (r#"{"type": "CosineAnealingLR", "T_max": 5}"#, {
            "lr.schedule: expected a type of schedule, found \"CosineAnealingLR\"; CosineAnnealingLR?"
        }),
        ("30", "lr.schedule: expected a schedule, such as {\"type\": \"StepLR\", \"step_size\": 30}, found 30"),
        (r#"{"step_size": 30}"#, "lr.schedule: expected a field type, found an object with step_size"),
        (r#"{"type": "LambdaLR", "lr_lambda": "halfed"}"#, {
            "lr.schedule.lr_lambda: expected one of the registered functions halved (halved?), found \"halfed\""
        }),
        (r#"{"type": "LambdaLR", "lr_lambda": {"power": -1}}"#, {
            "lr.schedule.lr_lambda.power: expected finite and not negative, found -1.0"
        }),
        (r#"{"type": "LambdaLR", "lr_lambda": {"table": [[1, 2], [1, 3]]}}"#, {
            "lr.schedule.lr_lambda.table: expected increasing in steps, found 1 after 1"
        }),
        (r#"{"type": "LambdaLR", "lr_lambda": {"table": [[1, 2, 3]]}}"#, {
            "lr.schedule.lr_lambda.table[0]: expected a step and a value, [step, value], found [1, 2, 3]"
        }),
    ];
    for (text, message) in mistakes {
        assert_eq!(of_schedule(text), message, "{text}");
    }
    let unlike_all = of_schedule(r#"{"type": "Wavelength"}"#);
    let expected = "lr.schedule: expected a type of schedule, found \"Wavelength\"; the types are Constant, StepLR, MultiStepLR, ";
    assert!(unlike_all.starts_with(expected), "{unlike_all}");
}

#[test]
fn a_mistake_in_a_plan_is_located_and_named() {
    let known = "total_steps, expect_groups, lr, momentum, weight_decay, beta2, eps, scalars, feedback, $schema";
    let misspelt = format!("expected one of {known}, found the unknown field momentun; momentum?");
    let mistakes = [
        ("[]", "expected an object, found []"),
        ("{}", "expected a field lr, found an empty object"),
        (r#"{"lr": {}}"#, "lr: expected a field base or each, found an empty object"),
        (r#"{"lr": {"schedule": {"type": "Constant"}}}"#, "lr: expected a field base, found an object with schedule"),
        (r#"{"lr": {"base": 1}, "momentun": 1}"#, &misspelt),
        (r#"{"lr": {"base": 1, "each": [{"base": 1}]}}"#, "lr: expected base or each, found both"),
        (r#"{"lr": {"base": 1, "groups": {"one": {"base": 1}}}}"#, {
            "lr.groups: expected the number of a group, counted from 0, found \"one\""
        }),
        (
            r#"{"lr": {"base": 1, "groups": {"1": {}}}}"#,
            "lr.groups.1: expected at least one of base, schedule, factor, found an empty object",
        ),
        (r#"{"lr": {"base": 1, "groups": {"1": {"base": 2, "schedule": {"type": "StepLR"}}}}}"#, {
            "lr.groups.1.schedule: expected a field step_size, found StepLR"
        }),
        (r#"{"lr": {"base": 1}, "momentum": {"opposite_to_lr": {"low": 0, "high": 1, "lr": [0]}}}"#, {
            "momentum.opposite_to_lr: expected two rates in lr, [start, end], found 1"
        }),
        (r#"{"lr": {"base": 1}, "weight_decay": {"base": 1, "proportional_to_lr": {"weight_decay": 1, "at_lr": 1}}}"#, {
            "weight_decay: expected base or proportional_to_lr, found both"
        }),
        (r#"{"lr": {"base": 1}, "scalars": {"batch": {"base": null}}}"#, {
            "scalars.batch.base: expected a finite number, found null"
        }),
        (r#"{"lr": {"base": 1}, "feedback": {"type": "ReduceLROnPlateau", "factor": 1}}"#, {
            "feedback.factor: expected at least 0 and below 1, found 1.0"
        }),
        (r#"{"lr": {"base": 1}, "feedback": {"type": "StepLR"}}"#, {
            "feedback: expected the type \"ReduceLROnPlateau\", found \"StepLR\""
        }),
        (r#"{"lr": {"base": 1}, "feedback": {"type": "ReduceLROnPlateau", "min_lr": [0, -1]}}"#, {
            "feedback.min_lr: expected finite and not negative, found -1.0"
        }),
        (r#"{"lr": {"base": 1}, "lr": {"base": 2}}"#, {
            "expected JSON, found the field lr is given twice, expected once at line 1 column 38"
        }),
        (r#"{"lr": {"base": 1}"#, "expected JSON, found EOF while parsing an object at line 1 column 18"),
        (r#"{"lr": {"base": NaN}}"#, "expected JSON, found expected value at line 1 column 17"),
    ];
    for (text, message) in mistakes {
        assert_eq!(of_plan(text), message, "{text}");
    }
}

#[test]
fn infinity_and_nan_in_toml_are_refused() {
    for base in ["inf", "-inf", "nan"] {
        let read = PlanSpec::from_toml(&format!("lr.base = {base}")).and_then(|spec| spec.plan());
        let message = read.map_or_else(|error| error.to_string(), |_| "no error".into());
        let found = if base == "nan" { "NaN" } else { base };
        assert_eq!(message, format!("lr.base: expected a finite number, found {found}"));
    }
}
