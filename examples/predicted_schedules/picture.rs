use super::comparison::Comparison;
use super::runs::{Data, FITTED};
use anyhow::Result;
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::predict::LawKind;

pub const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/docs/pictures/predict.svg");
/// The unseen schedules that are drawn: of those that are alike, one.
const DRAWN: [&str; 5] = ["wsd_linear", "one_cycle", "linear_to_zero", "inverse_sqrt", "exponential"];
/// Earlier losses are so high that the others would look alike.
const FIRST: u64 = 300;

/// The predicted losses of some unseen schedules in colours, the observed ones in grey behind them, and the rates.
pub fn draw(data: &Data) -> Result<Plot> {
    let comparison = Comparison::of(&data.runs, &FITTED, LawKind::MultiPower)?;
    let title = "Predicted losses of schedules that the fit has not seen; observed means of three seeds in grey";
    let mut losses = Plot::new(title).y_label("validation loss");
    let mut rates = Plot::new("").x_label("step").y_label("learning rate");
    let drawn: Vec<_> = comparison.rows.iter().filter(|row| DRAWN.contains(&row.run.name.as_str())).collect();
    for row in &drawn {
        let observed = row.run.mean.points().iter().filter(|(step, _)| *step >= FIRST);
        losses = losses.backdrop(format!("{}, observed", row.run.name), observed.map(|(step, loss)| (*step as f64, *loss)));
    }
    for row in &drawn {
        let predicted = row.prediction.points().iter().filter(|point| point.step >= FIRST);
        losses = losses.curve(format!("{}, predicted", row.run.name), predicted.map(|point| (point.step as f64, point.loss)));
        let curve = &row.run.curve;
        rates = rates.curve(row.run.name.clone(), (0..curve.steps()).step_by(5).map(|step| (step as f64, curve.rate(step))));
    }
    Ok(losses.below(rates).x_unit("step", 1.0).size(900, 800))
}
