use super::palette::{Color, Style};

/// What is to be drawn, bottom to top, in picture units from the top left.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) items: Vec<Item>,
}

#[derive(Debug)]
pub(super) enum Item {
    Line(Line),
    Disc(Disc),
    Text(Text),
}

#[derive(Debug)]
pub(super) struct Line {
    pub(super) runs: Vec<Vec<(f64, f64)>>,
    pub(super) style: Style,
}

#[derive(Debug)]
pub(super) struct Disc {
    pub(super) center: (f64, f64),
    pub(super) radius: f64,
    pub(super) fill: Color,
    pub(super) ring: Option<Style>,
}

/// The part of a text that keeps its place in whatever typeface it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug)]
pub(super) struct Text {
    pub(super) content: String,
    /// The place on the baseline that `anchor` speaks of.
    pub(super) place: (f64, f64),
    pub(super) anchor: Anchor,
    pub(super) size: f64,
    pub(super) width: f64,
    pub(super) color: Color,
    /// Reads from bottom to top.
    pub(super) upward: bool,
    /// Keeps what lies beneath away from the letters.
    pub(super) halo: bool,
}

impl Scene {
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), style: Style) {
        self.lines(vec![vec![from, to]], style);
    }

    pub(super) fn lines(&mut self, runs: Vec<Vec<(f64, f64)>>, style: Style) {
        if !runs.is_empty() {
            self.items.push(Item::Line(Line { runs, style }));
        }
    }

    pub(super) fn disc(&mut self, disc: Disc) {
        self.items.push(Item::Disc(disc));
    }

    pub(super) fn text(&mut self, text: Text) {
        if !text.content.is_empty() {
            self.items.push(Item::Text(text));
        }
    }
}

impl Text {
    pub(super) fn at(mut self, x: f64, y: f64, anchor: Anchor) -> Self {
        (self.place, self.anchor) = ((x, y), anchor);
        self
    }

    /// How far the text begins before its place.
    pub(super) fn lead(&self) -> f64 {
        match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => self.width / 2.0,
            Anchor::End => self.width,
        }
    }
}
