//! Descriptions in the unit of the run.

use tch_lr_scheduler::*;

fn descriptions(run: &str, rest: &str) -> Result<Vec<String>> {
    let plan = PlanSpec::from_toml(&format!("{run}\n{rest}"))?.plan()?;
    Ok(plan.describe(1, None)?.iter().map(|description| description.to_string()).collect())
}

const WARMED: &str =
    "[lr]\nbase = 0.1\nschedule = { type = 'Warmup', steps = '10%', schedule = { type = 'CosineAnnealingLR', T_max = 'rest' } }";

#[test]
fn a_description_is_in_the_unit_of_the_length_of_the_run() -> Result<()> {
    let epochs = descriptions("[run]\ntotal = '90ep'\nsteps_per_epoch = 100\ntokens_per_step = 10", WARMED)?;
    // The same sentence in steps, divided by the steps of an epoch.
    let steps = descriptions("total_steps = 9000", WARMED)?.concat();
    let expected =
        steps.replace("at 899,", "at epoch 8.99,").replace("at 9,000", "at epoch 90").replace("at 8,999", "at epoch 89.99");
    assert_eq!(epochs.concat(), expected.replace("at step 899", "at epoch 8.99"));
    let tokens = descriptions("[run]\ntotal = '1.2Btok'\nsteps_per_epoch = 100\ntokens_per_step = 1_000_000", WARMED)?;
    assert!(
        tokens[0].starts_with("lr: linear warm-up from 8.33333e-4 to 0.1 at 119M tokens, cosine to 0 at 1.2B tokens\n"),
        "{tokens:?}"
    );
    let samples = descriptions("[run]\ntotal = '9000sp'\nsteps_per_epoch = 100\nsamples_per_step = 9", WARMED)?;
    assert!(samples[0].contains("to 0.1 at 891 samples, cosine to 0 at 9,000 samples\n"), "{samples:?}");
    let steps = descriptions("[run]\ntotal = 9000\nsamples_per_step = 9", WARMED)?;
    assert!(steps[0].contains("to 0.1 at 899, cosine to 0 at 9,000\n"), "{steps:?}");
    Ok(())
}

#[test]
fn every_phrase_of_a_sentence_has_the_unit() -> Result<()> {
    let run = "[run]\ntotal = '90ep'\nsteps_per_epoch = 10";
    let sentence = |schedule: &str| -> Result<String> {
        let lines = descriptions(run, &format!("[lr]\nbase = 0.1\nschedule = {schedule}"))?;
        Ok(lines[0].lines().next().unwrap_or_default().to_owned())
    };
    for (schedule, expected) in [
        ("{ type = 'StepLR', step_size = '30ep' }", "lr: 0.1, times 0.1 every 30 epochs"),
        ("{ type = 'StepLR', step_size = '1ep' }", "lr: 0.1, times 0.1 every epoch"),
        ("{ type = 'MultiStepLR', milestones = ['30ep', '60ep'] }", "lr: 0.1, times 0.1 at epoch 30 and epoch 60"),
        (
            "{ type = 'Delay', steps = '5ep', schedule = { type = 'ExponentialLR', gamma = 0.9 } }",
            "lr: 0.1 until epoch 5, times 0.9 every 0.1 epochs",
        ),
        (
            "{ type = 'CosineAnnealingWarmRestarts', T_0 = '2ep' }",
            "lr: cosine from 0.1 to 6.15583e-4 at epoch 1.9, repeated every 2 epochs",
        ),
    ] {
        assert_eq!(sentence(schedule)?, expected, "{schedule}");
    }
    let feedback = "[lr]\nbase = 0.1\n[feedback]\ntype = 'ReduceLROnPlateau'\nduring = { from = '5ep', until = '50%' }";
    let lines = descriptions(run, feedback)?;
    assert!(lines[1].ends_with("from epoch 5 until epoch 45"), "{lines:?}");
    Ok(())
}
