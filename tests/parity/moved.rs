//! Runs that move between Python torch and this crate, both ways, by the Python lines of the documentation: they continue on the
//! other side with the same values.

use crate::common::asked::Asked;
use crate::common::bits::{assert_same_bits, assert_torch, relative_difference};
use crate::common::cases::{self, Case};
use crate::common::moving::functions_of;
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::{DryRun, Functions, Plan, Result, Scheduler, State, pytorch};

const PAGE: &str = include_str!("../../src/pytorch/moving.md");
pub const BASES: [f64; 4] = [0.1, 1.0, 3e-4, 0.0123456789];

/// The Python lines of the documentation: those that write a run, and those that load one.
pub fn lines() -> [&'static str; 2] {
    let mut blocks = PAGE.split("```python\n").skip(1).filter_map(|rest| rest.split("```").next());
    [blocks.next().expect("the page has lines that write"), blocks.next().expect("the page has lines that load")]
}

/// A scheduler that is run on both sides.
pub struct Moved<'a> {
    pub test: &'a str,
    pub torch: &'a str,
    pub optimizer: &'a str,
    pub bases: &'a [f64],
    /// The metrics of a plateau rule. For other schedulers only their number counts: one for each step.
    pub metrics: &'a [f64],
    /// The largest relative difference that is accepted; 0 demands equal bits.
    pub drift: f64,
    /// The absolute difference that is accepted if the value is 0, relative to the base: torch's recursion does not reach 0.
    pub residue: f64,
}

impl<'a> Moved<'a> {
    pub fn of_case(test: &'a str, torch: &'a str, case: &Case, metrics: &'a [f64]) -> Self {
        Self { test, torch, optimizer: "SGD(groups)", bases: &BASES, metrics, drift: case.drift, residue: case.residue }
    }

    /// Python writes the run after each of `steps` and continues. We read each text and must continue with the same values.
    pub fn to_rust(&self, steps: &[usize], functions: &Functions) -> Option<()> {
        let request = json!({
            "do": "write_runs", "scheduler": self.torch, "bases": packed(self.bases), "steps": steps, "lines": lines()[0],
            "metrics": packed(self.metrics), "optimizer": self.optimizer,
        });
        let answer = python::ask(self.test, request)?;
        let torch = unpacked(&answer["values"]);
        let torch: Vec<_> = torch.chunks(2 * self.bases.len()).collect();
        for (&step, run) in steps.iter().zip(answer["runs"].as_array().expect("a text for every step")) {
            let what = format!("{} from Python after {step} steps", self.torch);
            let (plan, state) =
                pytorch::read_with(run.as_str().expect("a text"), functions).unwrap_or_else(|error| panic!("{what}: {error}"));
            let mut scheduler = Scheduler::start(&plan, self.bases.len(), &mut DryRun).expect("a plan that was read starts");
            scheduler.load(state, &mut DryRun).unwrap_or_else(|error| panic!("{what}: {error}"));
            self.compare(scheduler.state(), torch[step], &what);
            for (after, metric) in self.metrics[step..].iter().enumerate() {
                advance(&mut scheduler, *metric);
                self.compare(scheduler.state(), torch[step + 1 + after], &format!("{what} and {} here", after + 1));
            }
        }
        Some(())
    }

    /// We write the state. Python loads it and must have the same values, then and in the steps after.
    pub fn to_python(&self, plan: &Plan, state: &State, metrics: &[f64]) -> Option<()> {
        let what = format!("{} from Rust at step {}", self.torch, state.step);
        let run = pytorch::write(plan, state).unwrap_or_else(|error| panic!("{what}: {error}"));
        let request = json!({
            "do": "read_run", "scheduler": self.torch, "bases": packed(self.bases), "run": run, "lines": lines()[1],
            "metrics": packed(metrics), "optimizer": self.optimizer,
        });
        let answer = python::ask(self.test, request)?;
        assert_fields(&answer, &what);
        let torch = unpacked(&answer["values"]);
        let mut torch = torch.chunks(2 * self.bases.len());
        let loaded = torch.next().expect("the values that were loaded");
        assert_same_bits(&state.lr, &loaded[..self.bases.len()], format_args!("{what}, as it was loaded"));
        if !state.momentum.is_empty() {
            assert_same_bits(&state.momentum, &loaded[self.bases.len()..], format_args!("momentum of {what}, as it was loaded"));
        }
        let mut scheduler = Scheduler::start(plan, self.bases.len(), &mut DryRun).expect("a plan that was written starts");
        scheduler.load(state.clone(), &mut DryRun).expect("its own state");
        for (after, (metric, torch)) in metrics.iter().zip(torch).enumerate() {
            advance(&mut scheduler, *metric);
            self.compare(scheduler.state(), torch, &format!("{what} and {} there", after + 1));
        }
        Some(())
    }

    fn compare(&self, ours: &State, torch: &[f64], what: &str) {
        let (rates, momenta) = torch.split_at(self.bases.len());
        for (group, (&ours, &torch)) in ours.lr.iter().zip(rates).enumerate() {
            let what = &format!("{what}, group {group}");
            if self.drift == 0.0 {
                assert_torch(ours, torch, what);
                continue;
            }
            if torch < 0.0 && self.residue == 0.0 {
                assert_eq!(ours, 0.0, "{what}: torch has {torch:?}");
                continue;
            }
            let residue = (ours - torch).abs() <= self.residue * self.bases[group];
            let near = relative_difference(ours, torch) <= self.drift || residue;
            assert!(near, "{what}: ours is {ours:?}, torch has {torch:?}");
        }
        for (&ours, &torch) in ours.momentum.iter().zip(momenta) {
            assert_torch(ours, torch, format_args!("momentum of {what}"));
        }
    }
}

/// Torch's `step()`, or `step(metric)`.
fn advance(scheduler: &mut Scheduler, metric: f64) {
    if scheduler.state().plateau.is_some() {
        scheduler.metric(metric, &mut DryRun).map(drop).expect("a plan with a rule takes metrics");
    } else {
        scheduler.step(&mut DryRun).map(drop).expect("a plan that started goes on");
    }
}

/// Asserts that a loaded state has the fields of a state built by torch, and that the text had them all except `use_beta1`,
/// which depends on the new optimizer.
fn assert_fields(answer: &serde_json::Value, what: &str) {
    assert_eq!(answer["fields"][0], answer["fields"][1], "{what}: the fields of a new state, and of one that was loaded");
    let names = |list: &serde_json::Value| -> Vec<String> {
        let names = list.as_array().into_iter().flatten().filter_map(|name| name.as_str()?.split(':').next().map(str::to_owned));
        names.filter(|name| !name.ends_with("use_beta1")).collect()
    };
    assert_eq!(names(&answer["read"]), names(&answer["fields"][0]), "{what}: the fields that were written");
}

/// Steps before, at and after the milestones of the table, the last ones after members have ended.
fn steps(case: &Case) -> Vec<usize> {
    [0, 1, 4, 5, 19, 20, 29, 30, 31, 50, 100, 126].into_iter().filter(|&step| step as u64 <= case.last).collect()
}

/// As many metrics as steps are compared: 190, or fewer if torch is wrong after that.
fn metrics(case: &Case) -> Vec<f64> {
    vec![0.0; case.last.min(190) as usize]
}

/// Optimizers with both forms of momentum if the schedule sets it.
fn optimizers(case: &Case) -> &'static [&'static str] {
    if case.schedule().initial_companion().is_some() { &["SGD(groups, momentum=0.7)", "AdamW(groups)"] } else { &["SGD(groups)"] }
}

#[test]
fn a_python_run_of_every_class_continues_in_rust() {
    let test = "a_python_run_of_every_class_continues_in_rust";
    for (torch, case) in cases::of_torch() {
        let metrics = metrics(&case);
        for optimizer in optimizers(&case) {
            let moved = Moved { optimizer, ..Moved::of_case(test, torch, &case, &metrics) };
            if moved.to_rust(&steps(&case), &functions_of(torch, &case)).is_none() {
                return;
            }
        }
    }
}

#[test]
fn a_rust_run_of_every_class_continues_in_python() -> Result<()> {
    let test = "a_rust_run_of_every_class_continues_in_python";
    for (torch, case) in cases::of_torch() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        for (optimizer, step) in
            optimizers(&case).iter().flat_map(|optimizer| steps(&case).into_iter().map(move |step| (optimizer, step)))
        {
            let rest = metrics(&case).split_off(step.min(metrics(&case).len()));
            let moved = Moved { optimizer, ..Moved::of_case(test, torch, &case, &rest) };
            if moved.to_python(&plan, &plan.preview(BASES.len(), step as u64)?, &rest).is_none() {
                return Ok(());
            }
        }
    }
    Ok(())
}

#[test]
fn a_fractional_time_moves_both_ways() -> Result<()> {
    let test = "a_fractional_time_moves_both_ways";
    let classes = ["CosineAnnealingWarmRestarts", "CyclicLR", "OneCycleLR"];
    for (torch, case) in
        cases::of_torch().into_iter().filter(|(_, case)| classes.contains(&case.class()) && case.jumps && case.last > 30)
    {
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
        scheduler.seek_time(12.25, &mut DryRun)?;
        let moved = Moved::of_case(test, torch, &case, &[0.0; 20]);
        let request = json!({
            "do": "write_runs", "scheduler": torch, "bases": packed(&BASES), "steps": [7], "lines": lines()[0],
            "metrics": packed(&[0.0; 7]), "times": packed(&[12.25]),
        });
        let Some(answer) = python::ask(test, request) else { return Ok(()) };
        let (_, state) = pytorch::read_with(answer["runs"][0].as_str().expect("a text"), &functions_of(torch, &case))?;
        assert_eq!((state.step, state.fraction), (19, 0.25), "{torch}");
        let torchs = unpacked(&answer["values"]);
        moved.compare(&state, torchs.chunks(2 * BASES.len()).last().expect("values"), torch);
        // Python's new scheduler loads a step that is not a whole number.
        moved.to_python(&plan, scheduler.state(), &[0.0; 15]);
    }
    Ok(())
}
