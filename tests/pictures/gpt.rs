//! The losses of the example `gpt` and of its Python twin. The training test `twins_gpt` writes the numbers.

use tch_lr_scheduler::plot::Plot;

const LOSSES: &str = include_str!("gpt_losses.csv");

/// Both losses on one axis, above the learning rate. The curves are equal within rounding, so Python's losses are rings at some steps.
pub fn plot() -> Plot {
    let mut rows = csv::Reader::from_reader(LOSSES.as_bytes());
    let rows: Vec<[f64; 4]> = rows.deserialize().map(|row| row.expect("the training test writes rows of four numbers")).collect();
    let curve = |column: usize| rows.iter().map(move |row| (row[0], row[column]));
    let rate = Plot::new("").y_label("learning rate").steps("", curve(1));
    let plot = Plot::new("The example gpt (line) and its Python twin (rings), from the same weights")
        .x_label("step")
        .y_label("loss")
        .size(800, 520)
        .curve("", curve(2));
    curve(3).step_by(20).fold(plot, |plot, (step, loss)| plot.point("", step, loss)).below(rate)
}
