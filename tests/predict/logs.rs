//! Logs of the crate's observers and of other programs.

use anyhow::Result;
use std::path::Path;
use tch_lr_scheduler::observe::{CsvLog, JsonLinesLog, Observer, TensorBoardLog};
use tch_lr_scheduler::predict::{LogColumns, ObservedRun};
use tch_lr_scheduler::{CosineAnnealingLr, Plan, Schedule};

fn read(folder: &Path, text: &str) -> Result<ObservedRun> {
    let path = folder.join("run.csv");
    std::fs::write(&path, text)?;
    Ok(ObservedRun::read(&path, &LogColumns::default())?)
}

#[track_caller]
fn assert_refused(text: &str, columns: &LogColumns, message: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.csv");
    std::fs::write(&path, text).expect("a file");
    let error = ObservedRun::read(&path, columns).expect_err("the log is refused").to_string();
    let shown = error.strip_prefix(&format!("{}: ", path.display()));
    assert_eq!(shown, Some(message), "{error}");
}

#[test]
fn every_observer_writes_a_log_that_is_read() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(35)?.warmup(5)?).total_steps(40);
    let start = plan.preview(1, 0)?;
    let [csv, lines, events] = ["cosine.csv", "cosine.jsonl", "cosine"].map(|name| folder.path().join(name));
    let mut log =
        (CsvLog::create(&csv, &start)?, (JsonLinesLog::create(&lines, &start)?, TensorBoardLog::create(&events, &start)?));
    for step in 1..=40 {
        let loss = (step % 4 == 0).then(|| 2.0 + 1.0 / step as f64);
        log.observe(plan.preview(1, step)?.with("val_loss", loss))?;
    }
    let columns = LogColumns::default().loss("val_loss");
    let runs: Vec<_> =
        [&csv, &lines, &events].into_iter().map(|path| ObservedRun::read(path, &columns)).collect::<Result<_, _>>()?;
    assert_eq!(runs[0], runs[1]);
    assert_eq!(
        runs[0].points().iter().map(|(step, _)| *step).collect::<Vec<_>>(),
        (1..=10).map(|part| 4 * part).collect::<Vec<_>>()
    );
    for run in &runs {
        assert_eq!((run.name(), run.curve().steps(), run.curve().warmup_steps()), ("cosine", 40, 4));
        for step in 0..40 {
            assert!((run.curve().rate(step) / plan.preview(1, step)?.lr[0] - 1.0).abs() < 1e-6);
        }
        for (point, exact) in run.points().iter().zip(runs[0].points()) {
            assert!((point.1 / exact.1 - 1.0).abs() < 1e-6);
        }
    }
    // An event file can be named itself.
    let file = std::fs::read_dir(&events)?.next().expect("an event file")?.path();
    assert_eq!(ObservedRun::read(file, &columns)?.points(), runs[2].points());
    Ok(())
}

#[test]
fn a_restart_of_a_run_in_tensorboard_removes_what_it_repeats() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(40)?);
    let mut log = TensorBoardLog::create(folder.path(), &plan.preview(1, 0)?)?;
    for step in 1..=20 {
        log.observe(plan.preview(1, step)?.with("loss", 5.0))?;
    }
    let mut log = TensorBoardLog::append(folder.path(), &plan.preview(1, 10)?)?;
    for step in 11..=15 {
        log.observe(plan.preview(1, step)?.with("loss", 4.0))?;
    }
    let run = ObservedRun::read(folder.path(), &LogColumns::default())?;
    assert_eq!(run.points().last(), Some(&(15, 4.0)));
    assert_eq!(run.points()[9], (10, 5.0));
    assert_eq!(run.points().len(), 15);
    Ok(())
}

#[test]
fn logs_of_other_programs_are_read() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let lightning =
        "epoch,\"lr\",loss,step,note\n0,0.1,None,0,\n0,0.1,2.5,100,\"a, b\"\n0,0.1,,150,\n1,0.05,NaN,200,c\n1,0.05,2.0,300.0,c\n";
    let run = read(folder.path(), lightning)?;
    assert_eq!(run.points(), [(100, 2.5), (300, 2.0)]);
    Ok(())
}

#[test]
fn a_rate_of_each_hundredth_step_changes_evenly_between() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rate = |step: u64| 0.1 * (1.0 - step as f64 / 1_000.0);
    let rows: String = (0..=10).map(|part| format!("{},{},2.0\n", 100 * part, rate(100 * part))).collect();
    let run = read(folder.path(), &format!("step,lr,loss\n{rows}"))?;
    let exact: f64 = (0..1_000).map(rate).sum();
    assert!((run.curve().sum(1_000) / exact - 1.0).abs() < 1e-9, "{} and {exact}", run.curve().sum(1_000));
    Ok(())
}

#[test]
fn a_log_that_cannot_be_fitted_is_refused_with_its_place() {
    let columns = LogColumns::default();
    assert_refused("step,lr\n0,0.1\n", &columns, "name the column of the loss with `--loss`: found no column loss, but step, lr");
    let absent = "name the column of the learning rate with `--lr-column`: found no column rate, but step, lr, loss";
    assert_refused("step,lr,loss\n0,0.1,2\n", &LogColumns::default().lr("rate"), absent);
    let absent = "name the column of the step with `--step-column`: found no column step, but batch, lr, loss";
    assert_refused("batch,lr,loss\n0,0.1,2\n", &columns, absent);
    assert_refused("step,lr,loss\nten,0.1,2\n", &columns, "line 2: expected a number of steps, found `ten`");
    let fast = "line 3: expected a number, found `fast` in column loss";
    assert_refused("step,lr,loss\n0,0.1,2\n5,0.1,fast\n", &columns, fast);
    let late = "give the whole log: the first rate is that of step 500, expected one of the first 50 steps";
    assert_refused("step,lr,loss\n500,0.1,2\n1000,0.1,1.9\n", &columns, late);
    let negative = "the rate at step 1 is -0.1, expected a finite number that is not negative";
    assert_refused("step,lr,loss\n0,0.1,2\n1,-0.1,2\n2,0.1,2\n", &columns, negative);
    let changes = "leave out this run: batch_size changes from 32 to 64, expected the same model, data and batch size at all steps";
    assert_refused("step,lr,loss,batch_size\n0,0.1,2,32\n1,0.1,2,64\n", &columns, changes);
}

#[test]
fn a_run_that_has_diverged_is_refused() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = |end: &str| format!("step,lr,loss\n0,0.1,3\n10,0.1,2\n20,0.1,1.5\n{end}");
    // A single row without a measurement after the last one is usual.
    assert_eq!(read(folder.path(), &rows("25,0.1,NaN\n"))?.points().len(), 3);
    let error = read(folder.path(), &rows("30,0.1,NaN\n40,0.1,NaN\n")).unwrap_err().to_string();
    assert!(
        error.ends_with("end the run before it diverges: the loss at step 30 is NaN, expected a finite number above 0"),
        "{error}"
    );
    let error = read(folder.path(), &rows("30,0.1,inf\n")).unwrap_err().to_string();
    assert!(error.contains("the loss at step 30 is inf"), "{error}");
    Ok(())
}
