//! Rounding: to the nearest step, by the digits as they are written, and what `check` says of it.

use crate::property::runner::runner;
use proptest::prelude::*;
use tch_lr_scheduler::*;

#[test]
fn a_length_is_rounded_to_the_nearest_step_as_its_digits_say() {
    // Hundredths of an epoch and of the run, with whole numbers as the reference.
    let cases = (1..100_000_u64, 1..1_000_000_u64, 1..100_u64);
    let checked = runner(512).run(&cases, |(hundredths, steps, per_step)| {
        let written = |unit| format!("{}.{:02}{unit}", hundredths / 100, hundredths % 100);
        let run = RunLength::new(Span::steps(steps)).and_then(|run| run.steps_per_epoch(steps)?.samples_per_step(per_step));
        let run = run.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let steps_in = |text: String| -> Result<u64> { run.steps(text.parse()?) };
        let nearest = |above: u64, below: u64| ((2 * above + below) / (2 * below)).max(1);
        prop_assert_eq!(steps_in(written("ep")), Ok(nearest(hundredths * steps, 100)));
        prop_assert_eq!(steps_in(written("dur")), Ok(nearest(hundredths * steps, 100)));
        prop_assert_eq!(steps_in(written("%")), Ok(nearest(hundredths * steps, 10_000)));
        prop_assert_eq!(steps_in(written("sp")), Ok(nearest(hundredths, 100 * per_step)));
        prop_assert_eq!(steps_in(format!("{hundredths}ba")), Ok(hundredths));
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_length_reads_back_from_its_text() {
    let amount = prop_oneof![0.0..1e6, any::<f64>().prop_map(f64::abs).prop_filter("finite", |amount| amount.is_finite())];
    let checked = runner(1_024).run(&(0..4_u8, amount, any::<u64>()), |(unit, amount, steps)| {
        let span = [Span::epochs(amount), Span::samples(amount), Span::tokens(amount), Span::percent(amount)][usize::from(unit)];
        for span in [span, Span::steps(steps)] {
            prop_assert_eq!(span.to_string().parse::<Span>(), Ok(span));
        }
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn no_text_panics() {
    let text = prop_oneof![".{0,20}", "[0-9._eE+-]{0,12}( ?[kKMGBTmb]? ?(ep|epochs?|ba|sp|tok|dur|%)){0,2}"];
    let run = RunLength::new(Span::steps(u64::MAX)).and_then(|run| run.steps_per_epoch(u64::MAX)?.samples_per_step(u64::MAX));
    let run = run.expect("the run is good");
    let checked = runner(4_096).run(&text, |text| {
        if let Ok(span) = text.parse::<Span>() {
            let _ = run.steps(span);
            prop_assert_eq!(span.to_string().parse::<Span>(), Ok(span));
        }
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{error}"));
}

/// The messages of the warnings about rounding.
fn warnings(run: &str, schedule: &str) -> Result<Vec<String>> {
    let spec = PlanSpec::from_toml(&format!("{run}\n[lr]\nbase = 0.1\nschedule = {schedule}"))?;
    let warnings = spec.check(1, None)?.into_iter().filter(|warning| warning.kind == WarningKind::Rounded);
    Ok(warnings
        .map(|warning| {
            assert!(warning.position.is_some(), "{warning}");
            warning.to_string()
        })
        .collect())
}

#[test]
fn a_length_that_rounding_moves_by_more_than_half_a_step_has_a_warning() -> Result<()> {
    let run = "[run]\ntotal = '90ep'\nsteps_per_epoch = 391";
    let short = warnings(run, "{ type = 'Warmup', steps = '0.001%', schedule = { type = 'Constant' } }")?;
    assert_eq!(
        short,
        ["lr: lr.schedule.steps is 0.001%, which is 0.3519 steps and becomes 1 step, because a length has at least 1 step"]
    );
    let repeated = warnings(run, "{ type = 'StepLR', step_size = '0.5ep', gamma = 0.99 }")?;
    assert_eq!(
        repeated,
        [
            "lr: lr.schedule.step_size is 0.5ep, which is 195.5 steps and becomes 196 steps. It repeats 179 times in the run, so that its \
          last boundary moves by 89.5 steps. Write a whole number of steps that divides the run, or list the boundaries"
        ]
    );
    for good in [
        "{ type = 'StepLR', step_size = '30ep' }",
        "{ type = 'StepLR', step_size = 196 }",
        // Half a step, once.
        "{ type = 'MultiStepLR', milestones = ['30.5ep', '60.5ep'] }",
        "{ type = 'Warmup', steps = '3%', schedule = { type = 'CosineAnnealingLR', T_max = 'rest' } }",
        "{ type = 'CosineAnnealingWarmRestarts', T_0 = '45.5ep' }",
    ] {
        let found = warnings(run, good)?;
        assert!(found.is_empty() || good.contains("45.5"), "{good}: {found:?}");
    }
    Ok(())
}

#[test]
fn a_length_beyond_the_run_has_the_warning_of_its_steps() -> Result<()> {
    let file =
        "[run]\ntotal = '90ep'\nsteps_per_epoch = 10\n[lr]\nbase = 0.1\nschedule = { type = 'CosineAnnealingLR', T_max = '150%' }";
    let kinds: Vec<_> = PlanSpec::from_toml(file)?.check(1, None)?.iter().map(|warning| warning.kind).collect();
    assert_eq!(kinds, [WarningKind::CutOff]);
    Ok(())
}
