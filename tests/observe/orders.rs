//! Logs of programs that observe, give metrics to the plateau rule, save, are killed and resume in any order.

use anyhow::Result;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tch_lr_scheduler::observe::{CsvLog, History, JsonLinesLog, Observer};
use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, ReduceLrOnPlateau, Scheduler, State};
use tempfile::tempdir;

/// What a program does next.
#[derive(Debug, Clone)]
enum Action {
    Step,
    Observe,
    ObserveMetric(&'static str, f64),
    /// Reduces the rate.
    Plateau,
    Save,
    /// The process is killed, and a new one resumes from one of the saved states.
    KillAndResume(prop::sample::Index),
}

fn action() -> impl Strategy<Value = Action> {
    let metric = (prop::sample::select(&["loss", "val_loss"][..]), prop::sample::select(&[0.5, 1e-300, f64::INFINITY][..]));
    prop_oneof![
        4 => Just(Action::Step),
        2 => Just(Action::Observe),
        3 => metric.prop_map(|(name, value)| Action::ObserveMetric(name, value)),
        2 => Just(Action::Plateau),
        2 => Just(Action::Save),
        2 => any::<prop::sample::Index>().prop_map(Action::KillAndResume),
    ]
}

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.5, ExponentialLr::new(0.9)?).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0).cooldown(0)))
}

/// What the log must contain: for each step the values that were observed last.
#[derive(Default)]
struct Expected(BTreeMap<u64, BTreeMap<String, f64>>);

impl Expected {
    fn observe(&mut self, state: &State, metrics: &[(&str, f64)]) {
        let entry = self.0.entry(state.step).or_default();
        entry.insert("lr[0]".into(), state.lr[0]);
        entry.extend(metrics.iter().map(|(name, value)| ((*name).to_owned(), *value)));
    }

    fn resume(&mut self, state: &State) {
        self.0.retain(|step, _| *step <= state.step);
        self.observe(state, &[]);
    }

    fn check(&self, log: &Path) -> Result<()> {
        let history = History::read(log)?;
        let read: BTreeSet<_> = history.names().map(ToString::to_string).collect();
        for name in ["lr[0]", "loss", "val_loss"] {
            let value = |(step, entry): (&u64, &BTreeMap<String, f64>)| Some((*step as f64, *entry.get(name)?));
            let expected: Vec<_> = self.0.iter().filter_map(value).collect();
            assert_eq!(history.points(name), expected, "{name}");
            assert!(expected.is_empty() || read.contains(name));
        }
        // `History` has a point for each time, so repeated lines are looked for in the text.
        let text = std::fs::read_to_string(log)?;
        assert_eq!(text.lines().count() - usize::from(text.starts_with("step")), self.0.len(), "{text}");
        Ok(())
    }
}

fn run(actions: &[Action]) -> Result<()> {
    let folder = tempdir()?;
    let (csv, json) = (folder.path().join("rates.csv"), folder.path().join("rates.jsonl"));
    let append = |state: &State| anyhow::Ok((CsvLog::append(&csv, state)?, JsonLinesLog::append(&json, state)?));
    let mut scheduler = Scheduler::start(&plan()?, 1, &mut DryRun)?;
    let mut log = append(scheduler.state())?;
    let mut expected = Expected::default();
    expected.resume(scheduler.state());
    let mut saved = vec![scheduler.state().clone()];
    for action in actions {
        match action {
            Action::Step => drop(scheduler.step(&mut DryRun)?),
            Action::Observe => {
                log.observe(scheduler.state())?;
                expected.observe(scheduler.state(), &[]);
            }
            Action::ObserveMetric(name, value) => {
                log.observe(scheduler.state().with(*name, *value))?;
                expected.observe(scheduler.state(), &[(name, *value)]);
            }
            Action::Plateau => drop(scheduler.metric(1.0, &mut DryRun)?),
            Action::Save => saved.push(scheduler.state().clone()),
            Action::KillAndResume(index) => {
                let state = index.get(&saved).clone();
                scheduler = Scheduler::start(&plan()?, 1, &mut DryRun)?;
                scheduler.load(state.clone(), &mut DryRun)?;
                log = append(&state)?;
                expected.resume(&state);
            }
        }
    }
    drop(log);
    expected.check(&csv)?;
    expected.check(&json)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_step_is_in_the_log_once_with_its_last_values(actions in prop::collection::vec(action(), 0..40)) {
        run(&actions).unwrap();
    }
}

/// The order in which a step was once logged twice.
#[test]
fn a_rate_reduced_between_the_observation_and_the_save_is_logged_once() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let mut scheduler = Scheduler::start(&plan()?, 1, &mut DryRun)?;
    let mut csv = CsvLog::create(&path, scheduler.state())?;
    csv.observe(scheduler.step(&mut DryRun)?.with("loss", 2.0))?;
    let before = scheduler.state().lr[0];
    (0..2).try_for_each(|_| scheduler.metric(1.0, &mut DryRun).map(drop))?;
    let saved = scheduler.state().clone();
    assert!(saved.lr[0] < before);
    drop(csv);
    let mut csv = CsvLog::append(&path, &saved)?;
    csv.observe(scheduler.step(&mut DryRun)?)?;
    let history = History::read(&path)?;
    assert_eq!(history.points("lr[0]"), [(0.0, 0.5), (1.0, saved.lr[0]), (2.0, scheduler.lr())]);
    assert_eq!(history.points("loss"), [(1.0, 2.0)]);
    assert_eq!(std::fs::read_to_string(&path)?.lines().count(), 4);
    Ok(())
}
