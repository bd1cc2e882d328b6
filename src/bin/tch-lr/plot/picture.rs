use super::axis::{Axis, Size};
use super::panels::Panels;
use tch_lr_scheduler::plot::Plot;

/// The height of one of several panels.
const PANEL: u32 = 300;

pub fn of(panels: &Panels, title: &str, is_log: bool, axis: &Axis, size: Option<Size>) -> Plot {
    let titled = |index: usize| if index == 0 { title } else { "" };
    let settings = panels.settings.iter().enumerate().map(|(index, curves)| curves.plot(titled(index)));
    let before = panels.settings.len();
    let metrics = panels.metrics.iter().enumerate();
    let metrics =
        metrics.map(|(index, (name, points))| Plot::new(titled(before + index)).y_label(name).curve("", points.iter().copied()));
    let scaled = |plot: Plot| if is_log { plot.log_y() } else { plot };
    let (label, length) = axis.unit(panels.unit());
    let mut plots = settings.chain(metrics).map(scaled);
    let first = plots.next().unwrap_or_else(|| Plot::new(title));
    let plot = plots.fold(first, Plot::below).x_unit(label, length);
    let count = panels.settings.len() + panels.metrics.len();
    match size {
        Some(Size { width, height }) => plot.size(width, height),
        None if count > 1 => plot.size(800, (count as u32).saturating_mul(PANEL).min(4096)),
        None => plot,
    }
}
