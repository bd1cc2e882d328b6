//! The functions that are needed to read a run of the table's schedules, because a `state_dict` holds none.

use super::asked::Asked;
use super::cases::Case;
use tch_lr_scheduler::{Functions, Schedule};

/// Adds the functions of `schedule` under the path of its scheduler: `""`, or `"_schedulers[0]."`.
///
/// The schedule itself computes them.
pub fn with_function_of(functions: Functions, torch: &str, schedule: Box<dyn Schedule>, path: &str) -> Functions {
    match torch.split('(').next() {
        Some("LambdaLR") => functions.with(format!("{path}lr_lambdas"), move |time| schedule.at(1.0, time as u64)),
        Some("MultiplicativeLR") => functions.with(format!("{path}lr_lambdas"), move |time| match time as u64 {
            0 => schedule.continued(1.0, 1.0, 0.0),
            step => schedule.chained(1.0, 1.0, step),
        }),
        Some("CyclicLR") => match SCALES.iter().find(|(python, _)| torch.contains(python)) {
            Some((_, scale)) => functions.with(format!("{path}scale_fn"), *scale),
            None => functions,
        },
        _ => functions,
    }
}

/// The functions of a row of the table.
pub fn functions_of(torch: &str, case: &Case) -> Functions {
    with_function_of(Functions::new(), torch, case.schedule(), "")
}

type Scale = fn(f64) -> f64;

/// The `scale_fn` functions of the table, in Python and in Rust.
const SCALES: [(&str, Scale); 2] = [
    ("scale_fn=lambda cycle: 1 / cycle", |cycle| 1.0 / cycle),
    ("scale_fn=lambda t: 1 / (1 + t / 50)", |time| 1.0 / (1.0 + time / 50.0)),
];
