use super::curve::Curve;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A pixel of the picture in units of the drawing library, whose coordinates are whole numbers.
pub(super) const PIXEL: i32 = 10;

pub(super) const FONT: &str = "Noto Sans, sans-serif";

pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
pub(super) const SOFT_INK: RGBColor = RGBColor(0x55, 0x55, 0x55);
pub(super) const AXIS: RGBColor = RGBColor(0x88, 0x88, 0x88);
pub(super) const GRID: RGBColor = RGBColor(0xe2, 0xe2, 0xe2);
/// Lighter than the curves, darker than the grid.
const FAINT_CURVE: RGBColor = RGBColor(0xb0, 0xb0, 0xb0);
pub(super) const FAINT_GRID: RGBColor = RGBColor(0xf2, 0xf2, 0xf2);

/// The colours of Okabe and Ito that stand out on white, told apart by colour-blind readers too.
const CURVES: [RGBColor; 7] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0x00, 0x9e, 0x73),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0xcc, 0x79, 0xa7),
    RGBColor(0x56, 0xb4, 0xe9),
    RGBColor(0x00, 0x00, 0x00),
];

/// The dashes of the lines in each colour, which the drawing library cannot write itself.
///
/// Only the first curve is solid: it still shows through the gaps of later ones that coincide with it.
pub(super) const DASHES: [(RGBColor, &str); 7] = [
    (CURVES[1], "120 80"),
    (CURVES[2], "40 60"),
    (CURVES[3], "120 50 30 50"),
    (CURVES[4], "160 40 30 40 30 40"),
    (CURVES[5], "60 40"),
    (CURVES[6], "20 40"),
    (SOFT_INK, "30 30"),
];

/// One a curve. Faint ones have no part in the row of colours.
pub(super) fn of_curves(curves: &[Curve]) -> Vec<ShapeStyle> {
    let mut colors = CURVES.into_iter().cycle();
    let of = |curve: &Curve| if curve.faint { line(FAINT_CURVE, 1) } else { line(colors.next().unwrap_or(INK), 2) };
    curves.iter().map(of).collect()
}

pub(super) fn line(color: RGBColor, pixels: i32) -> ShapeStyle {
    ShapeStyle::from(color).stroke_width((pixels * PIXEL).unsigned_abs())
}

pub(super) fn text(pixels: i32, color: &'static RGBColor, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    // The library takes the height of a line and writes the size of the letters.
    let height = f64::from(pixels * PIXEL) * 1.24;
    TextStyle::from((FONT, height).into_font()).color(color).pos(Pos::new(horizontal, vertical))
}
