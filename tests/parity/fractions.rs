//! Fractions of an epoch: torch's `step(epoch + i / iters)` of warm restarts, and `seek_time`.

use crate::attempt::STEP;
use crate::common::bits::assert_torch;
use crate::common::cases::{self, Case};
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::{DryRun, Plan, Result, Scheduler};

const BASES: [f64; 2] = [0.1, 3e-4];

fn warm_restarts() -> impl Iterator<Item = (&'static str, Case)> {
    cases::of_torch().into_iter().filter(|(_, case)| case.class() == "CosineAnnealingWarmRestarts" && case.jumps)
}

/// Asserts that both sides have the same rates at these times in turn. NaN stands for a plain `step()`.
fn assert_follows(test: &str, times: &[f64]) -> Result<()> {
    for (torch, case) in warm_restarts() {
        let request = json!({"do": "jump", "scheduler": torch, "bases": packed(&BASES), "times": packed(times)});
        let Some(answer) = python::ask(test, request) else { return Ok(()) };
        let plan = Plan::lr_groups(BASES.map(|base| (base, case.schedule())));
        let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
        for (index, (&time, torch)) in times.iter().zip(unpacked(&answer["lr"]).chunks(BASES.len())).enumerate() {
            let state = if time.is_nan() { scheduler.step(&mut DryRun) } else { scheduler.seek_time(time, &mut DryRun) }?;
            for (ours, torch) in state.lr.iter().zip(torch) {
                assert_torch(*ours, *torch, format_args!("{} at time {time}, number {index}", case.name));
            }
        }
    }
    Ok(())
}

#[test]
fn batches_are_fractions_of_an_epoch_as_in_torch() -> Result<()> {
    for batches in [3, 7, 10, 128] {
        let times: Vec<f64> =
            (0..40 * batches).map(|batch| f64::from(batch / batches) + f64::from(batch % batches) / f64::from(batches)).collect();
        assert_follows("batches_are_fractions_of_an_epoch_as_in_torch", &times)?;
    }
    Ok(())
}

#[test]
fn plain_steps_keep_the_fraction_as_in_torch() -> Result<()> {
    for fraction in [12.5, 0.25, 3.875, 49.0625] {
        let times: Vec<f64> = [fraction].into_iter().chain([STEP; 150]).collect();
        assert_follows("plain_steps_keep_the_fraction_as_in_torch", &times)?;
    }
    Ok(())
}

#[test]
fn fractions_plain_steps_and_jumps_back_can_be_mixed_as_in_torch() -> Result<()> {
    let times = [0.0, STEP, STEP, 2.5, STEP, 17.75, STEP, STEP, 3.0, STEP, 80.5, STEP, 31.0, 29.5, STEP, 50.0, 0.125, STEP];
    assert_follows("fractions_plain_steps_and_jumps_back_can_be_mixed_as_in_torch", &times)
}
