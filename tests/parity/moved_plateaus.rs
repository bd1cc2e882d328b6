//! Plateau rules that move between Python torch and this crate with their counters.

use super::moved::Moved;
use crate::common::plateaus::{self, BASES};
use tch_lr_scheduler::{Constant, DryRun, Functions, Plan, Result, Scheduler};

const STEPS: [usize; 5] = [0, 1, 12, 51, 119];

fn moved<'a>(test: &'a str, torch: &'a str, metrics: &'a [f64]) -> Moved<'a> {
    Moved { test, torch, optimizer: "SGD(groups)", bases: &BASES, metrics, drift: 0.0, residue: 0.0 }
}

#[test]
fn a_python_run_with_a_plateau_rule_continues_in_rust_to_the_bit() {
    let test = "a_python_run_with_a_plateau_rule_continues_in_rust_to_the_bit";
    for case in plateaus::matrix() {
        for (_, metrics) in plateaus::sequences() {
            if moved(test, &case.torch, &metrics).to_rust(&STEPS, &Functions::new()).is_none() {
                return;
            }
        }
    }
}

#[test]
fn a_rust_run_with_a_plateau_rule_continues_in_python_to_the_bit() -> Result<()> {
    let test = "a_rust_run_with_a_plateau_rule_continues_in_python_to_the_bit";
    for case in plateaus::matrix() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, Constant))).reduce_lr_on_plateau(case.rule);
        for (_, metrics) in plateaus::sequences() {
            for step in [1, 51] {
                let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
                for metric in &metrics[..step] {
                    scheduler.metric(*metric, &mut DryRun)?;
                }
                if moved(test, &case.torch, &metrics).to_python(&plan, scheduler.state(), &metrics[step..]).is_none() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}
