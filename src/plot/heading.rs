use std::ops::Range;

use super::curves::Curve;
use super::font::Font;
use super::frame::EDGE;
use super::legend;
use super::palette::INK;
use super::picture::Plot;
use super::scene::{Anchor, Scene, Text};

/// Draws title and legend above the curves and returns where the rest begins.
pub(super) fn draw(scene: &mut Scene, font: &Font, plot: &Plot, curves: &[Curve], across: Range<f64>) -> f64 {
    let mut top = EDGE - 4.0;
    for line in title(font, plot, across.end - across.start) {
        let baseline = top + line.size;
        top += 1.3 * line.size;
        scene.text(line.at(across.start, baseline, Anchor::Start));
    }
    top = legend::draw(scene, font, curves, &across, top + 4.0);
    top + 8.0
}

fn title(font: &Font, plot: &Plot, room: f64) -> Vec<Text> {
    let tallest = (plot.height as usize / 160).max(1);
    let wrapped =
        [(18.0, 2), (15.0, 3), (13.0, 3)].map(|(size, most)| (size, tallest.min(most), font.wrap(&plot.title, size, room)));
    let fitting = wrapped.iter().find(|(_, most, lines)| lines.len() <= *most);
    let Some((size, most, lines)) = fitting.or(wrapped.last()) else {
        return Vec::new();
    };
    let (whole, rest) = lines.split_at(lines.len().min(most.saturating_sub(1)));
    let last = font.cut(&rest.join(" "), *size, room);
    let lines = whole.iter().cloned().chain([last]);
    lines.filter(|line| !line.is_empty()).map(|line| font.text(line, *size, INK)).collect()
}
