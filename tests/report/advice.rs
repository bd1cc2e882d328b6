//! What a warning advises can be written, and mends the plan.

use tch_lr_scheduler::{PlanSpec, Result, Warning};

/// The length of a run is named as the file has it, and a plan that follows the advice has no warning.
#[test]
fn the_advice_about_the_length_of_the_run_fits_the_file() -> Result<()> {
    let schedules = [
        ("type = \"CosineAnnealingLR\", T_max = 200", 200),
        ("type = \"CosineAnnealingWarmRestarts\", T_0 = 30", 120),
        ("type = \"CosineAnnealingLR\", T_max = 39100", 39_100),
    ];
    for (schedule, fitting) in schedules {
        let lr = format!("[lr]\nbase = 0.1\nschedule = {{ {schedule} }}\n");
        for (length, with) in [("total_steps", "total_steps = LENGTH"), ("run.total", "run = { total = LENGTH }")] {
            let plan = |steps: u64| PlanSpec::from_toml(&format!("{}\n{lr}", with.replace("LENGTH", &steps.to_string())));
            let warnings = plan(100)?.check(1, None)?;
            let advised = |warning: &Warning| {
                let message = warning.message.to_lowercase();
                message.contains(&format!("set {length} to ")) && message.replace(',', "").contains(&fitting.to_string())
            };
            assert!(warnings.iter().any(advised), "{with}, {schedule}: {warnings:?}");
            assert_eq!(plan(fitting)?.check(1, None)?, [], "{with}, {schedule}");
        }
    }
    Ok(())
}

/// In a file that knows the steps of an epoch, the advice to a schedule that was written in epochs has its lengths with the unit.
#[test]
fn the_advice_to_a_schedule_in_epochs_has_its_lengths_with_the_unit() -> Result<()> {
    let plan = |schedule: &str| {
        PlanSpec::from_toml(&format!(
            "run = {{ total = \"90ep\", steps_per_epoch = 391 }}\n[lr]\nbase = 0.1\nschedule = {{ {schedule} }}\n"
        ))
    };
    let cosine = "type = \"CosineAnnealingLR\", T_max = ";
    for (schedule, advice, mended) in [
        (format!("{cosine}90"), "T_max = \"90ep\"", format!("{cosine}\"90ep\"")),
        ("type = \"StepLR\", step_size = 30".into(), "step_size = \"30ep\"", "type = \"StepLR\", step_size = \"30ep\"".into()),
        (
            "type = \"MultiStepLR\", milestones = [30, 60]".into(),
            "milestones = [\"30ep\", \"60ep\"]",
            "type = \"MultiStepLR\", milestones = [\"30ep\", \"60ep\"]".into(),
        ),
        (
            "type = \"CosineAnnealingWarmRestarts\", T_0 = 10".into(),
            "T_0 = \"10ep\"",
            "type = \"CosineAnnealingWarmRestarts\", T_0 = \"10ep\"".into(),
        ),
        (
            format!("type = \"Warmup\", steps = 3, schedule = {{ {cosine}\"rest\" }}"),
            "steps = \"3ep\"",
            format!("type = \"Warmup\", steps = \"3ep\", schedule = {{ {cosine}\"rest\" }}"),
        ),
        (
            "type = \"ExponentialLR\", gamma = 0.95".into(),
            "{ type = \"Every\", steps = \"1ep\", schedule = ... }",
            "type = \"Every\", steps = \"1ep\", schedule = { type = \"ExponentialLR\", gamma = 0.95 }".into(),
        ),
    ] {
        let warnings = plan(&schedule)?.check(1, None)?;
        assert!(warnings.iter().any(|warning| warning.message.contains(advice)), "{schedule}: {warnings:?}");
        assert_eq!(plan(&mended)?.check(1, None)?, [], "{mended}");
    }
    Ok(())
}

/// Each length of a Wsd that was written in epochs is named, until all have the unit.
#[test]
fn the_advice_to_a_wsd_in_epochs_leads_to_a_plan_without_warnings() -> Result<()> {
    let plan = |lengths: [&str; 3]| {
        let [warmup, stable, decay] = lengths;
        PlanSpec::from_toml(&format!(
            "run = {{ total = \"30ep\", steps_per_epoch = 1251 }}\n[lr]\nbase = 0.1\n\
             schedule = {{ type = \"Wsd\", warmup_steps = {warmup}, stable_steps = {stable}, decay_steps = {decay} }}\n"
        ))
    };
    for (lengths, advice) in [
        (["3", "21", "6"], "warmup_steps = \"3ep\""),
        (["\"3ep\"", "21", "6"], "decay_steps = \"6ep\""),
        (["\"3ep\"", "\"21ep\"", "6"], "decay_steps = \"6ep\""),
        (["\"3ep\"", "33771", "6"], "decay_steps = \"6ep\""),
        (["\"3ep\"", "21", "\"6ep\""], "stable_steps = "),
    ] {
        let warnings = plan(lengths)?.check(1, None)?;
        assert!(warnings.iter().any(|warning| warning.message.contains(advice)), "{lengths:?}: {warnings:?}");
    }
    assert_eq!(plan(["\"3ep\"", "\"21ep\"", "\"6ep\""])?.check(1, None)?, []);
    Ok(())
}

/// A run that is shorter than an epoch was written in epochs.
#[test]
fn a_length_of_the_run_below_one_epoch_is_questioned_at_its_line() -> Result<()> {
    let plan = |total: &str| {
        PlanSpec::from_toml(&format!(
            "[run]\ntotal = {total}\nsteps_per_epoch = 1251\n[lr]\nbase = 0.1\n\
             schedule = {{ type = \"CosineAnnealingLR\", T_max = \"rest\" }}\n"
        ))
    };
    let warnings = plan("30")?.check(1, None)?;
    let (path, position) = (warnings[0].path.as_str(), warnings[0].position.map(|position| position.to_string()));
    assert_eq!((path, position.as_deref()), ("run.total", Some("line 2 column 1")), "{warnings:?}");
    assert!(warnings[0].message.ends_with("was it meant in epochs? Then write total = \"30ep\""), "{warnings:?}");
    assert_eq!(plan("\"30ep\"")?.check(1, None)?, []);
    Ok(())
}

/// Inside of `Every`, the steps of the run are no cure.
#[test]
fn the_advice_inside_of_every_counts_in_its_steps() -> Result<()> {
    let plan = |milestones: &str| {
        PlanSpec::from_toml(&format!(
            "run = {{ total = \"90ep\", steps_per_epoch = 391 }}\n[lr]\nbase = 0.1\n[lr.schedule]\ntype = \"Every\"\nsteps = \"1ep\"\n\
             schedule = {{ type = \"MultiStepLR\", milestones = {milestones} }}\n"
        ))
    };
    for wrong in ["[11730, 23460]", "[\"30ep\", \"60ep\"]"] {
        let warnings = plan(wrong)?.check(1, None)?;
        let advice = "90 steps of Every for it, each of 391 steps of the run: count milestones in these, or leave Every out";
        assert!(warnings.iter().any(|warning| warning.message.ends_with(advice)), "{wrong}: {warnings:?}");
    }
    assert_eq!(plan("[30, 60]")?.check(1, None)?, []);
    Ok(())
}

/// The commonest recipe of torch, a sequence of a warm-up and a cosine, with each of its lengths in epochs.
#[test]
fn each_length_of_a_sequence_in_epochs_is_named() -> Result<()> {
    let plan = |milestone: &str, warmup: &str, cosine: &str| {
        PlanSpec::from_toml(&format!(
            "run = {{ total = \"30ep\", steps_per_epoch = 1251 }}\n[lr]\nbase = 0.1\n[lr.schedule]\ntype = \"SequentialLR\"\n\
             milestones = [{milestone}]\nschedulers = [{{ type = \"LinearLR\", start_factor = 0.01, total_iters = {warmup} }},\n\
             {{ type = \"CosineAnnealingLR\", T_max = {cosine} }}]\n"
        ))
    };
    for (lengths, advice) in [
        (["5", "5", "25"], "milestones = [\"5ep\"]"),
        (["5", "5", "37525"], "milestones = [\"5ep\"]"),
        (["5", "5", "25"], "T_max = \"25ep\""),
    ] {
        let [milestone, warmup, cosine] = lengths;
        let warnings = plan(milestone, warmup, cosine)?.check(1, None)?;
        assert!(warnings.iter().any(|warning| warning.message.contains(advice)), "{lengths:?}: {warnings:?}");
    }
    let in_epochs = ["\"5ep\"", "\"25ep\""];
    assert_eq!(plan(in_epochs[0], in_epochs[0], in_epochs[1])?.check(1, None)?, []);
    Ok(())
}

/// A base without an effect is that of a group, which would follow the others if it had their base.
#[test]
fn the_advice_to_a_base_of_a_group_keeps_the_group_apart() -> Result<()> {
    let plan = |group: &str| {
        PlanSpec::from_toml(&format!(
            "total_steps = 100\n[lr]\nbase = 0.1\nschedule = {{ type = \"OneCycleLR\", max_lr = 0.1, total_steps = 100 }}\n\
             [lr.groups.1]\n{group}\n[momentum]\nbase = 0.9\n"
        ))
    };
    let warnings = plan("base = 0.5")?.check(2, None)?;
    let advice = "Give this group a factor, or a schedule of its own";
    assert!(warnings.iter().any(|warning| warning.message.ends_with(advice)), "{warnings:?}");
    let ignored = |warning: &Warning| warning.kind == tch_lr_scheduler::WarningKind::IgnoresBase;
    assert!(!plan("factor = 5")?.check(2, None)?.iter().any(ignored));
    Ok(())
}
