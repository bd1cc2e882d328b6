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

/// The colours at equal distances along the gradient of many curves, from the first curve to the last.
///
/// They are those of matplotlib's `plasma` that stand out on white. Their lightness rises, so that colour-blind readers and
/// grey prints show the order too.
const GRADIENT: [RGBColor; 6] = [
    RGBColor(0x0d, 0x08, 0x87),
    RGBColor(0x54, 0x02, 0xa3),
    RGBColor(0x8b, 0x0a, 0xa5),
    RGBColor(0xb9, 0x32, 0x89),
    RGBColor(0xdb, 0x5c, 0x68),
    RGBColor(0xea, 0x74, 0x57),
];

/// The largest number of curves of a gradient that have dashes.
const MOST_DASHED: usize = 24;

/// The strokes of the curves, in order. A backdrop takes none of the colours. If there are more curves than colours, the curves
/// have a gradient. Neighbours then have different dashes, unless there are so many curves that dashes are hard to read.
pub(super) fn strokes(curves: &[Curve]) -> Vec<Stroke> {
    let colored = curves.iter().filter(|curve| !curve.is_backdrop).count();
    let mut index = 0;
    let stroke = |curve: &Curve| {
        if curve.is_backdrop {
            return Stroke { style: line(BACKDROP, 1), dashes: None };
        }
        index += 1;
        match CURVES.get(index - 1).filter(|_| colored <= CURVES.len()) {
            Some((color, dashes)) => Stroke { style: line(*color, 2), dashes: *dashes },
            None => {
                let color = in_gradient((index - 1) as f64 / (colored - 1).max(1) as f64);
                let dashes = if colored > MOST_DASHED { None } else { CURVES[(index - 1) % 3].1 };
                Stroke { style: line(color, 2), dashes }
            }
        }
    };
    curves.iter().map(stroke).collect()
}

/// The colour at a place of the gradient. Its ends are 0 and 1.
fn in_gradient(place: f64) -> RGBColor {
    let place = place * (GRADIENT.len() - 1) as f64;
    let index = (place as usize).min(GRADIENT.len() - 2);
    let (from, to, share) = (GRADIENT[index], GRADIENT[index + 1], place - index as f64);
    let mixed = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
    RGBColor(mixed(from.0, to.0), mixed(from.1, to.1), mixed(from.2, to.2))
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
