use tiny_skia::{Path, PathBuilder};
use ttf_parser::OutlineBuilder;

use super::font::Font;
use super::scene::Text;

/// The outlines of all letters of a text, where it stands.
pub(super) fn outline(font: &Font, text: &Text) -> Option<Path> {
    let mut pen = Pen { path: PathBuilder::new(), text, unit: text.size * font.unit(), along: -text.lead() };
    for character in text.content.chars() {
        font.outline(character, &mut pen);
        pen.along += font.advance(character) * text.size;
    }
    pen.path.finish()
}

/// Sets glyphs side by side along the baseline of a text.
struct Pen<'t> {
    path: PathBuilder,
    text: &'t Text,
    unit: f64,
    along: f64,
}

impl Pen<'_> {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let along = self.along + f64::from(x) * self.unit;
        let above = f64::from(y) * self.unit;
        let (place_x, place_y) = self.text.place;
        let (x, y) = match self.text.upward {
            true => (place_x - above, place_y - along),
            false => (place_x + along, place_y - above),
        };
        (x as f32, y as f32)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x1, y1) = self.place(x1, y1);
        let (x, y) = self.place(x, y);
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (x1, y1) = self.place(x1, y1);
        let (x2, y2) = self.place(x2, y2);
        let (x, y) = self.place(x, y);
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
