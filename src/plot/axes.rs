use super::font::Font;
use super::frame::Frame;
use super::palette::{AXIS, FAINT_GRID, GRID, INK, SOFT_INK, Style};
use super::picture::Plot;
use super::scale::Scale;
use super::scene::{Anchor, Scene, Text};
use super::ticks::{Tick, ticks};

const TICK_SIZE: f64 = 12.0;
const TICK_GAP: f64 = 8.0;
const LABEL_SIZES: [f64; 3] = [13.0, 11.5, 10.0];
const LABEL_BAND: f64 = 24.0;

pub(super) struct XAxis<'p> {
    label: &'p str,
    ticks: Vec<Tick>,
}

pub(super) struct YAxis<'p> {
    label: &'p str,
    ticks: Vec<Tick>,
    widest: f64,
}

impl<'p> XAxis<'p> {
    pub(super) fn new(plot: &'p Plot, font: &Font, scale: &Scale, room: f64, whole: bool) -> Self {
        let densest = (room / 65.0) as usize;
        let choices = (2..=densest.max(3)).rev();
        let mut choices = choices.map(|at_most| ticks(scale, at_most, whole));
        let ticks = choices.find(|ticks| do_not_touch(ticks, font, scale, room)).unwrap_or_else(|| ticks(scale, 2, whole));
        let label = &plot.x.label;
        Self { label, ticks }
    }

    pub(super) fn height(&self) -> f64 {
        TICK_GAP + TICK_SIZE + label_band(self.label)
    }
}

impl<'p> YAxis<'p> {
    pub(super) fn new(plot: &'p Plot, font: &Font, scale: &Scale) -> Self {
        let ticks = ticks(scale, plot.height as usize / 60, false);
        let widths = labels(&ticks).map(|(_, label)| font.width(label, TICK_SIZE));
        let widest = widths.fold(0.0, f64::max);
        let label = &plot.y.label;
        Self { label, ticks, widest }
    }

    pub(super) fn width(&self) -> f64 {
        TICK_GAP + self.widest + label_band(self.label)
    }
}

pub(super) fn grid(scene: &mut Scene, frame: &Frame, x: &XAxis, y: &YAxis) {
    // Faint lines first: no labelled line is crossed by a fainter one.
    for labelled in [false, true] {
        let style = Style::solid(if labelled { GRID } else { FAINT_GRID }, 1.0);
        let chosen = |tick: &&Tick| tick.label.is_some() == labelled;
        for tick in x.ticks.iter().filter(chosen) {
            let across = frame.across(tick.value);
            scene.line((across, frame.top), (across, frame.bottom), style);
        }
        for tick in y.ticks.iter().filter(chosen) {
            let down = frame.down(tick.value);
            scene.line((frame.left, down), (frame.right, down), style);
        }
    }
}

pub(super) fn frame(scene: &mut Scene, font: &Font, frame: &Frame, x: &XAxis, y: &YAxis) {
    let corner = (frame.left, frame.bottom);
    let edges = vec![(frame.left, frame.top), corner, (frame.right, frame.bottom)];
    scene.lines(vec![edges], Style::solid(AXIS, 1.0));
    for (value, label) in labels(&x.ticks) {
        let baseline = frame.bottom + TICK_GAP + 0.8 * TICK_SIZE;
        let label = font.text(label, TICK_SIZE, SOFT_INK);
        let label = label.at(frame.across(value), baseline, Anchor::Middle);
        scene.text(within_width(label, f64::from(scene.width)));
    }
    for (value, label) in labels(&y.ticks) {
        let label = font.text(label, TICK_SIZE, SOFT_INK);
        let baseline = frame.down(value) + 0.36 * TICK_SIZE;
        scene.text(label.at(frame.left - TICK_GAP, baseline, Anchor::End));
    }
    axis_labels(scene, font, frame, x, y);
}

fn axis_labels(scene: &mut Scene, font: &Font, frame: &Frame, x: &XAxis, y: &YAxis) {
    let below = frame.bottom + x.height() - 2.0;
    let label = font.fit(x.label, &LABEL_SIZES, frame.width(), INK);
    scene.text(label.at((frame.left + frame.right) / 2.0, below, Anchor::Middle));

    let beside = frame.left - y.width() + 0.5 * LABEL_BAND;
    let mut label = font.fit(y.label, &LABEL_SIZES, frame.height(), INK);
    label.upward = true;
    scene.text(label.at(beside, (frame.top + frame.bottom) / 2.0, Anchor::Middle));
}

/// Keeps a label that reaches over the end of its axis inside the picture.
pub(super) fn within_width(mut label: Text, width: f64) -> Text {
    let (first, last) = (label.width / 2.0 + 4.0, width - label.width / 2.0 - 4.0);
    label.place.0 = label.place.0.min(last).max(first);
    label
}

fn label_band(label: &str) -> f64 {
    if label.is_empty() { 0.0 } else { LABEL_BAND }
}

fn labels(ticks: &[Tick]) -> impl Iterator<Item = (f64, &str)> {
    ticks.iter().filter_map(|tick| Some((tick.value, tick.label.as_deref()?)))
}

fn do_not_touch(ticks: &[Tick], font: &Font, scale: &Scale, room: f64) -> bool {
    let mut free_from = f64::NEG_INFINITY;
    labels(ticks).all(|(value, label)| {
        let half = font.width(label, TICK_SIZE) / 2.0;
        let center = scale.fraction(value) * room;
        let free = center - half >= free_from;
        free_from = center + half + TICK_SIZE;
        free
    })
}
