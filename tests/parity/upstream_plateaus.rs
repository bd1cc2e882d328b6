//! The plateau rules of PyTorch's own tests (test/optim/test_lrscheduler.py), alone and beside another scheduler. PyTorch's
//! tests of the latter assert nothing.

use crate::common::bits::relative_difference;
use crate::common::python::{self, packed, unpacked};
use serde_json::json;
use tch_lr_scheduler::*;

const BASES: [f64; 2] = [0.5, 0.5];

struct Row {
    torch: &'static str,
    rule: Result<ReduceLrOnPlateau>,
    metrics: Vec<f64>,
    beside: &'static str,
    schedule: Box<dyn Schedule>,
}

fn metrics(count: i32, metric: impl Fn(i32) -> f64) -> Vec<f64> {
    (0..count).map(metric).collect()
}

fn alone(torch: &'static str, rule: Result<ReduceLrOnPlateau>, metrics: Vec<f64>) -> Row {
    Row { torch, rule, metrics, beside: "None", schedule: Constant.boxed() }
}

fn falling_steadily() -> Row {
    let rule = ReduceLrOnPlateau::new().patience(5).cooldown(5).threshold_mode(ThresholdMode::Abs).threshold(0.01);
    let torch = "ReduceLROnPlateau(optimizer, threshold_mode='abs', mode='min', threshold=0.01, patience=5, cooldown=5)";
    alone(torch, rule, metrics(20, |index| 10.0 - f64::from(index) * 0.0167))
}

fn falling_too_slowly() -> Row {
    let rule = ReduceLrOnPlateau::new().patience(5).threshold_mode(ThresholdMode::Abs).threshold(0.1);
    let torch = "ReduceLROnPlateau(optimizer, patience=5, cooldown=0, threshold_mode='abs', mode='min', threshold=0.1)";
    alone(torch, rule, metrics(22, |index| 10.0 - f64::from(index) * 0.0165))
}

fn rising_once() -> Row {
    let rule = ReduceLrOnPlateau::new().mode(Mode::Max).patience(5).cooldown(5).threshold_mode(ThresholdMode::Abs);
    let torch = "ReduceLROnPlateau(optimizer, mode='max', patience=5, cooldown=5, threshold_mode='abs')";
    alone(torch, Ok(rule), metrics(22, |index| if index < 2 { -0.8 } else { -0.234 }))
}

fn rising_fast_enough() -> Row {
    let rule = ReduceLrOnPlateau::new().mode(Mode::Max).patience(3).threshold(0.1);
    let torch = "ReduceLROnPlateau(optimizer, mode='max', patience=3, threshold_mode='rel', threshold=0.1)";
    alone(torch, rule, metrics(20, |index| 1.5 * 1.025f64.powf(f64::from(index))))
}

fn rising_too_slowly() -> Row {
    let rule = ReduceLrOnPlateau::new().mode(Mode::Max).patience(5).cooldown(5).threshold(0.1);
    let torch = "ReduceLROnPlateau(optimizer, mode='max', threshold_mode='rel', threshold=0.1, patience=5, cooldown=5)";
    alone(torch, rule, metrics(20, |index| 1.5 * 1.005f64.powf(f64::from(index))))
}

fn others() -> Vec<Row> {
    let falling = metrics(20, |index| 1.5 * 0.85f64.powf(f64::from(index)));
    let falling_once = metrics(20, |index| [1.0, 0.6, 0.5][usize::from(index > 6) + usize::from(index > 7)]);
    let lowest = rising_too_slowly().rule.and_then(|rule| rule.min_lrs([0.4, 0.3]));
    vec![
        alone(
            "ReduceLROnPlateau(optimizer, mode='min', threshold_mode='rel', threshold=0.1)",
            ReduceLrOnPlateau::new().threshold(0.1),
            falling,
        ),
        alone(
            "ReduceLROnPlateau(optimizer, mode='min', threshold_mode='rel', threshold=0.1, patience=5, cooldown=5)",
            ReduceLrOnPlateau::new().patience(5).cooldown(5).threshold(0.1),
            falling_once,
        ),
        alone(
            "ReduceLROnPlateau(optimizer, mode='max', threshold_mode='rel', min_lr=[0.4, 0.3], threshold=0.1, patience=5, cooldown=5)",
            lowest,
            rising_too_slowly().metrics,
        ),
    ]
}

fn beside(row: Row, beside: &'static str, schedule: Result<impl Schedule + 'static>) -> Row {
    Row { beside, schedule: schedule.expect("is legal").boxed(), ..row }
}

fn rows() -> Vec<Row> {
    let mut rows = others();
    rows.extend([falling_steadily(), falling_too_slowly(), rising_once(), rising_fast_enough(), rising_too_slowly()]);
    rows.extend([
        beside(falling_steadily(), "StepLR(optimizer, gamma=0.1, step_size=3)", StepLr::new(3, 0.1)),
        beside(falling_too_slowly(), "MultiStepLR(optimizer, gamma=0.1, milestones=[3, 8, 12])", MultiStepLr::new([3, 8, 12], 0.1)),
        beside(rising_once(), "ExponentialLR(optimizer, gamma=0.1)", ExponentialLr::new(0.1)),
        beside(
            rising_fast_enough(),
            "CosineAnnealingLR(optimizer, 10, 1e-10)",
            CosineAnnealingLr::new(10).and_then(|s| s.eta_min(1e-10)),
        ),
        beside(falling_too_slowly(), "LinearLR(optimizer, start_factor=0.4, total_iters=4)", LinearLr::new(0.4, 1.0, 4)),
    ]);
    rows
}

#[test]
fn plateaus_of_pytorchs_tests_equal_torchs_with_and_without_a_schedule() -> Result<()> {
    for row in rows() {
        let (torch, beside) = (row.torch, row.beside);
        let request = json!({
            "do": "plateau", "scheduler": torch, "bases": packed(&BASES), "metrics": packed(&row.metrics), "beside": beside,
        });
        let Some(answer) = python::ask("plateaus_of_pytorchs_tests_equal_torchs_with_and_without_a_schedule", request) else {
            return Ok(());
        };
        let plan = Plan::lr(0.5, row.schedule).reduce_lr_on_plateau(row.rule?);
        let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
        for (index, (metric, torch_lrs)) in row.metrics.iter().zip(unpacked(&answer["lr"]).chunks(2)).enumerate() {
            scheduler.metric(*metric, &mut DryRun)?;
            let ours = &scheduler.step(&mut DryRun)?.lr;
            for (ours, theirs) in ours.iter().zip(torch_lrs) {
                let near = relative_difference(*ours, *theirs) <= 1e-9;
                assert!(near, "{torch} beside {beside} after metric {index}: ours is {ours:?}, torch has {theirs:?}");
            }
        }
    }
    Ok(())
}
