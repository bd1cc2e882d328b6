use super::example::{BASE, Example, Kind};
use crate::*;

macro_rules! rules {
    ($($name:literal $toml:literal $rust:expr, $metric:expr;)+) => {
        &[$(Example {
            name: $name,
            kind: Kind::Rule,
            toml: concat!("type = \"", $name, "\"", $toml),
            rust: stringify!($rust),
            plan: || Ok(Plan::lr(BASE, Constant).feedback($rust)),
            metric: Some($metric),
        }),+]
    };
}

/// A loss that falls until step 50.
fn until_50(step: u64) -> f64 {
    if step < 50 { 1.0 - step as f64 / 100.0 } else { 0.5 }
}

/// A loss that is NaN at step 30.
fn nan_at_30(step: u64) -> f64 {
    if step == 30 { f64::NAN } else { 0.5 }
}

pub(super) const ALL: &[Example] = rules!(
    "ReduceLROnPlateau" ", factor = 0.5, patience = 10" ReduceLrOnPlateau::new().factor(0.5)?.patience(10), until_50;
    "ScaleOnPlateau" ", factor = 0.5, patience = 10" ScaleOnPlateau::new().factor(0.5)?.patience(10)?, until_50;
    "GreedyLR" ", factor = 0.9, patience = 8" GreedyLr::new().factor(0.9)?.patience(8), until_50;
    "NewBob" ", annealing_factor = 0.7, patient = 7" NewBob::new().annealing_factor(0.7)?.patient(7), until_50;
    "SpikeGuard" ", factor = 0.2, hold = 10, ramp = 30" SpikeGuard::new().factor(0.2)?.hold(10).ramp(30), nan_at_30;
    "EarlyStopping" ", patience = 20" EarlyStopping::new(20)?, until_50;
);
