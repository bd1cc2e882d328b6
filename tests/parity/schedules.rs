//! Every schedule of the table against torch's class.

use crate::common::asked::Asked;
use crate::common::bits::{assert_torch, relative_difference};
use crate::common::cases::{self, Case};
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use std::collections::BTreeMap;
use tch_lr_scheduler::{DryRun, Plan, Scheduler};

/// The base of each group.
const BASES: [f64; 4] = [0.1, 1.0, 3e-4, 0.0123456789];

fn with_jumps() -> impl Iterator<Item = (&'static str, Case)> {
    cases::of_torch().into_iter().filter(|(_, case)| case.jumps)
}

/// Torch's rates after `step(time)` for each time in turn: those of all groups for the first time, then for the next.
fn jump(test: &str, scheduler: &str, times: &[f64]) -> Option<Vec<f64>> {
    let request = json!({"do": "jump", "scheduler": scheduler, "bases": packed(&BASES), "times": packed(times)});
    python::ask(test, request).map(|answer| unpacked(&answer["lr"]))
}

/// Asserts that our rates equal torch's in every group.
#[track_caller]
fn assert_jumps(case: &Case, times: &[f64], torch: &[f64]) {
    let schedule = case.schedule();
    assert_eq!(torch.len(), times.len() * BASES.len(), "{}", case.name);
    for (time, torch) in times.iter().zip(torch.chunks(BASES.len())) {
        for (base, torch) in BASES.iter().zip(torch) {
            assert_torch(schedule.value(*base, *time), *torch, format_args!("{} from {base} at {time}", case.name));
        }
    }
}

#[test]
fn values_equal_those_of_torchs_closed_form() {
    for (torch, case) in with_jumps() {
        let near = (0..2_000).map(f64::from);
        let far = [4_999.0, 5_000.0, 99_998.0, 99_999.0, 1e5, 1e6, 1e9, 1e12, 1e15];
        let times: Vec<f64> = near.chain(far).filter(|&time| time <= case.last as f64).collect();
        let Some(answer) = jump("values_equal_those_of_torchs_closed_form", torch, &times) else { return };
        assert_jumps(&case, &times, &answer);
    }
}

#[test]
fn values_at_fractional_steps_equal_those_of_torchs_closed_form() {
    for (torch, case) in with_jumps() {
        let times: Vec<f64> = (0..1_600).map(|count| f64::from(count) / 8.0).filter(|&time| time <= case.last as f64).collect();
        let Some(answer) = jump("values_at_fractional_steps_equal_those_of_torchs_closed_form", torch, &times) else { return };
        assert_jumps(&case, &times, &answer);
    }
}

#[test]
fn seeking_back_and_forth_equals_torchs_step_with_an_epoch() -> tch_lr_scheduler::Result<()> {
    for (torch, case) in with_jumps() {
        let steps = (0..400).map(|count| (count * 337) % 401).chain([100_000, 3, 0, 7]);
        let steps: Vec<u64> = steps.filter(|&step| step <= case.last).collect();
        let times: Vec<f64> = steps.iter().map(|&step| step as f64).collect();
        let Some(answer) = jump("seeking_back_and_forth_equals_torchs_step_with_an_epoch", torch, &times) else { return Ok(()) };

        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
        for (&step, torch) in steps.iter().zip(answer.chunks(BASES.len())) {
            let state = scheduler.seek(step, &mut DryRun)?;
            for (ours, torch) in state.lr.iter().zip(torch) {
                assert_torch(*ours, *torch, format_args!("{} at step {step}", case.name));
            }
        }
    }
    Ok(())
}

/// The largest relative difference to torch's `step()` over `steps`. Asserts that momenta are equal.
fn drift(test: &str, torch: &str, case: &Case, bases: &[f64], steps: u64) -> Option<f64> {
    let steps = steps.min(case.last);
    let request = json!({"do": "drive", "scheduler": torch, "bases": packed(bases), "steps": steps});
    let answer = python::ask(test, request)?;
    let (rates, momenta) = (unpacked(&answer["lr"]), unpacked(&answer["momentum"]));
    assert_eq!(rates.len() as u64, (steps + 1) * bases.len() as u64, "{torch}");
    let schedule = case.schedule();
    let mut worst = 0.0;
    for (step, torch) in (0..).zip(rates.chunks(bases.len())) {
        for (base, torch) in bases.iter().zip(torch) {
            let ours = schedule.at(*base, step);
            let difference = relative_difference(ours, *torch);
            let residue = (ours - torch).abs() <= case.residue * base;
            let what = &format!("{} from {base} at step {step}, against torch's step()", case.name);
            if case.drift == 0.0 {
                assert_torch(ours, *torch, what);
            }
            assert!(difference <= case.drift.max(1e-12) || residue, "{what}: ours is {ours:?}, torch has {torch:?}");
            worst = if residue { worst } else { difference.max(worst) };
        }
    }
    for (step, torch) in momenta.chunks(bases.len()).enumerate() {
        if let Some(ours) = schedule.companion(step as f64) {
            assert_torch(ours, torch[0], format_args!("{}: momentum at step {step}", case.name));
        }
    }
    Some(worst)
}

#[test]
fn values_are_close_to_torchs_recursion() {
    let mut worst = BTreeMap::<_, f64>::new();
    for (torch, case) in cases::of_torch() {
        let Some(drift) = drift("values_are_close_to_torchs_recursion", torch, &case, &BASES, 2_000) else { return };
        let of_class = worst.entry(case.class()).or_default();
        *of_class = of_class.max(drift);
    }
    for (class, drift) in worst {
        println!("{class}: at most {drift:.1e} from torch's recursion over 2,000 steps");
    }
}

#[test]
fn values_are_close_to_torchs_recursion_after_100_000_steps() {
    let mut done = vec![];
    for (torch, case) in cases::of_torch() {
        if done.contains(&case.class()) {
            continue;
        }
        done.push(case.class());
        let test = "values_are_close_to_torchs_recursion_after_100_000_steps";
        let Some(drift) = drift(test, torch, &case, &[0.1], 100_000) else { return };
        println!("{torch}: at most {drift:.1e} from torch's step() over {} steps", case.last.min(100_000));
    }
}
