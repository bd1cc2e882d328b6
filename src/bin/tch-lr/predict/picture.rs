use super::inputs::{Inputs, Predicted};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::predict::{Prediction, RateCurve};

/// The number of points of a curve of rates.
const POINTS: u64 = 500;
/// The part of a run whose losses are left out, because they are so high that the others would look alike.
const LEFT_OUT: u64 = 20;

/// The observed losses in grey, the predicted ones in colours, and the rates below them.
pub fn of(inputs: &Inputs, predictions: &[Predicted]) -> Plot {
    let plot = Plot::new(format!("losses by the {}", inputs.law.law().kind())).y_label("loss");
    let mut losses = plot;
    let mut rates = Plot::new("").x_label("step").y_label("learning rate");
    for run in &inputs.runs {
        let first = first(run.curve());
        let observed = run.points().iter().filter(|(step, _)| *step >= first).map(|(step, loss)| (*step as f64, *loss));
        losses = losses.backdrop(format!("{}, observed", run.name()), observed);
    }
    for run in &inputs.runs {
        losses = losses.curve(format!("{}, fitted", run.name()), predicted(run.curve(), &inputs.law.predict(run.curve())));
        rates = rates.curve(run.name(), points(run.curve()));
    }
    for plan in predictions {
        losses = losses.curve(format!("{}, predicted", plan.name), predicted(&plan.curve, &plan.prediction));
        rates = rates.curve(plan.name.clone(), points(&plan.curve));
    }
    losses.below(rates).x_unit("step", 1.0).size(900, 800)
}

/// The first step whose loss is drawn.
fn first(curve: &RateCurve) -> u64 {
    curve.warmup_steps().saturating_add(curve.steps() / LEFT_OUT)
}

fn predicted(curve: &RateCurve, prediction: &Prediction) -> Vec<(f64, f64)> {
    let drawn = prediction.points().iter().filter(|point| point.step >= first(curve));
    drawn.map(|point| (point.step as f64, point.loss)).collect()
}

fn points(curve: &RateCurve) -> Vec<(f64, f64)> {
    let last = curve.steps() - 1;
    let count = last.clamp(1, POINTS);
    (0..=count)
        .map(|index| (u128::from(last) * u128::from(index) / u128::from(count)) as u64)
        .map(|step| (step as f64, curve.rate(step)))
        .collect()
}
