//! Runs from Python that are damaged, foreign, or do not agree with themselves; and plans that torch cannot express.

use crate::common::cases::{self, Case};
use crate::common::moving::functions_of;
use crate::common::refusals::assert_says;
use serde_json::{Value, json};
use tch_lr_scheduler::*;

const BASES: [f64; 2] = [0.1, 1.0];

/// What Python would have written.
fn written(plan: &Plan, step: u64) -> Result<Value> {
    let text =
        pytorch::write(plan, &plan.preview(2, step)?)?.replace("-Infinity", "\"-Infinity\"").replace(" Infinity", "\"Infinity\"");
    Ok(serde_json::from_str(&text).expect("JSON"))
}

fn refuses(run: &Value, message: &str) {
    assert_says(pytorch::read(&run.to_string()), &format!("torch run: {message}"));
}

/// The same with one thing in it changed.
fn with(run: &Value, pointer: &str, value: Value) -> Value {
    let mut run = run.clone();
    *run.pointer_mut(pointer).expect("there is such a place") = value;
    run
}

fn without(run: &Value, parent: &str, field: &str) -> Value {
    let mut run = run.clone();
    let fields = run.pointer_mut(parent).and_then(Value::as_object_mut).expect("there is such a place");
    fields.remove(field).expect("there is such a field");
    run
}

fn step_lr() -> Result<Value> {
    written(&Plan::lr(0.1, StepLr::new(30, 0.5)?), 40)
}

#[test]
fn a_text_that_is_cut_off_anywhere_is_refused() -> Result<()> {
    let rule = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    let text = pytorch::write(&rule, &rule.preview(2, 0)?)?;
    let whole = text.trim_end();
    assert!(pytorch::read(whole).is_ok());
    for length in 0..whole.len() {
        let error = pytorch::read(&whole[..length]).map(drop);
        assert!(matches!(error, Err(Error::Data { .. })), "{length} of {} bytes: {error:?}", whole.len());
    }
    Ok(())
}

#[test]
fn what_is_no_run_of_torchs_is_refused_with_its_place() -> Result<()> {
    let good = step_lr()?;
    refuses(
        &json!([1]),
        "expected a field scheduler beside the state_dict, as the lines of the module pytorch write it, found [1]",
    );
    refuses(
        &good["state_dict"],
        "expected a field scheduler beside the state_dict, as the lines of the module pytorch write it, found an object with _get_lr_called_within_step, _is_initial, _las...",
    );
    let error =
        pytorch::read(&with(&good, "/scheduler/class", json!("WarmupLR")).to_string()).map(drop).map_err(|error| error.to_string());
    assert!(error.as_ref().is_err_and(|error| {
        error.starts_with("torch run: scheduler.class: expected one of \"LambdaLR\", ") && error.ends_with("found \"WarmupLR\"")
    }));
    let other = with(&good, "/scheduler/class", json!("CosineAnnealingLR"));
    refuses(&other, "state_dict: expected a field T_max, found an object with _get_lr_called_within_step, _is_initial, _las...");
    refuses(&with(&good, "/param_groups", json!([])), "param_groups: expected at least one group, found []");
    refuses(
        &with(&good, "/param_groups", json!([{"lr": 0.05}])),
        "state_dict.base_lrs: expected one for each of the optimizer's 1 groups, found 2",
    );
    Ok(())
}

/// Rows of a class that holds no others.
fn of_one() -> impl Iterator<Item = (&'static str, Case)> {
    cases::of_torch().into_iter().filter(|(_, case)| !["SequentialLR", "ChainedScheduler"].contains(&case.class()))
}

/// What Python needs, and what is read here in another place.
fn is_unread(torch: &str, field: &str) -> bool {
    let is = |class| torch.starts_with(class);
    match field {
        "_last_lr" | "_is_initial" | "_get_lr_called_within_step" | "_scale_fn_custom" | "mode_worse" | "momentum" => true,
        "_step_count" => !is("SWALR"),
        "last_epoch" => is("SWALR"),
        "mode" => torch.contains("scale_fn"),
        "scale_mode" => !torch.contains("scale_fn"),
        "initial_lr" => !is("OneCycleLR"),
        _ => false,
    }
}

#[test]
fn a_field_that_is_missing_is_named_whatever_the_class() -> Result<()> {
    for (torch, case) in of_one() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        let run = written(&plan, 0)?;
        let functions = functions_of(torch, &case);
        for name in run["state_dict"].as_object().expect("a state").keys() {
            let result = pytorch::read_with(&without(&run, "/state_dict", name).to_string(), &functions).map(drop);
            if is_unread(torch, name) {
                assert_eq!(result, Ok(()), "{torch} without {name}");
                continue;
            }
            let message = result.expect_err("a field is missing").to_string();
            let expected = format!("torch run: state_dict: expected a field {name}, ");
            assert!(message.starts_with(&expected), "{torch} without {name}: {message}");
        }
    }
    Ok(())
}

#[test]
fn a_value_of_the_wrong_kind_is_named_with_what_was_expected() -> Result<()> {
    let good = step_lr()?;
    let damaged = [
        ("/state_dict/gamma", json!("0.5"), "state_dict.gamma: expected a finite number, found \"0.5\""),
        ("/state_dict/gamma", json!(-0.5), "state_dict.gamma: expected finite and not negative, found -0.5"),
        ("/state_dict/step_size", json!(2.5), "state_dict.step_size: expected a whole number, at least 0, found 2.5"),
        ("/state_dict/step_size", json!(0), "state_dict.step_size: expected at least 1, found 0"),
        ("/state_dict/last_epoch", json!(-1), "state_dict.last_epoch: expected a whole number, at least 0, found -1.0"),
        ("/state_dict/base_lrs", json!(0.1), "state_dict.base_lrs: expected a list, found 0.1"),
        ("/state_dict/base_lrs", json!([0.1]), "state_dict.base_lrs: expected one for each of the optimizer's 2 groups, found 1"),
        ("/state_dict/base_lrs/1", Value::Null, "state_dict.base_lrs[1]: expected a finite number, found null"),
        ("/param_groups/1/lr", json!("fast"), "param_groups[1].lr: expected a finite number, found \"fast\""),
        ("/state_dict", json!([]), "state_dict: expected a state_dict, found []"),
    ];
    for (pointer, value, message) in damaged {
        refuses(&with(&good, pointer, value), message);
    }
    let multi_step = written(&Plan::lr(0.1, MultiStepLr::new([10, 20], 0.5)?), 15)?;
    let expected = "state_dict.milestones: expected whole steps, and how often each is given, found";
    refuses(&with(&multi_step, "/state_dict/milestones", json!({"10": 1, "20.5": 1})), &format!("{expected} \"20.5\": 1"));
    let huge = u64::MAX;
    refuses(&with(&multi_step, "/state_dict/milestones", json!({"10": huge})), &format!("{expected} \"10\": {huge}"));
    let one_cycle = written(&Plan::lr(0.1, OneCycleLr::new(0.1, 70)?), 15)?;
    refuses(
        &with(&one_cycle, "/state_dict/_schedule_phases", json!([])),
        "state_dict._schedule_phases: expected two phases or three, found 0",
    );
    refuses(
        &without(&one_cycle, "/param_groups/1", "max_lr"),
        "param_groups[1]: expected a field max_lr, found an object with base_momentum, initial_lr, lr, max_momentum, ...",
    );
    let cyclic = written(&Plan::lr(0.1, CyclicLr::new(0.01, 0.1)?.step_size_up(7)?), 3)?;
    refuses(
        &with(&cyclic, "/state_dict/step_ratio", json!(0.3)),
        "state_dict.step_ratio: expected a whole number of the 14 steps of a cycle, as a share, found 0.3",
    );
    Ok(())
}

#[test]
fn not_a_number_is_refused_in_every_field_of_every_class() -> Result<()> {
    let rule = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    let runs = of_one().map(|(torch, case)| (torch, Plan::lr(0.1, case.schedule()), functions_of(torch, &case)));
    for (torch, plan, functions) in runs.chain([("ReduceLROnPlateau", rule, Functions::new())]) {
        let text = pytorch::write(&plan, &plan.preview(1, 0)?)?;
        let is_number =
            |start: usize| text[start + 2..].starts_with(|letter: char| letter.is_ascii_digit() || "I-".contains(letter));
        for (start, _) in text.match_indices(": ").filter(|(start, _)| is_number(*start)) {
            let end = text[start..].find([',', '\n']).map_or(text.len(), |end| start + end);
            let name = text[..start].rsplit('"').nth(1).expect("a name before its value");
            let damaged = format!("{}: NaN{}", &text[..start], &text[end..]);
            let result = pytorch::read_with(&damaged, &functions).map(drop).map_err(|error| error.to_string());
            let refused = result.as_ref().is_err_and(|error| error.contains(name) && error.ends_with("found \"NaN\""));
            assert!(if is_unread(torch, name) { result == Ok(()) } else { refused }, "{torch}: {name}: {result:?}");
        }
    }
    Ok(())
}

#[test]
fn a_rate_that_is_not_the_schedulers_is_refused() -> Result<()> {
    let good = step_lr()?;
    for stale in [0.1, 0.0, -0.05, 0.0501] {
        let message =
            format!("param_groups[1].lr: expected about 0.05, the rate of this scheduler at its step 40, found {stale:?}");
        refuses(&with(&good, "/param_groups/1/lr", json!(stale)), &message);
    }
    for drifted in [0.05 * (1.0 + 1e-9), f64::from(0.05f32 * 1.001)] {
        let (_, state) = pytorch::read(&with(&good, "/param_groups/1/lr", json!(drifted)).to_string())?;
        assert_eq!(state.lr, [0.05, 0.05]);
    }
    let ended = written(&Plan::lr(0.1, OneCycleLr::new(0.1, 20)?), 19)?;
    let risen = with(&with(&ended, "/state_dict/last_epoch", json!(20)), "/param_groups/0/lr", json!(0.0495));
    refuses(&risen, "param_groups[0].lr: expected about 4e-7, the rate of this scheduler at its step 20, found 0.0495");
    Ok(())
}

#[test]
fn counters_that_do_not_agree_are_refused() -> Result<()> {
    let sequence = written(&Plan::lr(0.1, ConstantLr::new(0.5, 5)?.then(10, StepLr::new(3, 0.5)?)), 14)?;
    let (place, other) = ("/state_dict/_schedulers/1/last_epoch", "/state_dict/_schedulers/0/last_epoch");
    refuses(
        &with(&sequence, place, json!(14)),
        "state_dict._schedulers[1]: expected a last_epoch that stands at step 4, as its sequence, found one that stands at 14",
    );
    assert!(pytorch::read(&with(&sequence, other, json!(3)).to_string()).is_ok(), "one whose turn is over counts no more");
    let other_base = with(&sequence, "/state_dict/_schedulers/1/base_lrs", json!([0.1, 0.3]));
    refuses(
        &other_base,
        "state_dict._schedulers[1].base_lrs: expected 0.1 for group 1, where the schedulers before it start, found 0.3",
    );

    let chain = ChainedScheduler::new([ConstantLr::new(0.5, 5)?.boxed(), SwaLr::new(0.01)?.boxed()])?;
    let chain = written(&Plan::lr(0.1, chain), 4)?;
    refuses(
        &with(&chain, "/state_dict/_schedulers/1/_step_count", json!(9)),
        "state_dict._schedulers[1]: expected a _step_count that stands at step 4, as the others of its chain, found one that stands at 8",
    );

    let restarts = written(&Plan::lr(0.1, CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?), 35)?;
    refuses(
        &with(&restarts, "/state_dict/T_i", json!(20)),
        "state_dict.T_i: expected 40.0, the wave of a run at last_epoch 35, found 20.0",
    );
    refuses(
        &with(&restarts, "/state_dict/T_cur", json!(6)),
        "state_dict.T_cur: expected 5.0, where a run at last_epoch 35 is after its last restart, found 6.0",
    );
    Ok(())
}

#[test]
fn a_rule_within_a_composite_is_refused_as_torch_refuses_it() -> Result<()> {
    let chain = written(&Plan::lr(0.1, ChainedScheduler::new([StepLr::new(3, 0.5)?])?), 4)?;
    refuses(
        &with(&chain, "/scheduler/schedulers/0/class", json!("ReduceLROnPlateau")),
        "scheduler.schedulers[0]: expected a scheduler that others can hold, as torch wants it, found ReduceLROnPlateau",
    );
    Ok(())
}

#[test]
fn a_plan_that_torch_cannot_express_is_refused_with_the_place() -> Result<()> {
    let refused = |plan: Plan, step: u64, message: &str| -> Result<()> {
        assert_says(pytorch::write(&plan, &plan.preview(2, step)?), &format!("plan: {message}"));
        Ok(())
    };
    let nothing = "expected nothing, for torch's schedulers have no such thing, found a schedule";
    let plain = || Plan::lr(0.1, Constant);
    refused(plain().weight_decay(0.1, Constant), 0, &format!("weight_decay: {nothing}"))?;
    refused(plain().momentum(0.9, Constant), 0, &format!("momentum: {nothing}"))?;
    refused(plain().number("batch", 8.0, Constant), 0, &format!("numbers.batch: {nothing}"))?;
    let rule = ReduceLrOnPlateau::new;
    let expected = "expected Constant where there is feedback, for torch holds ReduceLROnPlateau and a schedule apart";
    refused(
        Plan::lr(0.1, StepLr::new(3, 0.5)?).reduce_lr_on_plateau(rule()),
        0,
        &format!("lr.schedule: {expected}, found StepLR"),
    )?;
    refused(
        plain().reduce_lr_on_plateau(rule().during(5..)),
        0,
        "feedback.during: expected all steps, for torch's rule listens always, found an object with from",
    )?;
    refused(
        plain().reduce_lr_on_plateau(rule().threshold_mode(ThresholdMode::Magnitude)),
        0,
        "feedback.threshold_mode: expected one that torch has, \"rel\" or \"abs\", found \"magnitude\"",
    )?;
    refused(
        Plan::lr(0.1, StepLr::new(3, 0.5)?).lr_group(1, 0.1, StepLr::new(3, 0.25)?),
        0,
        "lr.schedule.gamma: expected 0.5 in every group, for torch has one scheduler for all, found 0.25 in group 1",
    )?;
    refused(
        Plan::lr(0.1, StepLr::new(3, 0.5)?).lr_group(1, 0.1, ExponentialLr::new(0.5)?),
        0,
        "lr.schedule.type: expected \"StepLR\" in every group, for torch has one scheduler for all, found \"ExponentialLR\" in group 1",
    )?;
    refused(
        Plan::lr(0.1, SwaLr::new(0.05)?).lr_factor(1, 0.5),
        0,
        "lr.factor: expected none, for torch has no factors and this schedule has rates of its own, found 0.5",
    )?;
    refused(
        Plan::lr(0.1, OneCycleLr::new(0.1, 20)?),
        20,
        "lr.schedule: expected a step below its total_steps, 20, from where torch's rate rises and then raises, found 20",
    )?;
    let two = OneCycleLr::new(0.1, 20)?.then(15, OneCycleLr::new(0.5, 20)?);
    refused(
        Plan::lr(0.1, two),
        3,
        "lr.schedule.schedulers[1]: expected initial_lr 0.004 of group 0, which torch's schedulers of one optimizer share, found 0.02",
    )?;
    let later = Constant.then(5, Constant.then(5, ExponentialLr::new(0.5)?));
    refused(
        Plan::lr(0.1, later),
        3,
        "lr.schedule.schedulers[1]: expected what torch can begin: later in a sequence it has no composite (pytorch#132745), found SequentialLR",
    )?;

    let plan = plain();
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    let cooled = scheduler.cool_down(Cooldown::to(0.0, 5)?, &mut DryRun)?.clone();
    assert_says(
        pytorch::write(&plan, &cooled),
        "plan: cooldown: expected nothing, for torch's schedulers have no such thing, found one that was asked for",
    );
    let foreign = Plan::lr(0.2, Constant).preview(2, 0)?;
    assert_says(pytorch::write(&plan, &foreign), "state: the plan has changed since: lr.base was 0.2, is 0.1");
    Ok(())
}

#[test]
fn every_schedule_that_torch_has_not_is_refused() -> Result<()> {
    let ours = cases::all().into_iter().filter(|case| case.torch.is_none());
    let (mut refused, mut written) = (0, vec![]);
    for case in ours {
        let plan = Plan::lr(0.1, case.schedule());
        match pytorch::write(&plan, &plan.preview(1, 3)?) {
            Err(Error::Data { file, path, .. }) => {
                assert!(file.as_deref() == Some("plan") && path.starts_with("lr.schedule"), "{}: {path}", case.name);
                refused += 1;
            }
            Err(error) => panic!("{}: {error}", case.name),
            Ok(_) => written.push(case.name),
        }
    }
    // Torch's classes, nested.
    let expected = |name: &&str| {
        ["Constant", "MultiplicativeLr(", "SequentialLr(SequentialLr(", "ChainedScheduler("]
            .iter()
            .any(|torchs| name.starts_with(torchs))
    };
    assert!(written.iter().all(expected) && refused > 25, "written: {written:?}");
    Ok(())
}
