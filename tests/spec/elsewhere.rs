//! Names and values as other libraries have them, and the answers with what to write instead.

use crate::mistakes::{of_plan, of_schedule};

#[test]
fn what_stands_elsewhere_by_another_name_is_answered_with_its_equal() {
    let hints = [
        ("NoamLR", "NoamLR: write { type = \\\"Noam\\\", d_model = 512"),
        ("cosine", "cosine: write { type = \\\"CosineAnnealingLR\\\", T_max = STEPS"),
        ("WSD", "WSD: write { type = \\\"Wsd\\\", "),
        ("get_linear_schedule_with_warmup", "get_linear_schedule_with_warmup: write { type = \\\"Warmup\\\", "),
        ("ReduceLROnPlateau", "ReduceLROnPlateau: it is a feedback rule and not a schedule: write feedback = {"),
        ("torch.optim.lr_scheduler.StepLR", "write \\\"StepLR\\\" without its module"),
        ("timm.scheduler.CosineLRScheduler", "CosineLRScheduler: write { type = \\\"CosineAnnealingLR\\\""),
        ("step_lr", "did you mean StepLR?"),
        ("WarmupMultiStepLR", "WarmupMultiStepLR: write { type = \\\"MultiStepLR\\\""),
        ("CosineScheduler", "CosineScheduler: write { type = \\\"CosineAnnealingLR\\\""),
        ("CosineAnealingLR", "did you mean CosineAnnealingLR?"),
        ("EarlyStopping", "EarlyStopping: it is a feedback rule and not a schedule: write feedback = {"),
    ];
    for (name, advice) in hints {
        let message = of_schedule(&format!(r#"{{"type": "{name}", "total_steps": 5}}"#));
        assert!(message.starts_with(&format!("lr.schedule: {}", advice.replace('\\', ""))), "{message}");
        assert!(message.ends_with("Offset, Plus, Within, PastEnd, Noise)"), "the list comes last: {message}");
        assert_eq!(of_schedule(&format!("\"{name}\"")), message, "a schedule that is only a name");
    }
    let only_a_name = of_schedule("\"StepLR\"");
    assert!(
        only_a_name.starts_with("lr.schedule: write { type = \"StepLR\", step_size = ... } (found \"StepLR\", "),
        "{only_a_name}"
    );
}

/// A field of another library is answered with the field of this crate, in a plan, a hyperparameter, a schedule and a rule.
#[test]
fn a_field_of_another_library_is_answered_with_its_equal() {
    let in_plan = |field: &str| of_plan(&format!(r#"{{"lr": {{"base": 0.1}}, "{field}": 1}}"#));
    let in_lr = |field: &str| of_plan(&format!(r#"{{"lr": {{"base": 0.1, "{field}": 1}}}}"#));
    let in_run = |field: &str| of_plan(&format!(r#"{{"lr": {{"base": 0.1}}, "run": {{"{field}": 1}}}}"#));
    let in_rule =
        |field: &str| of_plan(&format!(r#"{{"lr": {{"base": 0.1}}, "feedback": {{"type": "ReduceLROnPlateau", "{field}": 1}}}}"#));
    let in_schedule = |class: &str, field: &str| of_schedule(&format!(r#"{{"type": "{class}", "{field}": 1}}"#));
    for (message, advice) in [
        (in_plan("learning_rate"), "learning_rate: write lr = { base = 0.1 } ("),
        (in_plan("betas"), "betas: write momentum = { base = BETA1 } and beta2 = "),
        (in_plan("steps"), "steps: write total_steps ("),
        (in_plan("epochs"), "epochs: write total_steps = \"90ep\" and run = "),
        (in_plan("lr_scheduler"), "lr_scheduler: write it in the table of the rate: lr = "),
        (in_plan("warmup_steps"), "warmup_steps: put the schedule into { type = \"Warmup\""),
        (in_run("epochs"), "run.epochs: write total = \"90ep\", with the number of epochs ("),
        (in_run("steps"), "run.steps: write total ("),
        (in_run("total_steps"), "run.total_steps: write total ("),
        (in_run("max_tokens"), "run.max_tokens: write total = \"300B tokens\", with the number of tokens ("),
        (in_run("batch_size"), "run.batch_size: write samples_per_step, "),
        (in_run("iters_per_epoch"), "run.iters_per_epoch: write steps_per_epoch ("),
        (in_run("warmup_steps"), "run.warmup_steps: write it in the schedule: "),
        (in_lr("lr"), "lr.lr: write base ("),
        (in_lr("T_max"), "lr.T_max: write it in the schedule"),
        (in_rule("min_delta"), "feedback.min_delta: write threshold ("),
        (in_rule("monitor"), "feedback.monitor: leave it out: "),
        (in_schedule("CosineAnnealingLR", "last_epoch"), "lr.schedule.last_epoch: leave it out: "),
        (in_schedule("CosineAnnealingLR", "min_lr"), "lr.schedule.min_lr: write eta_min ("),
        (in_schedule("CosineAnnealingLR", "num_training_steps"), "lr.schedule.num_training_steps: write T_max ("),
        (in_schedule("Warmup", "warmup_steps"), "lr.schedule.warmup_steps: write steps ("),
        (in_schedule("Warmup", "after_scheduler"), "lr.schedule.after_scheduler: write schedule ("),
        (in_schedule("Warmup", "ratio"), "lr.schedule.ratio: write steps = \"3%\" ("),
        (in_schedule("Wsd", "warmup_ratio"), "lr.schedule.warmup_ratio: write warmup_steps = \"3%\" ("),
        (in_schedule("Wsd", "num_decay_steps"), "lr.schedule.num_decay_steps: write decay_steps ("),
        (in_schedule("Wsd", "total_steps"), "lr.schedule.total_steps: write stable_steps = \"rest\", "),
        (in_schedule("StepLR", "decay_rate"), "lr.schedule.decay_rate: write gamma ("),
    ] {
        assert!(message.starts_with(advice), "{message}");
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_answered_with_what_to_write() {
    let rule =
        |field: &str| of_plan(&format!(r#"{{"lr": {{"base": 0.1}}, "feedback": {{"type": "ReduceLROnPlateau", {field}}}}}"#));
    for (message, advice) in [
        (of_plan(r#"{"lr": {"base": "1e-3"}}"#), "lr.base: write 1e-3, without quotes ("),
        (of_schedule(r#"{"type": "Warmup", "steps": 0.03, "schedule": {"type": "Constant"}}"#), {
            "lr.schedule.steps: write \"3%\" for a share of the run (found 0.03, expected a whole number, at least 0)"
        }),
        (of_schedule(r#"{"type": "ExponentialLR", "gamma": [0.9]}"#), "lr.schedule.gamma: write 0.9, without brackets ("),
        (rule(r#""mode": "minimize""#), "feedback.mode: did you mean \"min\"? ("),
        (rule(r#""mode": "MAX""#), "feedback.mode: did you mean \"max\"? ("),
        (rule(r#""threshold_mode": "relative""#), "feedback.threshold_mode: did you mean \"rel\"? ("),
        (rule(r#""patience": "10""#), "feedback.patience: write 10, without quotes ("),
        (of_plan(r#"{"lr": {"base": 1}, "weight_decay": {"proportional_to_lr": 0.1}}"#), {
            "weight_decay.proportional_to_lr: write { weight_decay = 0.1 } ("
        }),
        (
            of_plan(r#"{"lr": {"base": 1}, "feedback": {"type": "Plateau"}}"#),
            "feedback.type: did you mean \"ReduceLROnPlateau\"? (",
        ),
        (of_schedule(r#"{"name": "StepLR", "step_size": 3}"#), "lr.schedule: write type = \"StepLR\" instead of name ("),
        (of_schedule(r#"{"_target_": "torch.optim.lr_scheduler.StepLR"}"#), {
            "lr.schedule: write type = \"StepLR\" instead of _target_ ("
        }),
        (
            of_plan(
                r#"{"total_steps": 100, "lr": {"base": 0.1, "schedule": {"type": "Delay", "steps": "0.03", "schedule": {"type": "Constant"}}}}"#,
            ),
            { "lr.schedule.steps: write 3% for a share of the run, or 0.03ep if these are epochs (" },
        ),
        (of_schedule(r#"{"type": "OneCycleLR", "max_lr": [0.1, 0.5], "total_steps": 10}"#), {
            "lr.schedule.max_lr: write one number; the list each, instead of base, has a base and a schedule for each group ("
        }),
        (of_schedule(r#"{"type": "WDS", "warmup_steps": 1}"#), "lr.schedule: did you mean Wsd? ("),
        (
            of_plan(
                r#"{"total_steps": 100, "lr": {"base": 0.1, "schedule":
                    {"type": "Warmup", "steps": 200, "schedule": {"type": "CosineAnnealingLR", "T_max": "rest"}}}}"#,
            ),
            "lr.schedule.schedule.T_max: what comes before takes the whole run, so that no step is left: shorten it, ",
        ),
    ] {
        assert!(message.starts_with(advice), "{message}");
    }
}

/// Each unknown field of an object is answered at once, and a file of many of them has a short answer.
#[test]
fn several_unknown_fields_of_one_object_have_one_message() {
    let message = of_plan(r#"{"lr": {"bse": 1, "schedul": "Constant", "wavelength": 1, "learning_rate": 1}}"#);
    let begins = "lr.bse: did you mean base?; schedul: did you mean schedule?; learning_rate: write base; \
                  wavelength is unknown too (found an unknown field, ";
    assert!(message.starts_with(begins), "{message}");
    let without_advice_for_the_first = of_schedule(r#"{"type": "CosineAnnealingLR", "wavelength": 1, "Tmax": 5, "etamin": 0}"#);
    let begins = "lr.schedule.Tmax: did you mean T_max?; etamin: did you mean eta_min?; wavelength is unknown too (";
    assert!(without_advice_for_the_first.starts_with(begins), "{without_advice_for_the_first}");
    let fields: String = (0..100_000).map(|index| format!(r#", "etamin{}": 1"#, "_".repeat(index % 200))).collect();
    let many = of_schedule(&format!(r#"{{"type": "CosineAnnealingLR"{fields}}}"#));
    assert!(many.len() < 2_000, "{} bytes", many.len());
}

/// A name of a million letters is not printed in full.
#[test]
fn a_very_long_name_is_cut() {
    let name = "y".repeat(1_000_000);
    for message in [
        of_schedule(&format!(r#"{{"type": "{name}"}}"#)),
        of_schedule(&format!(r#"{{"type": "StepLR", "{name}": 1}}"#)),
        of_schedule(&format!(r#""{name}""#)),
        of_plan(&format!(r#"{{"lr": {{"base": 1}}, "feedback": {{"type": "{name}"}}}}"#)),
        of_schedule(&format!(r#"{{"type": "LambdaLR", "lr_lambda": "{name}"}}"#)),
    ] {
        assert!(message.len() < 10_000, "{} bytes", message.len());
    }
}
