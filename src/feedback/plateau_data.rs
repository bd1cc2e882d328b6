//! The state of a feedback rule as data.

use crate::PlateauState;
use crate::data::{MaybeInfinite, record};

record!(PlateauState {
    best: MaybeInfinite, [it -> MaybeInfinite(it.best)];
    num_bad_epochs: u64;
    cooldown_counter: u64;
    metrics: u64;
    reductions: Vec<u64>
} => |node| Ok(PlateauState { best: best.0, num_bad_epochs, cooldown_counter, metrics, reductions }));
