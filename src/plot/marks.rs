use super::axes::within_width;
use super::font::Font;
use super::frame::Frame;
use super::palette::{SOFT_INK, Style};
use super::picture::Plot;
use super::scene::{Anchor, Scene, Text};

const SIZE: f64 = 11.5;
const ROW: f64 = 15.0;
const GAP: f64 = 8.0;

/// Vertical lines, with their labels in rows above the curves.
pub(super) struct Marks {
    lines: Vec<f64>,
    rows: Vec<Vec<Text>>,
}

impl Marks {
    pub(super) fn new(plot: &Plot, font: &Font, frame: &Frame) -> Self {
        let shown = plot.marks.iter().filter(|mark| plot.x.spacing.shows(mark.x));
        let mut shown: Vec<_> = shown.collect();
        shown.sort_by(|left, right| left.x.total_cmp(&right.x));
        let mut lines: Vec<f64> = Vec::new();
        let mut rows: Vec<Vec<Text>> = Vec::new();
        let most = if plot.height < 300 { 1 } else { 3 };
        for mark in shown {
            let across = frame.across(mark.x);
            if lines.last().is_none_or(|last| across - last >= 1.0) {
                lines.push(across);
            }
            let label = font.cut(&mark.label, SIZE, frame.width() / 2.0);
            let label = font.text(label, SIZE, SOFT_INK).at(across, 0.0, Anchor::Middle);
            let label = within_width(label, f64::from(plot.width));
            place(label, &mut rows, most);
        }
        Self { lines, rows }
    }

    pub(super) fn height(&self) -> f64 {
        match self.rows.len() {
            0 => 0.0,
            rows => rows as f64 * ROW + 2.0,
        }
    }

    pub(super) fn draw(self, scene: &mut Scene, frame: &Frame) {
        let style = Style::dashed(SOFT_INK, 1.0, &[2.0, 3.0]);
        let runs = self.lines.iter();
        let runs = runs.map(|x| vec![(*x, frame.top), (*x, frame.bottom)]);
        scene.lines(runs.collect(), style);
        for (row, labels) in self.rows.into_iter().enumerate() {
            let baseline = frame.top - 5.0 - row as f64 * ROW;
            for label in labels {
                let across = label.place.0;
                scene.text(label.at(across, baseline, Anchor::Middle));
            }
        }
    }
}

/// Into the lowest row where the label is free of its neighbour.
fn place(label: Text, rows: &mut Vec<Vec<Text>>, most: usize) {
    if label.content.is_empty() {
        return;
    }
    let is_free = |row: &Vec<Text>| row.last().is_none_or(|last| last.place.0 + last.lead() + GAP <= label.place.0 - label.lead());
    let free = rows.iter().position(is_free).unwrap_or(rows.len());
    if free == rows.len() && free < most {
        rows.push(Vec::new());
    }
    if let Some(row) = rows.get_mut(free) {
        row.push(label);
    }
}
