use super::curves::Curves;
use tch_lr_scheduler::plot::Plot;

/// If there are more marks than this, none is drawn, because they would hide the curves.
const MOST_MARKS: usize = 24;

pub fn of(curves: &Curves, title: &str, log: bool) -> Plot {
    let y_label = if curves.setting == "lr" { "learning rate" } else { curves.setting.as_str() };
    let mut plot = Plot::new(title).x_label("step").y_label(y_label);
    for curve in &curves.curves {
        // A single curve needs no label, because the axis names it.
        let label = if curves.curves.len() == 1 { "" } else { curve.label.as_str() };
        plot = plot.steps(label, curve.points.iter().copied());
    }
    if curves.phase_boundaries.len() <= MOST_MARKS {
        plot = curves.phase_boundaries.iter().fold(plot, |plot, step| plot.mark(*step as f64, step.to_string()));
    }
    if log { plot.log_y() } else { plot }
}
