//! Metrics of the program beside the rates: every observer gets them, and their names are checked.

use anyhow::Result;
use std::fs;
use std::path::Path;
use tch_lr_scheduler::observe::{CsvLog, History, JsonLinesLog, Observation, Observer, TensorBoardLog, from_fn};
use tch_lr_scheduler::{Constant, DryRun, Error, ExponentialLr, Plan, Scheduler, State};
use tempfile::tempdir;

/// Collects the metrics of all observations.
#[derive(Default)]
struct Collector(Vec<(u64, String, f64)>);

impl Observer for Collector {
    fn record(&mut self, observation: &Observation<'_>) -> tch_lr_scheduler::Result<()> {
        let step = observation.state().step;
        self.0.extend(observation.metrics().map(|(name, value)| (step, name.to_owned(), value)));
        Ok(())
    }
}

/// Every observer of this crate, in one value.
fn all(folder: &Path, state: &State) -> tch_lr_scheduler::Result<impl Observer + use<>> {
    let csv = CsvLog::create(folder.join("rates.csv"), state)?;
    let json = JsonLinesLog::create(folder.join("rates.jsonl"), state)?;
    let board = TensorBoardLog::create(folder.join("board"), state)?;
    Ok(((csv, json), board, History::new()))
}

#[test]
fn every_observer_gets_the_metrics_in_a_loop_of_five_lines() -> Result<()> {
    let folder = tempdir()?;
    let mut scheduler = Scheduler::start(&Plan::lr(0.8, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    let (mut history, mut collector, mut closure) = (History::new(), Collector::default(), vec![]);
    let mut log = (
        all(folder.path(), scheduler.state())?,
        (&mut history, &mut collector),
        from_fn(|observation| {
            closure.extend(observation.metric("val_loss"));
            Ok(())
        }),
    );
    for step in 1..=4_u32 {
        let val_loss = step.is_multiple_of(2).then_some(0.5_f32);
        log.observe(scheduler.step(&mut DryRun)?.with("loss", 1.0 / f64::from(step)).with("val_loss", val_loss))?;
    }
    drop(log);
    let csv = "step,lr[0],loss,val_loss\n0,0.8,,\n1,0.4,1.0,\n2,0.2,0.5,0.5\n3,0.1,0.3333333333333333,\n4,0.05,0.25,0.5\n";
    assert_eq!(fs::read_to_string(folder.path().join("rates.csv"))?, csv);
    let json = fs::read_to_string(folder.path().join("rates.jsonl"))?;
    assert_eq!(json.lines().nth(1), Some(r#"{"step":1,"lr[0]":0.4,"loss":1.0}"#));
    assert_eq!(json.lines().nth(2), Some(r#"{"step":2,"lr[0]":0.2,"loss":0.5,"val_loss":0.5}"#));
    assert_eq!(history.points("loss"), [(1.0, 1.0), (2.0, 0.5), (3.0, 1.0 / 3.0), (4.0, 0.25)]);
    assert_eq!(history.points("val_loss"), [(2.0, 0.5), (4.0, 0.5)]);
    assert_eq!(collector.0.len(), 6);
    assert_eq!(closure, [0.5, 0.5]);
    Ok(())
}

#[test]
fn metrics_of_one_step_share_its_entry_and_the_newer_value_is_kept() -> Result<()> {
    let folder = tempdir()?;
    let plan = Plan::lr(0.5, Constant);
    let (csv, json) = (folder.path().join("rates.csv"), folder.path().join("rates.jsonl"));
    let mut history = History::new();
    let mut log = (CsvLog::create(&csv, &plan.preview(1, 0)?)?, JsonLinesLog::create(&json, &plan.preview(1, 0)?)?, &mut history);
    let state = plan.preview(1, 1)?;
    log.observe(state.with("loss", 0.123456789))?;
    log.observe(state.with("val_loss", 2.0))?;
    log.observe(&state)?;
    log.observe(state.with("loss", 4.0))?;
    log.observe(&plan.preview(1, 2)?)?;
    drop(log);
    assert_eq!(fs::read_to_string(csv)?, "step,lr[0],loss,val_loss\n0,0.5,,\n1,0.5,4.0,2.0\n2,0.5,,\n");
    let lines =
        [r#"{"step":0,"lr[0]":0.5}"#, r#"{"step":1,"lr[0]":0.5,"loss":4.0,"val_loss":2.0}"#, r#"{"step":2,"lr[0]":0.5}"#, ""];
    assert_eq!(fs::read_to_string(json)?, lines.join("\n"));
    assert_eq!(history.points("loss"), [(1.0, 4.0)]);
    Ok(())
}

#[test]
fn values_that_are_not_numbers_are_written_in_the_way_of_each_format() -> Result<()> {
    let folder = tempdir()?;
    let state = Plan::lr(0.5, Constant).preview(1, 0)?;
    let (csv, json) = (folder.path().join("rates.csv"), folder.path().join("rates.jsonl"));
    let mut log = (CsvLog::create(&csv, &state)?, JsonLinesLog::create(&json, &state)?);
    let metrics = [("a", f64::NAN), ("b", f64::INFINITY), ("c", f64::NEG_INFINITY), ("d", -0.0)];
    log.observe(Observation::from(&state).with_all(metrics))?;
    // Nothing changes, although NaN differs from itself.
    log.observe(state.with("a", f64::NAN))?;
    assert_eq!(fs::read_to_string(&csv)?, "step,lr[0],a,b,c,d\n0,0.5,NaN,inf,-inf,-0.0\n");
    let line = r#"{"step":0,"lr[0]":0.5,"a":"NaN","b":"Infinity","c":"-Infinity","d":-0.0}"#;
    assert_eq!(fs::read_to_string(&json)?, format!("{line}\n"));
    Ok(())
}

/// Names that clash, each with the beginning of the message.
const REFUSED: &[(&str, &str)] = &[
    ("", "metric: name must be not empty, found"),
    ("step", "metric: name must be different from `step`"),
    ("lr", "metric: name must be different from the names of hyperparameters"),
    ("lr[0]", "metric: name must be different from the names of hyperparameters"),
    ("lr[7]", "metric: name must be different from the names of hyperparameters"),
    ("weight_decay", "metric: name must be different from the names of hyperparameters"),
    ("momentum[1]", "metric: name must be different from the names of hyperparameters"),
    ("temperature\n", "metric: name must be different from the names of the plan's scalars, found \"temperature\\n\""),
];

#[test]
fn a_name_that_clashes_is_refused_by_every_observer_and_nothing_is_recorded() -> Result<()> {
    let folder = tempdir()?;
    let state = Plan::lr(0.5, Constant).scalar("temperature\n", 1.0, Constant).preview(1, 0)?;
    let mut log = all(folder.path(), &state)?;
    let files = || ["rates.csv", "rates.jsonl"].map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
    let before = files();
    let mut collector = Collector::default();
    for (name, message) in REFUSED {
        for refused in [log.observe(state.with(*name, 1.0)), collector.observe(state.with("loss", 0.5).with(*name, 1.0))] {
            let refused = refused.unwrap_err().to_string();
            assert!(refused.starts_with(message), "{refused}");
        }
    }
    let twice = collector.observe(state.with("loss", 0.5).with("loss", 0.5)).unwrap_err().to_string();
    assert_eq!(twice, "metric: name must be given once in an observation, found \"loss\"");
    assert_eq!(files(), before);
    assert!(collector.0.is_empty());
    Ok(())
}

#[test]
fn names_that_only_resemble_a_hyperparameter_are_allowed() -> Result<()> {
    let folder = tempdir()?;
    let state = Plan::lr(0.5, Constant).preview(1, 0)?;
    let mut log = all(folder.path(), &state)?;
    for name in ["lr_of_head", "lr[01]", "lr[x]", "Step", "learning rate", "val/loss", "a,b", "a\"b", "a\nb", "\u{1b}[2J", "ä"] {
        log.observe(state.with(name, 1.0))?;
    }
    let read = [History::read(folder.path().join("rates.csv"))?, History::read(folder.path().join("rates.jsonl"))?];
    for history in read {
        assert_eq!(history.points("\u{1b}[2J"), [(0.0, 1.0)]);
        assert_eq!(history.points("a\nb"), [(0.0, 1.0)]);
        assert_eq!(history.names().count(), 12);
    }
    Ok(())
}

#[test]
fn a_metric_with_the_tag_of_a_rate_is_refused_by_the_log_for_tensorboard() -> Result<()> {
    let folder = tempdir()?;
    let state = Plan::lr(0.5, Constant).preview(1, 0)?;
    let mut board = TensorBoardLog::create(folder.path(), &state)?;
    let refused = board.observe(state.with("lr/0", 1.0)).unwrap_err();
    assert!(matches!(refused, Error::Parameter { parameter: "metric", .. }), "{refused}");
    Ok(())
}
