//! `ReduceLrOnPlateau` against torch's, metric by metric.

use crate::common::bits::assert_torch;
use crate::common::plateaus::{self, BASES};
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};

#[test]
fn rates_and_counters_equal_torchs_after_every_metric() -> tch_lr_scheduler::Result<()> {
    let test = "rates_and_counters_equal_torchs_after_every_metric";
    let mut reductions = 0;
    for case in plateaus::matrix() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, Constant))).reduce_lr_on_plateau(case.rule);
        for (name, metrics) in plateaus::sequences() {
            let request = json!({"do": "plateau", "scheduler": case.torch, "bases": packed(&BASES), "metrics": packed(&metrics)});
            let Some(answer) = python::ask(test, request) else { return Ok(()) };
            let (rates, memories) = (unpacked(&answer["lr"]), unpacked(&answer["memory"]));
            assert_eq!((rates.len(), memories.len()), (metrics.len() * BASES.len(), metrics.len() * 3));

            let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun)?;
            let torch = rates.chunks(BASES.len()).zip(memories.chunks(3));
            for (epoch, (metric, (rates, memory))) in metrics.iter().zip(torch).enumerate() {
                reductions += usize::from(scheduler.metric(*metric, &mut DryRun)?.change.is_some());
                let what = format!("{} on metrics that are {name}, at metric {epoch}", case.torch);
                for (ours, torch) in scheduler.lrs().iter().zip(rates) {
                    assert_torch(*ours, *torch, &what);
                }
                let plateau = scheduler.state().plateau.as_ref().expect("a plan with a rule has its memory");
                let ours = [plateau.best, plateau.num_bad_epochs as f64, plateau.cooldown_counter as f64];
                assert_eq!(ours, memory, "{what}");
            }
        }
    }
    assert!(reductions > 1_000, "only {reductions} reductions: the matrix tests little");
    println!("ReduceLROnPlateau: equal through {reductions} reductions");
    Ok(())
}
