//! The best checkpoint by a metric.

use super::Run;
use crate::common::scratch::{Scratch, names_in};
use tch_lr_scheduler::{Checkpoint, Checkpoints, Error, Mode, Result};

fn save_all(run: &mut Run, checkpoints: &Checkpoints, metrics: &[f64]) -> Result<()> {
    metrics.iter().try_for_each(|metric| {
        run.step()?;
        checkpoints.with_metric("val_loss", *metric)?.save(&run.vs, &run.opt).map(drop)
    })
}

fn best_step(checkpoints: &Checkpoints) -> Result<Option<u64>> {
    Ok(checkpoints.best()?.map(|best| best.step()))
}

#[test]
fn the_best_is_kept_beside_the_last_and_can_be_loaded() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run")).keep_last(2)?.keep_best("val_loss", Mode::Min);
    let mut run = Run::new()?;
    save_all(&mut run, &checkpoints, &[0.5, 0.1])?;
    let best = run.contents();
    save_all(&mut run, &checkpoints, &[0.3, 0.4, 0.2])?;
    assert_eq!(names_in(&scratch.path("run")), ["save-000002-step-2", "save-000004-step-4", "save-000005-step-5"]);
    let mut loaded = Run::new()?;
    assert_eq!(checkpoints.load_best(&mut loaded.vs, &mut loaded.opt)?.map(|restored| restored.step), Some(2));
    assert_eq!(loaded.contents(), best);
    assert_eq!(checkpoints.load_latest(&mut loaded.vs, &mut loaded.opt)?.map(|restored| restored.step), Some(5));

    // A better one replaces the best, which is then as old as the others.
    save_all(&mut run, &checkpoints, &[0.05, 0.3, 0.3])?;
    assert_eq!(names_in(&scratch.path("run")), ["save-000006-step-6", "save-000007-step-7", "save-000008-step-8"]);
    Ok(())
}

#[test]
fn the_mode_decides_and_the_first_of_equals_stays() -> Result<()> {
    for (mode, best) in [(Mode::Min, 2), (Mode::Max, 3)] {
        let scratch = Scratch::new();
        let checkpoints = Checkpoints::new(scratch.path("run")).keep_last(1)?.keep_best("val_loss", mode);
        save_all(&mut Run::new()?, &checkpoints, &[0.5, -0.5, 0.7, 0.7, -0.5, 0.1])?;
        assert_eq!(best_step(&checkpoints)?, Some(best), "{mode:?}");
    }
    Ok(())
}

#[test]
fn a_metric_that_is_not_a_number_is_never_the_best() -> Result<()> {
    for mode in [Mode::Min, Mode::Max] {
        let scratch = Scratch::new();
        let checkpoints = Checkpoints::new(scratch.path("run")).keep_best("val_loss", mode);
        let mut run = Run::new()?;
        save_all(&mut run, &checkpoints, &[f64::NAN])?;
        assert_eq!(best_step(&checkpoints)?, None, "{mode:?}");
        let worst = if mode == Mode::Min { f64::INFINITY } else { f64::NEG_INFINITY };
        save_all(&mut run, &checkpoints, &[worst, f64::NAN])?;
        assert_eq!(best_step(&checkpoints)?, Some(2), "{mode:?}");
        let opened = checkpoints.paths()?.into_iter().map(Checkpoint::open).collect::<Result<Vec<_>>>()?;
        let metrics: Vec<_> = opened.iter().filter_map(|checkpoint| checkpoint.metric("val_loss")).collect();
        assert!(metrics[0].is_nan() && metrics[1] == worst && metrics[2].is_nan(), "{metrics:?}");
    }
    Ok(())
}

#[test]
fn checkpoints_without_the_metric_are_saved_and_are_not_the_best() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run")).keep_last(1)?.keep_best("val_loss", Mode::Min);
    let mut run = Run::new()?;
    save_all(&mut run, &checkpoints, &[0.5])?;
    run.step()?;
    checkpoints.save(&run.vs, &run.opt)?;
    run.step()?;
    checkpoints.save(&run.vs, &run.opt)?;
    assert_eq!((best_step(&checkpoints)?, checkpoints.latest()?.map(|latest| latest.step())), (Some(1), Some(3)));
    assert_eq!(checkpoints.paths()?.len(), 2);
    // Saved again at the step of the best, with a worse metric.
    run.opt.seek(1)?;
    checkpoints.with_metric("val_loss", 0.6)?.save(&run.vs, &run.opt)?;
    assert_eq!(checkpoints.best()?.and_then(|best| best.metric("val_loss")), Some(0.5));
    assert_eq!(checkpoints.paths()?.len(), 2);
    Ok(())
}

#[test]
fn several_metrics_are_recorded_in_their_order() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run")).keep_best("accuracy", Mode::Max);
    let run = Run::new()?;
    let with = checkpoints.with_metric("val_loss", 0.5f32)?.with_metric("accuracy", 0.75)?.with_metric("val_loss", 0.25)?;
    let saved = Checkpoint::open(with.save(&run.vs, &run.opt)?)?;
    assert_eq!(saved.metrics().collect::<Vec<_>>(), [("accuracy", 0.75), ("val_loss", 0.25)]);
    assert_eq!(saved.metric("other"), None);
    Ok(())
}

#[test]
fn a_name_that_cannot_be_meant_is_refused() -> Result<()> {
    let scratch = Scratch::new();
    let checkpoints = Checkpoints::new(scratch.path("run"));
    let run = Run::new()?;
    let message = |error: Error| error.to_string();
    let error = checkpoints.best().map(drop).map_err(message);
    let expected =
        "Checkpoints: metric must be chosen with `Checkpoints::keep_best`, so that there is a best checkpoint, found none";
    assert_eq!(error, Err(expected.to_owned()));
    let error = checkpoints.with_metric("", 0.5).map(drop).map_err(message);
    assert_eq!(error, Err("Checkpoints: name must be a name of at least one letter, found \"\"".to_owned()));
    let misspelt = checkpoints.keep_best("val_loss", Mode::Min).with_metric("val-loss", 0.5)?;
    let error = misspelt.save(&run.vs, &run.opt).map(drop).map_err(message);
    let expected = "Checkpoints: metrics must be val_loss or include it, because `keep_best` compares this metric, found val-loss";
    assert_eq!(error, Err(expected.to_owned()));
    assert!(scratch.names().is_empty());
    Ok(())
}
