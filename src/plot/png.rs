use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use super::error::PlotError;
use super::font::Font;
use super::letters::outline;
use super::palette::{Color, Style, WHITE};
use super::scene::{Disc, Item, Scene, Text};

const PIXELS_PER_UNIT: u32 = 2;

pub(super) fn bytes(scene: &Scene) -> Result<Vec<u8>, PlotError> {
    let (width, height) = (scene.width, scene.height);
    let pixels = |units: u32| units.saturating_mul(PIXELS_PER_UNIT);
    let mut canvas = Canvas {
        pixmap: Pixmap::new(pixels(width), pixels(height)).ok_or(PlotError::Size { width, height })?,
        font: Font::built_in()?,
    };
    canvas.pixmap.fill(tiny_skia::Color::WHITE);
    for item in &scene.items {
        match item {
            Item::Line(line) => canvas.stroke(polyline(&line.runs), &line.style),
            Item::Disc(disc) => canvas.disc(disc),
            Item::Text(text) => canvas.text(text),
        }
    }
    canvas.pixmap.encode_png().map_err(|error| PlotError::Encode { reason: error.to_string() })
}

struct Canvas {
    pixmap: Pixmap,
    font: Font,
}

impl Canvas {
    fn stroke(&mut self, path: Option<Path>, style: &Style) {
        let Some(path) = path else { return };
        let dash = style.dash.iter().map(|length| *length as f32).collect();
        let stroke = Stroke {
            width: style.width as f32,
            line_join: tiny_skia::LineJoin::Round,
            dash: StrokeDash::new(dash, 0.0),
            ..Stroke::default()
        };
        let paint = paint(style.color);
        self.pixmap.stroke_path(&path, &paint, &stroke, to_pixels(), None);
    }

    fn fill(&mut self, path: Option<Path>, color: Color) {
        let Some(path) = path else { return };
        self.pixmap.fill_path(&path, &paint(color), FillRule::Winding, to_pixels(), None);
    }

    fn disc(&mut self, disc: &Disc) {
        let (x, y) = disc.center;
        let path = PathBuilder::from_circle(x as f32, y as f32, disc.radius as f32);
        self.fill(path.clone(), disc.fill);
        if let Some(ring) = &disc.ring {
            self.stroke(path, ring);
        }
    }

    fn text(&mut self, text: &Text) {
        let outline = outline(&self.font, text);
        if text.halo {
            self.stroke(outline.clone(), &Style::solid(WHITE, 4.0));
        }
        self.fill(outline, text.color);
    }
}

fn to_pixels() -> Transform {
    let scale = PIXELS_PER_UNIT as f32;
    Transform::from_scale(scale, scale)
}

fn paint([red, green, blue]: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint
}

fn polyline(runs: &[Vec<(f64, f64)>]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for run in runs {
        for (place, (x, y)) in run.iter().enumerate() {
            match place {
                0 => path.move_to(*x as f32, *y as f32),
                _ => path.line_to(*x as f32, *y as f32),
            }
        }
    }
    path.finish()
}
