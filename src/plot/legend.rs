use std::ops::Range;

use super::curves::Curve;
use super::font::Font;
use super::palette::{INK, SOFT_INK, Style};
use super::scene::{Anchor, Scene, Text};

const SIZE: f64 = 13.0;
const ROW: f64 = 20.0;
const BASELINE: f64 = 0.85 * SIZE;
const SAMPLE: f64 = 32.0;
const GAP: f64 = 8.0;
const APART: f64 = 20.0;

/// Draws rows of labelled line samples and returns where they end.
///
/// What has no room in the last row is counted there.
pub(super) fn draw(scene: &mut Scene, font: &Font, curves: &[Curve], across: &Range<f64>, top: f64) -> f64 {
    let rows = (f64::from(scene.height) / 5.0 / ROW).max(1.0) as usize;
    let last_row = top + (rows - 1) as f64 * ROW;
    let room = across.end - across.start - SAMPLE - GAP;
    let mut entries: Vec<_> = entries(font, curves, room).collect();
    entries.reverse();

    let (mut x, mut y) = (across.start, top);
    let mut bottom = top;
    while let Some((style, label)) = entries.pop() {
        let more = font.text(format!("+ {} more", entries.len() + 1), SIZE, SOFT_INK);
        let width = SAMPLE + GAP + label.width;
        let reserved = if entries.is_empty() || y < last_row { 0.0 } else { APART + more.width };
        if x + width + reserved > across.end && x > across.start {
            if y >= last_row {
                scene.text(more.at(x, y + BASELINE, Anchor::Start));
                break;
            }
            (x, y) = (across.start, y + ROW);
        }
        let middle = y + 0.5 * SIZE;
        scene.line((x, middle), (x + SAMPLE, middle), style);
        scene.text(label.at(x + SAMPLE + GAP, y + BASELINE, Anchor::Start));
        x += width + APART;
        bottom = y + ROW;
    }
    bottom
}

fn entries(font: &Font, curves: &[Curve], room: f64) -> impl Iterator<Item = (Style, Text)> {
    let labelled = curves.iter().filter(|curve| !curve.label.is_empty());
    labelled.map(move |curve| {
        let remark = if curve.is_empty() { " (no points)" } else { "" };
        let label = font.cut(curve.label, SIZE, room - font.width(remark, SIZE));
        let label = font.text(label + remark, SIZE, INK);
        (curve.style, label)
    })
}
