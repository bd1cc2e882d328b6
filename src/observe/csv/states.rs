use super::quote::quote;
use crate::State;
use crate::observe::row::time;
use std::fmt::Write;

/// The header of a CSV file for states like this one, without a line end.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, observe::csv_header};
///
/// let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).scalar("p, q", 2.0, Constant);
/// assert_eq!(csv_header(&plan.preview(1, 0)?), r#"step,lr[0],momentum[0],"p, q""#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn csv_header(state: &State) -> String {
    state.named_values().fold("step".to_owned(), |header, (name, _)| header + "," + &quote(&name))
}

/// The row of a state in a CSV file, without a line end.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, observe::csv_row};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(3)?);
/// assert_eq!(csv_row(&plan.preview(1, 1)?), "1,0.07500000000000001");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn csv_row(state: &State) -> String {
    let mut row = time(state);
    for (_, value) in state.named_values() {
        // Writing to a string cannot fail.
        let _ = write!(row, ",{value:?}");
    }
    row
}
