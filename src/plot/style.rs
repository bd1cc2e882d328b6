use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::curve::Curve;

/// One pixel of the picture in units of plotters, whose coordinates are whole numbers.
///
/// Lines are thus placed to a tenth of a pixel.
pub(super) const PIXEL: i32 = 10;

pub(super) const FONT: &str = "Noto Sans, sans-serif";

/// The distance from the highest ascender to the lowest descender of Noto Sans, in multiples of the font size.
///
/// plotters takes this distance for the size of a font when it measures a text. An SVG takes the font size.
pub(super) const LINE_HEIGHT: f64 = 1.362;

pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
pub(super) const SOFT_INK: RGBColor = RGBColor(0x55, 0x55, 0x55);
pub(super) const AXIS: RGBColor = RGBColor(0x88, 0x88, 0x88);
pub(super) const GRID: RGBColor = RGBColor(0xe2, 0xe2, 0xe2);
pub(super) const FAINT_GRID: RGBColor = RGBColor(0xf2, 0xf2, 0xf2);
/// Lighter than the curves, darker than the grid.
const BACKDROP: RGBColor = RGBColor(0xb0, 0xb0, 0xb0);

/// The colours of the curves in their order, each with its dashes as an SVG `stroke-dasharray`.
///
/// The colours are those of Okabe and Ito that stand out on white. Colour-blind readers can tell them apart. Only the first
/// curve is solid: if a later curve lies on top of it, the first shows through the gaps.
const CURVES: [(RGBColor, Option<&str>); 7] = [
    (RGBColor(0x00, 0x72, 0xb2), None),
    (RGBColor(0xd5, 0x5e, 0x00), Some("120 80")),
    (RGBColor(0x00, 0x9e, 0x73), Some("40 60")),
    (RGBColor(0xe6, 0x9f, 0x00), Some("120 50 30 50")),
    (RGBColor(0xcc, 0x79, 0xa7), Some("160 40 30 40 30 40")),
    (RGBColor(0x56, 0xb4, 0xe9), Some("60 40")),
    (RGBColor(0x00, 0x00, 0x00), Some("20 40")),
];

/// The look of a line: colour, width and dashes.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub(super) style: ShapeStyle,
    /// An SVG `stroke-dasharray`; `None` is a solid line.
    pub(super) dashes: Option<&'static str>,
}

/// The strokes of the curves, in order. A backdrop takes none of the colours.
pub(super) fn strokes(curves: &[Curve]) -> Vec<Stroke> {
    let mut colors = CURVES.into_iter().cycle().peekable();
    let stroke = |curve: &Curve| match colors.next_if(|_| !curve.is_backdrop) {
        Some((color, dashes)) => Stroke { style: line(color, 2), dashes },
        None => Stroke { style: line(BACKDROP, 1), dashes: None },
    };
    curves.iter().map(stroke).collect()
}

/// The stroke of the vertical lines at marked values.
pub(super) fn mark() -> Stroke {
    Stroke { style: line(SOFT_INK, 1), dashes: Some("30 30") }
}

/// A solid line, `pixels` wide.
pub(super) fn line(color: RGBColor, pixels: i32) -> ShapeStyle {
    ShapeStyle::from(color).stroke_width((pixels * PIXEL).unsigned_abs())
}

/// A text style with a font size of `pixels`, anchored to its point by the given sides.
pub(super) fn text(pixels: i32, color: &'static RGBColor, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    let size = f64::from(pixels * PIXEL) * LINE_HEIGHT;
    TextStyle::from((FONT, size).into_font()).color(color).pos(Pos::new(horizontal, vertical))
}
