//! The losses of the example `gpt` and of its Python twin. The training test `twins_gpt` writes the numbers.

use tch_lr_scheduler::plot::Plot;

const LOSSES: &str = include_str!("gpt_losses.csv");

/// Both losses on one axis, above the learning rate. The curves are equal within rounding: Python's is dashed, so that the other one
/// shows through.
pub fn plot() -> Plot {
    let mut rows = csv::Reader::from_reader(LOSSES.as_bytes());
    let rows: Vec<[f64; 4]> = rows.deserialize().map(|row| row.expect("the training test writes rows of four numbers")).collect();
    let curve = |column: usize| rows.iter().map(move |row| (row[0], row[column]));
    let rate = Plot::new("").y_label("learning rate").steps("", curve(1));
    Plot::new("The loss of the example gpt and of its twin in Python")
        .x_label("step")
        .y_label("loss")
        .size(800, 640)
        .curve("Rust: this crate", curve(2))
        .curve("Python: torch", curve(3))
        .below(rate)
}
