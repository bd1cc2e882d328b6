//! Mistakes in a plan file and their messages: the place, what was expected, and what was found.

use tch_lr_scheduler::{Constant, Error, Functions, Plan, PlanSpec, Result, State, pytorch};

pub fn of_plan(text: &str) -> String {
    let functions = Functions::new().with("halved", |_| 0.5);
    let plan = PlanSpec::from_json(text).and_then(|spec| spec.plan_with(&functions));
    plan.map_or_else(|error| error.to_string(), |_| "no error".into())
}

pub fn of_schedule(text: &str) -> String {
    of_plan(&format!(r#"{{"lr": {{"base": 0.1, "schedule": {text}}}}}"#))
}

#[test]
fn a_mistake_in_a_schedule_is_located_and_named() {
    let mistakes = [
        (r#"{"type": "StepLR"}"#, "lr.schedule: StepLR needs step_size"),
        (r#"{"type": "StepLR", "step_size": 0}"#, "lr.schedule.step_size: expected at least 1, found 0"),
        (r#"{"type": "StepLR", "step_size": 1.5}"#, "lr.schedule.step_size: expected a whole number, at least 0, found 1.5"),
        (r#"{"type": "StepLR", "step_size": -1}"#, "lr.schedule.step_size: expected a whole number, at least 0, found -1"),
        (
            r#"{"type": "StepLR", "step_size": "30"}"#,
            "lr.schedule.step_size: write 30, without quotes (found \"30\", expected a whole number, at least 0)",
        ),
        (r#"{"type": "CosineAnnealingLR", "T_max": 0}"#, "lr.schedule.T_max: expected at least 1, found 0"),
        (r#"{"type": "CosineAnnealingLR", "t_max": 0}"#, "lr.schedule.t_max: expected at least 1, found 0"),
        (r#"{"type": "CosineAnnealingLR", "T_max": 5, "t_max": 5}"#, "lr.schedule: expected T_max or t_max, found both"),
        (
            r#"{"type": "CosineAnnealingLR", "T_max": 5, "etamin": 0}"#,
            "lr.schedule.etamin: did you mean eta_min? (found an unknown field, expected one of type, T_max, eta_min)",
        ),
        (
            r#"{"type": "CosineAnnealingLR", "T_max": 5, "wavelength": 0}"#,
            "lr.schedule.wavelength: expected one of type, T_max, eta_min, found an unknown field",
        ),
        (r#"{"type": "OneCycleLR", "max_lr": 1, "total_steps": 9, "anneal_strategy": "cosine"}"#, {
            "lr.schedule.anneal_strategy: did you mean \"cos\"? (found \"cosine\", expected one of \"cos\", \"linear\")"
        }),
        (r#"{"type": "OneCycleLR", "max_lr": 1, "total_steps": 9, "three_phase": 1}"#, {
            "lr.schedule.three_phase: expected true or false, found 1"
        }),
        (r#"{"type": "MultiStepLR", "milestones": [30, "60"]}"#, {
            "lr.schedule.milestones[1]: write 60, without quotes (found \"60\", expected a whole number, at least 0)"
        }),
        (
            r#"{"type": "MultiStepLR", "milestones": 30}"#,
            "lr.schedule.milestones: write it in brackets: [30] (found 30, expected a list)",
        ),
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
            "lr.schedule.pieces[0].shape: expected a shape: one of \"linear\", \"cosine\", \"1-sqrt\", \"1-square\", \"mirror-cosine\", \
             \"half-life\", \"constant\", \"logarithmic\", \"power\", \"polynomial\", \"exponential\", \"exponential-normalized\", \
             \"function\", found \"round\""
        }),
        ("30", "lr.schedule: expected a schedule, such as {\"type\": \"StepLR\", \"step_size\": 30}, found 30"),
        (r#"{"step_size": 30}"#, "lr.schedule: add type = \"StepLR\" (found an object with step_size, expected a field type)"),
        (r#"{"type": "LambdaLR", "lr_lambda": "halfed"}"#, {
            "lr.schedule.lr_lambda: did you mean halved? (found \"halfed\", expected one of the registered functions halved)"
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
    let misspelt = of_schedule(r#"{"type": "CosineAnealingLR", "T_max": 5}"#);
    let expected =
        "lr.schedule: did you mean CosineAnnealingLR? (found \"CosineAnealingLR\", expected a type of schedule: one of Constant, ";
    assert!(misspelt.starts_with(expected), "{misspelt}");
    let unlike_all = of_schedule(r#"{"type": "Wavelength"}"#);
    let expected = "lr.schedule: expected a type of schedule, found \"Wavelength\"; the types are Constant, StepLR, MultiStepLR, ";
    assert!(unlike_all.starts_with(expected), "{unlike_all}");
}

#[test]
fn a_mistake_in_a_plan_is_located_and_named() {
    let known = "total_steps, run, expect_groups, lr, momentum, weight_decay, beta2, eps, scalars, feedback, $schema";
    let misspelt = format!("momentun: did you mean momentum? (found an unknown field, expected one of {known})");
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
            "lr.groups.1: expected at least one of base, schedule, factor, times, found an empty object",
        ),
        (r#"{"lr": {"base": 1, "groups": {"1": {"base": 2, "schedule": {"type": "StepLR"}}}}}"#, {
            "lr.groups.1.schedule: StepLR needs step_size"
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
            "feedback.type: StepLR is a schedule and not a feedback rule: write it as the schedule of lr (found \"StepLR\", expected one of \
             ReduceLROnPlateau, ScaleOnPlateau, GreedyLR, NewBob, SpikeGuard, EarlyStopping)"
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

#[test]
fn a_number_in_the_place_of_a_table_is_answered_with_the_table() {
    let mistakes = [
        (r#"{"lr": 0.1}"#, "lr: write { base = 0.1 }, or {\"base\": 0.1} in JSON (found 0.1, expected an object)"),
        (
            r#"{"lr": {"base": 1}, "momentum": 1}"#,
            "momentum: write { base = 1 }, or {\"base\": 1} in JSON (found 1, expected an object)",
        ),
        (
            r#"{"lr": {"base": 1}, "scalars": {"x": 2}}"#,
            "scalars.x: write { base = 2 }, or {\"base\": 2} in JSON (found 2, expected an object)",
        ),
        (r#"{"lr": {"each": [1]}}"#, "lr.each[0]: write { base = 1 }, or {\"base\": 1} in JSON (found 1, expected an object)"),
        (
            r#"{"lr": {"base": 1, "groups": {"1": 0.5}}}"#,
            "lr.groups.1: write { base = 0.5 } or { factor = 0.5 } (found 0.5, expected an object)",
        ),
        (
            r#"{"lr": [0.1]}"#,
            "lr: write { each = [..] } for a list with one entry for each group (found [0.1], expected an object)",
        ),
        (r#"{"lr": {"base": 1}, "feedback": "ReduceLROnPlateau"}"#, {
            "feedback: write { type = \"ReduceLROnPlateau\" } (found \"ReduceLROnPlateau\", expected an object)"
        }),
        (r#"{"type": "StepLR", "step_size": 3}"#, {
            "this is a schedule and not a plan: write lr = { base = 0.1, schedule = .. } (found StepLR, expected a plan)"
        }),
        (r#"{"lr": {"base": -0.1}}"#, "lr.base: expected a base that is finite and not negative, found -0.1"),
        (r#"{"lr": {"base": 1}, "scalars": {"x": {"base": -2}}}"#, {
            "scalars.x.base: expected a base that is finite and not negative, found -2"
        }),
    ];
    for (text, message) in mistakes {
        assert_eq!(of_plan(text), message, "{text}");
    }
    let lambda = of_schedule(r#"{"type": "LambdaLR", "lr_lambda": 0.9}"#);
    assert!(lambda.starts_with("lr.schedule.lr_lambda: write { constant = 0.9 } (found 0.9, "), "{lambda}");
}

#[test]
fn an_error_of_a_constructor_is_at_a_field_that_the_file_has() {
    let warmup = |start: &str| {
        of_schedule(&format!(r#"{{"type": "Warmup", "steps": 5, "start": {start}, "schedule": {{"type": "Constant"}}}}"#))
    };
    assert_eq!(warmup("5.0"), "lr.schedule.start: expected from 0 to 1, found 5.0");
    assert_eq!(warmup("-1"), "lr.schedule.start: expected from 0 to 1, found -1.0");
    let one_cycle = |rest: &str| of_schedule(&format!(r#"{{"type": "OneCycleLR", "max_lr": 1{rest}}}"#));
    let length = "given alone, or epochs and steps_per_epoch instead of it";
    assert_eq!(one_cycle(""), format!("lr.schedule: expected total_steps to be {length}, found none of them"));
    assert_eq!(one_cycle(r#", "epochs": 3"#), format!("lr.schedule: expected total_steps to be {length}, found epochs"));
    assert_eq!(one_cycle(r#", "epochs": 3, "steps_per_epoch": 0"#), "lr.schedule.steps_per_epoch: expected at least 1, found 0");
}

#[test]
fn whole_floats_and_separators_are_whole_numbers() -> Result<()> {
    for steps in ["30", "30.0", "3e1", "3_0", "3_0.0"] {
        let toml =
            PlanSpec::from_toml(&format!("lr = {{ base = 1, schedule = {{ type = 'StepLR', step_size = {steps} }} }}"))?.plan()?;
        let json = format!(r#"{{"lr": {{"base": 1, "schedule": {{"type": "StepLR", "step_size": {steps}}}}}}}"#);
        assert_eq!(PlanSpec::from_json(&json)?.plan()?.spec(), toml.spec(), "{steps}");
        assert_eq!(toml.preview(1, 30)?.lr, [0.1]);
    }
    for (steps, found) in [
        ("30.5", "found 30.5"),
        ("-3e1", "found -30"),
        ("9007199254740993.0", "found 9007199254740992.0"),
        ("1e300", "found 1e300"),
    ] {
        let message = of_schedule(&format!(r#"{{"type": "StepLR", "step_size": {steps}}}"#));
        assert!(message.starts_with("lr.schedule.step_size: ") && message.contains(found), "{message}");
    }
    Ok(())
}

#[test]
fn a_file_of_another_kind_is_named() -> Result<()> {
    let plan = Plan::lr(0.1, Constant);
    let state = plan.preview(1, 3)?.to_json()?;
    assert!(of_plan(&state).starts_with("this is a state or a checkpoint and not a plan: "), "{}", of_plan(&state));
    let torch = pytorch::write(&plan, &plan.preview(1, 3)?)?;
    assert!(of_plan(&torch).starts_with("this is a run of Python torch and not a plan: "), "{}", of_plan(&torch));
    let read = |text: &str| State::from_json(text).map_or_else(|error| error.to_string(), |_| "no error".into());
    for (text, is) in [
        (plan.spec().to_json()?.as_str(), "a plan"),
        (torch.as_str(), "a run of Python torch"),
        ("{}", "no file of this crate"),
        ("[]", "no file of this crate"),
    ] {
        let message = read(text);
        assert!(message.starts_with(&format!("state: this is {is}")), "{message}");
    }
    Ok(())
}

#[test]
fn an_unknown_field_is_marked_in_its_line_and_not_its_object() {
    let files = [
        ("{\"lr\": {\"base\": 0.1},\n \"totl_steps\": 3}", "totl_steps", (2, 2)),
        (
            "{\"lr\": {\"base\": 0.1, \"schedule\":\n {\"type\": \"StepLR\", \"step_size\": 3,\n  \"gama\": 1}}}",
            "lr.schedule.gama",
            (3, 3),
        ),
        ("{\"lr\": {\"base\": 0.1,\n \"groups\": {\"1\": {\"bas\": 2}}}}", "lr.groups.1.bas", (2, 19)),
    ];
    for (file, path, place) in files {
        let error = PlanSpec::from_json(file).unwrap().plan().unwrap_err();
        let Error::Data { path: found, excerpt: Some(excerpt), .. } = &error else { panic!("{error}") };
        assert_eq!((found.as_str(), (excerpt.line, excerpt.column)), (path, place), "{error}");
    }
}
