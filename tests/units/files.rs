//! Lengths in plan files: the table `[run]`, the rest of the run, what is written back.

use tch_lr_scheduler::*;

fn read(run: &str, schedule: &str) -> Result<Plan> {
    PlanSpec::from_toml(&format!("{run}\n[lr]\nbase = 0.1\nschedule = {schedule}"))?.plan()
}

const RUN: &str = "[run]\ntotal = '90ep'\nsteps_per_epoch = 1251\nsamples_per_step = 1024\ntokens_per_step = 2048";

#[test]
fn a_cosine_with_a_warmup_of_three_percent_is_one_line() -> Result<()> {
    let file = read(RUN, "{ type = 'Warmup', steps = '3%', schedule = { type = 'CosineAnnealingLR', T_max = 'rest' } }")?;
    let run = RunLength::new(Span::epochs(90.0))?.steps_per_epoch(1251)?;
    let code = Plan::lr(0.1, run.warmup(Span::percent(3.0), CosineAnnealingLr::new)?)
        .run(run.samples_per_step(1024)?.tokens_per_step(2048)?)?;
    assert_eq!(file.spec(), code.spec());
    assert_eq!(file.preview(1, 112_590)?.lr, [0.0]);
    assert_eq!(file.run_length(), Some(112_590));
    Ok(())
}

#[test]
fn the_written_plan_has_whole_steps_and_the_run() -> Result<()> {
    let plan = read(RUN, "{ type = 'MultiStepLR', milestones = ['60000000tok', '30ep', '50%', '100Msp', 112000] }")?;
    let run = r#""run": {"total": "90ep", "steps_per_epoch": 1251, "samples_per_step": 1024, "tokens_per_step": 2048}"#;
    let milestones = r#""milestones": [29297, 37530, 56295, 97656, 112000]"#;
    let written = plan.spec().to_string();
    assert!(written.starts_with(&format!("{{{run}, ")) && written.contains(milestones), "{written}");
    let again = PlanSpec::from_json(&plan.spec().to_json()?)?.plan()?;
    assert_eq!(again.spec(), plan.spec());
    assert_eq!(PlanSpec::from_toml(&plan.spec().to_toml()?)?.plan()?.spec(), plan.spec());
    let state = plan.preview(1, 7)?;
    assert_eq!(State::from_json(&state.to_json()?)?, state);
    assert_eq!(State::from_json(&state.to_json()?)?.plan().plan()?.run_units(), plan.run_units());
    Ok(())
}

#[test]
fn a_length_in_steps_is_total_steps() -> Result<()> {
    let constant = "{ type = 'Constant' }";
    assert_eq!(read("total_steps = 90", constant)?.spec(), read("[run]\ntotal = 90", constant)?.spec());
    assert_eq!(read("total_steps = '90ba'", constant)?.spec(), read("total_steps = 90", constant)?.spec());
    let written = read("total_steps = 90\n[run]\nsteps_per_epoch = 10", constant)?.spec().to_string();
    assert!(written.starts_with(r#"{"total_steps": 90, "run": {"steps_per_epoch": 10}, "#), "{written}");
    let epochs = read("total_steps = '9ep'\n[run]\nsteps_per_epoch = 10", constant)?;
    assert_eq!((epochs.run_length(), epochs.run_units().total()), (Some(90), Some(Span::epochs(9.0))));
    Ok(())
}

#[test]
fn the_rest_is_what_a_schedule_has_of_the_run() -> Result<()> {
    let last = "{ type = 'LinearLR', start_factor = 1.0, end_factor = 0.5, total_iters = 'rest' }";
    let length_of = |schedule: &str| -> Result<u64> {
        let spec = read("total_steps = 100", &schedule.replace("LAST", last))?.spec().to_string();
        let at = spec.rfind("total_iters\": ").expect("the schedule is written") + 14;
        let digits: String = spec[at..].chars().take_while(char::is_ascii_digit).collect();
        Ok(digits.parse().expect("a number"))
    };
    for (schedule, length) in [
        ("LAST", 100),
        ("{ type = 'Warmup', steps = 3, schedule = LAST }", 97),
        ("{ type = 'WithWarmup', steps = '3%', schedule = LAST }", 97),
        ("{ type = 'WarmupBeside', steps = 3, schedule = LAST }", 100),
        ("{ type = 'Delay', steps = 30, schedule = { type = 'Warmup', steps = 3, schedule = LAST } }", 67),
        ("{ type = 'Frozen', until = 30, schedule = LAST }", 70),
        ("{ type = 'Scale', factor = 2, schedule = { type = 'Frozen', until = 30, schedule = LAST } }", 70),
        ("{ type = 'Cycle', period = 25, schedule = LAST }", 25),
        ("{ type = 'Within', from = 20, until = '60%', schedule = LAST }", 40),
        ("{ type = 'Within', from = 20, schedule = LAST }", 80),
        ("{ type = 'PastEnd', end = 70, policy = 'repeat', schedule = LAST }", 70),
        ("{ type = 'Noise', schedule = { type = 'Plus', schedule = { type = 'Constant' }, other = LAST } }", 100),
        ("{ type = 'Every', steps = 10, schedule = LAST }", 10),
        ("{ type = 'Stretch', steps = 3, schedule = LAST }", 34),
        ("{ type = 'SequentialLR', schedulers = [{ type = 'Constant' }, LAST], milestones = ['20%'] }", 80),
        ("{ type = 'SequentialLR', schedulers = [{ type = 'Constant' }, LAST, { type = 'Constant' }], milestones = [20, 50] }", 30),
        ("{ type = 'SequentialLR', schedules = [LAST, { type = 'Constant' }], milestones = [20] }", 20),
        ("{ type = 'ChainedScheduler', schedulers = [{ type = 'StepLR', step_size = 5 }, LAST] }", 100),
        ("{ type = 'Times', schedule = { type = 'Constant' }, factor = LAST }", 100),
    ] {
        assert_eq!(length_of(schedule)?, length, "{schedule}");
    }
    // A run that is shorter than the warm-up leaves nothing.
    let error =
        length_of("{ type = 'Warmup', steps = 300, schedule = { type = 'CosineAnnealingLR', T_max = 'rest' } }").unwrap_err();
    let reason = "lr.schedule.schedule.T_max: what comes before takes the whole run, so that no step is left: shorten it";
    assert!(error.to_string().starts_with(reason), "{error}");
    let error = read("", last).unwrap_err().to_string();
    assert!(
        error.contains("lr.schedule.total_iters: add total to the table [run], because rest is what is left of the run"),
        "{error}"
    );
    Ok(())
}

#[test]
fn errors_name_what_the_run_does_not_know() {
    let cosine = |length: &str| format!("{{ type = 'CosineAnnealingLR', T_max = '{length}' }}");
    for (run, length, expected) in [
        ("", "5ep", "lr.schedule.T_max: add steps_per_epoch to the table [run], because 5ep is in epochs"),
        ("total_steps = 5", "5sp", "lr.schedule.T_max: add samples_per_step to the table [run], because 5sp is in samples"),
        ("", "5Mtok", "lr.schedule.T_max: add tokens_per_step to the table [run], because 5Mtok is in tokens"),
        ("[run]\nsteps_per_epoch = 5", "3%", "lr.schedule.T_max: add total to the table [run], because 3% is a share of the run"),
        ("[run]\ntotal = '90ep'", "5ba", "run.total: add steps_per_epoch to the table [run], because 90ep is in epochs"),
        ("total_steps = '90ep'", "5ba", "total_steps: add steps_per_epoch to the table [run], because 90ep is in epochs"),
        ("total_steps = '90%'", "5ba", "total_steps: expected a length in steps, epochs, samples or tokens, found \"90%\""),
        ("[run]\ntotal = '1dur'", "5ba", "run.total: expected in steps, epochs, samples or tokens, found 1dur"),
        ("[run]\nsteps_per_epoch = 0", "5ba", "run.steps_per_epoch: expected at least 1, found 0"),
        ("[run]\nsteps_per_epoch = '5ep'", "5ba", "run.steps_per_epoch: expected a whole number, at least 0, found \"5ep\""),
        ("[run]\nsteps_per_epochs = 5", "5ba", "run.steps_per_epochs: did you mean steps_per_epoch? (found an unknown field"),
        ("total_steps = 5\n[run]\ntotal = 6", "5ba", "expected total_steps, or total in the table run, found both"),
        (
            "[run]\nsteps_per_epoch = 9",
            "1e19ep",
            "lr.schedule.T_max: expected finite, not negative, and below 2^64 steps, found \"1e19ep\"",
        ),
    ] {
        let error = read(run, &cosine(length)).expect_err(length).to_string();
        assert!(error.contains(expected), "{run:?} {length}: {error}");
    }
}

#[test]
fn numbers_that_are_not_steps_have_no_unit() {
    for (run, rest) in [
        ("", "schedule = { type = 'CosineAnnealingWarmRestarts', T_0 = 5, T_mult = '2ep' }"),
        ("", "schedule = { type = 'OneCycleLR', max_lr = 1, epochs = '2ep', steps_per_epoch = 5 }"),
        ("expect_groups = '2ep'", ""),
        ("feedback = { type = 'ReduceLROnPlateau', patience = '2ep' }", ""),
        ("feedback = { type = 'ReduceLROnPlateau', cooldown = '2ep' }", ""),
    ] {
        let file = format!("{run}\n[run]\nsteps_per_epoch = 10\n[lr]\nbase = 0.1\n{rest}");
        let error = PlanSpec::from_toml(&file).and_then(|spec| spec.plan()).expect_err(rest).to_string();
        assert!(error.contains("expected a whole number, at least 0, found \"2ep\""), "{rest}: {error}");
    }
}

#[test]
fn the_rest_of_a_phase_of_wsd_is_what_the_other_phases_leave() -> Result<()> {
    let lengths = |phases: &str| -> Result<String> {
        let plan = read("total_steps = 20000", &format!("{{ type = 'Wsd', {phases} }}"))?;
        Ok(plan.spec().to_string())
    };
    for phases in [
        "warmup_steps = '3%', stable_steps = 'rest', decay_steps = '20%'",
        "warmup_steps = '3%', stable_steps = 15400, decay_steps = 'rest'",
        "warmup_steps = 'rest', stable_steps = '77%', decay_steps = 4000",
    ] {
        let found = lengths(phases)?;
        assert!(found.contains(r#""warmup_steps": 600, "stable_steps": 15400, "decay_steps": 4000"#), "{phases}: {found}");
    }
    let error = lengths("warmup_steps = 600, stable_steps = 'rest', decay_steps = 'rest'").unwrap_err().to_string();
    assert!(error.contains("lr.schedule.stable_steps: decay_steps is \"rest\" too, and only one phase can be"), "{error}");
    // Behind a warm-up of its own, the run is shorter.
    let behind = "{ type = 'Warmup', steps = 1000, schedule = { type = 'Wsd', warmup_steps = 0, stable_steps = 'rest', decay_steps = 4000 } }";
    let plan = read("total_steps = 20000", behind)?.spec().to_string();
    assert!(plan.contains(r#""stable_steps": 15000"#), "{plan}");
    Ok(())
}
