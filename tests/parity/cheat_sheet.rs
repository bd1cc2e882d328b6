//! Every row of src/docs/pytorch.md: both calls are run and compared as closely as the row says.

use crate::common::asked::Asked;
use crate::common::bits::assert_torch;
use crate::common::plateaus;
use crate::common::python::{self, packed, unpacked};
use crate::comparison::Comparison;
use serde_json::json;
use tch_lr_scheduler::*;

const SHEET: &str = include_str!("../../src/docs/pytorch.md");
const BASES: [f64; 2] = [0.1, 0.03];

/// The claims of the table. The rows that say "as its members" have only members within 1e-9.
const CLAIMS: [&str; 5] = ["exact", "exact, momentum too", "exact; `step()` within 1e-9", "within 1e-9", "as its members"];

struct Row {
    torch: &'static str,
    ours: &'static str,
    build: Build,
}

enum Build {
    Schedule(fn() -> Result<Box<dyn Schedule>>),
    Rule(fn() -> Result<ReduceLrOnPlateau>),
}

macro_rules! row {
    ($torch:literal, $ours:expr) => {
        Row { torch: $torch, ours: stringify!($ours), build: Build::Schedule(|| Ok($ours.boxed())) }
    };
}

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    vec![
        row!("LambdaLR(optimizer, lambda epoch: 0.95 ** epoch)", LambdaLr::new(|epoch| 0.95f64.powf(epoch as f64))),
        row!("MultiplicativeLR(optimizer, lambda epoch: 0.95)", MultiplicativeLr::new(|_epoch| 0.95)),
        row!("StepLR(optimizer, 30, gamma=0.1)", StepLr::new(30, 0.1)?),
        row!("MultiStepLR(optimizer, [30, 80], gamma=0.1)", MultiStepLr::new([30, 80], 0.1)?),
        row!("ConstantLR(optimizer, factor=0.5, total_iters=4)", ConstantLr::new(0.5, 4)?),
        row!("LinearLR(optimizer, start_factor=0.1, total_iters=50)", LinearLr::new(0.1, 1.0, 50)?),
        row!("ExponentialLR(optimizer, 0.95)", ExponentialLr::new(0.95)?),
        row!("PolynomialLR(optimizer, total_iters=50, power=2.0)", PolynomialLr::new(50, 2.0)?),
        row!("CosineAnnealingLR(optimizer, T_max=50, eta_min=0.001)", CosineAnnealingLr::new(50)?.eta_min(0.001)?),
        row!("CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=2)", CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?),
        row!("CyclicLR(optimizer, 0.01, 0.1, step_size_up=20)", CyclicLr::new(0.01, 0.1)?.step_size_up(20)?),
        row!("OneCycleLR(optimizer, 0.1, total_steps=100)", OneCycleLr::new(0.1, 100)?),
        Row {
            torch: "ReduceLROnPlateau(optimizer, factor=0.5, patience=3)",
            ours: stringify!(ReduceLrOnPlateau::new().factor(0.5)?.patience(3)),
            build: Build::Rule(|| Ok(ReduceLrOnPlateau::new().factor(0.5)?.patience(3))),
        },
        row!(
            "SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 20), ExponentialLR(optimizer, 0.9)], [20])",
            ConstantLr::new(0.1, 20)?.then(20, ExponentialLr::new(0.9)?)
        ),
        row!(
            "ChainedScheduler([ConstantLR(optimizer, 0.1, 20), ExponentialLR(optimizer, 0.9)])",
            ChainedScheduler::new([ConstantLr::new(0.1, 20)?.boxed(), ExponentialLr::new(0.9)?.boxed()])?
        ),
        row!("SWALR(optimizer, 0.05, anneal_epochs=10)", SwaLr::new(0.05)?.anneal_epochs(10)),
    ]
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Torch's call, ours and the claim, of every row of the first table.
fn sheet() -> Vec<[String; 3]> {
    let escaped = "\u{0}";
    let table = SHEET.lines().skip_while(|line| !line.starts_with("|---")).skip(1).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| {
        let line = line.replace("\\|", escaped);
        let mut cells = line.split('|').skip(1).map(|cell| cell.trim().replace(escaped, "|"));
        let (calls, numbers) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let (torch, ours) = calls.split_once("<br>").unwrap_or_default();
        let claim = numbers.split("<br>").next().unwrap_or_default();
        [torch.trim_matches('`').to_owned(), ours.trim_matches('`').to_owned(), claim.to_owned()]
    };
    table.map(cells).collect()
}

fn assert_rate(test: &str, row: &Row, claim: &str) -> Option<f64> {
    let Build::Schedule(build) = row.build else { return assert_rule(test, row, claim) };
    let schedule = build().unwrap_or_else(|error| panic!("{}: {error}", row.torch));
    let steps = if row.torch.starts_with("OneCycleLR") { 99 } else { 1_000 };
    let exact = claim == "exact" || claim == "exact, momentum too";
    assert_eq!(schedule.companion(0.0).is_some(), claim.contains("momentum"), "{}", row.torch);
    let comparison = Comparison { test, torch: row.torch, optimizer: "SGD(groups)", bases: &BASES, steps, exact };
    let drift = comparison.against(|_| build())?;
    if claim.starts_with("exact;") {
        let times: Vec<f64> = (0..1_000).map(f64::from).collect();
        let request = json!({"do": "jump", "scheduler": row.torch, "bases": packed(&BASES), "times": packed(&times)});
        for (time, torch) in times.iter().zip(unpacked(&python::ask(test, request)?["lr"]).chunks(BASES.len())) {
            for (base, torch) in BASES.iter().zip(torch) {
                assert_torch(schedule.value(*base, *time), *torch, format_args!("{} at epoch {time}", row.torch));
            }
        }
    }
    Some(drift)
}

fn assert_rule(test: &str, row: &Row, claim: &str) -> Option<f64> {
    let Build::Rule(build) = row.build else { return None };
    assert_eq!(claim, "exact", "{}", row.torch);
    let rule = build().unwrap_or_else(|error| panic!("{}: {error}", row.torch));
    let plan = Plan::lr_groups(BASES.map(|base| (base, Constant))).reduce_lr_on_plateau(rule);
    for (name, metrics) in plateaus::sequences() {
        let request = json!({"do": "plateau", "scheduler": row.torch, "bases": packed(&BASES), "metrics": packed(&metrics)});
        let torch = unpacked(&python::ask(test, request)?["lr"]);
        let mut scheduler = Scheduler::start(&plan, BASES.len(), &mut DryRun).expect("a plan of the sheet starts");
        for (metric, torch) in metrics.iter().zip(torch.chunks(BASES.len())) {
            scheduler.metric(*metric, &mut DryRun).expect("a plan with a rule takes metrics");
            for (ours, torch) in scheduler.lrs().iter().zip(torch) {
                assert_torch(*ours, *torch, format_args!("{} on metrics that are {name}", row.torch));
            }
        }
    }
    Some(0.0)
}

#[test]
fn the_cheat_sheet_has_exactly_the_tested_rows() {
    let expected: Vec<_> = rows().iter().map(|row| (row.torch.to_owned(), without_spaces(row.ours))).collect();
    let found: Vec<_> = sheet().iter().map(|[torch, ours, _]| (torch.clone(), without_spaces(ours))).collect();
    assert_eq!(found, expected);
}

#[test]
fn both_calls_of_every_row_agree_as_closely_as_the_row_says() {
    for (row, [_, _, claim]) in rows().iter().zip(sheet()) {
        assert!(CLAIMS.contains(&claim.as_str()), "{}: {claim:?} is a claim that no test asserts", row.torch);
        let Some(drift) = assert_rate("both_calls_of_every_row_agree_as_closely_as_the_row_says", row, &claim) else { return };
        println!("{}: {claim}; at most {drift:.1e} from torch's step()", row.torch);
    }
}
