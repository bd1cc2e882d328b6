use super::axes::{self, XAxis, YAxis};
use super::curves::{self, Curve};
use super::error::PlotError;
use super::font::Font;
use super::frame::{EDGE, Frame};
use super::picture::{Plot, Point};
use super::scale::{Margin, Scale};
use super::scene::Scene;
use super::{callout, heading, marks};

/// Lays out a plot: heading on top, axes around the curves, callouts over them.
pub(super) fn scene(plot: &Plot) -> Result<Scene, PlotError> {
    let (width, height) = (plot.width, plot.height);
    if !(320..=4096).contains(&width) || !(240..=4096).contains(&height) {
        return Err(PlotError::Size { width, height });
    }
    let font = Font::built_in()?;
    let curves = Curve::all(plot);
    let points = shown_points(plot);
    let (x, y) = scales(plot, &curves, &points).ok_or_else(|| PlotError::NothingToDraw { title: plot.title.clone() })?;

    let mut scene = Scene { title: plot.title.clone(), width, height, items: Vec::new() };
    let y_axis = YAxis::new(plot, &font, &y);
    let left = EDGE + y_axis.width();
    let right = f64::from(width) - EDGE;
    let whole = curves.iter().all(Curve::is_whole);
    let x_axis = XAxis::new(plot, &font, &x, right - left, whole);
    let mut frame = Frame {
        left,
        right,
        top: heading::draw(&mut scene, &font, plot, &curves, left..right),
        bottom: f64::from(height) - EDGE - x_axis.height(),
        x,
        y,
    };
    let marks = marks::Marks::new(plot, &font, &frame);
    frame.top += marks.height();

    axes::grid(&mut scene, &frame, &x_axis, &y_axis);
    marks.draw(&mut scene, &frame);
    axes::frame(&mut scene, &font, &frame, &x_axis, &y_axis);
    let drawn = curves::draw(&mut scene, &frame, &curves);
    callout::draw(&mut scene, &font, &frame, &points, &drawn);
    Ok(scene)
}

fn shown_points(plot: &Plot) -> Vec<&Point> {
    let shown = |point: &&Point| plot.x.spacing.shows(point.x) && plot.y.spacing.shows(point.y);
    plot.points.iter().filter(shown).collect()
}

fn scales(plot: &Plot, curves: &[Curve], points: &[&Point]) -> Option<(Scale, Scale)> {
    let places = || {
        let of_curves = curves.iter().flat_map(Curve::places);
        of_curves.chain(points.iter().map(|point| (point.x, point.y)))
    };
    let marks = plot.marks.iter().map(|mark| mark.x);
    let marks = marks.filter(|x| plot.x.spacing.shows(*x));
    let y = Scale::around(places().map(|(_, y)| y), plot.y.spacing, Margin::Airy)?;
    let x = places().map(|(x, _)| x).chain(marks);
    let x = Scale::around(x, plot.x.spacing, Margin::None)?;
    Some((x, y))
}
