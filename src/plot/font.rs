use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::error::PlotError;
use super::palette::Color;
use super::scene::{Anchor, Text};

/// The built-in typeface, for measuring text and for its outlines.
pub(super) struct Font {
    face: Face<'static>,
}

const ELLIPSIS: &str = "…";

// A viewer of an SVG may lack the typeface and show a wider one.
const WIDEST_SUBSTITUTE: f64 = 1.14;

impl Font {
    pub(super) fn built_in() -> Result<Self, PlotError> {
        match Face::parse(notosans::REGULAR_TTF, 0) {
            Ok(face) => Ok(Self { face }),
            Err(error) => Err(PlotError::Font { reason: error.to_string() }),
        }
    }

    pub(super) fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|character| self.advance(character) * size).sum()
    }

    fn fits(&self, text: &str, size: f64, room: f64) -> bool {
        self.width(text, size) * WIDEST_SUBSTITUTE <= room
    }

    pub(super) fn text(&self, content: impl Into<String>, size: f64, color: Color) -> Text {
        let content = content.into();
        Text {
            width: self.width(&content, size),
            content,
            place: (0.0, 0.0),
            anchor: Anchor::Start,
            size,
            color,
            upward: false,
            halo: false,
        }
    }

    /// In the first of `sizes` that fits, otherwise cut in the last one.
    pub(super) fn fit(&self, text: &str, sizes: &[f64], room: f64, color: Color) -> Text {
        let fitting = sizes.iter().find(|size| self.fits(text, **size, room));
        let size = *fitting.or(sizes.last()).unwrap_or(&12.0);
        self.text(self.cut(text, size, room), size, color)
    }

    /// Ends in an ellipsis where the whole does not fit.
    pub(super) fn cut(&self, text: &str, size: f64, room: f64) -> String {
        if self.fits(text, size, room) {
            return text.to_owned();
        }
        let (head, _) = self.split(text, size, room - self.width(ELLIPSIS, size));
        format!("{}{ELLIPSIS}", head.trim_end())
    }

    /// Breaks at spaces, and within a word only where it is wider than the room.
    pub(super) fn wrap(&self, text: &str, size: f64, room: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            let joined = lines.last().map(|line| format!("{line} {word}"));
            match (joined, lines.last_mut()) {
                (Some(joined), Some(line)) if self.fits(&joined, size, room) => *line = joined,
                _ => self.break_up(word, size, room, &mut lines),
            }
        }
        lines
    }

    fn break_up(&self, word: &str, size: f64, room: f64, lines: &mut Vec<String>) {
        let mut rest = word;
        while !rest.is_empty() {
            let (head, tail) = self.split(rest, size, room);
            lines.push(head.to_owned());
            rest = tail;
        }
    }

    /// Splits off what fits, at least one character.
    fn split<'t>(&self, text: &'t str, size: f64, room: f64) -> (&'t str, &'t str) {
        let mut width = 0.0;
        let end = text.char_indices().find(|(start, character)| {
            width += self.advance(*character) * size;
            width * WIDEST_SUBSTITUTE > room && *start > 0
        });
        text.split_at(end.map_or(text.len(), |(start, _)| start))
    }

    /// Draws one character in the units of the font.
    pub(super) fn outline(&self, character: char, pen: &mut dyn OutlineBuilder) {
        // A blank glyph has no outline.
        let _ = self.face.outline_glyph(self.glyph(character), pen);
    }

    /// The width of a character as a share of the font size.
    pub(super) fn advance(&self, character: char) -> f64 {
        let units = self.face.glyph_hor_advance(self.glyph(character));
        f64::from(units.unwrap_or_default()) * self.unit()
    }

    /// One unit of the outlines as a share of the font size.
    pub(super) fn unit(&self) -> f64 {
        1.0 / f64::from(self.face.units_per_em())
    }

    fn glyph(&self, character: char) -> GlyphId {
        self.face.glyph_index(character).unwrap_or_default()
    }
}
