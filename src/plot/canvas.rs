use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::prelude::{Cartesian2d, DrawingArea, DrawingAreaErrorKind, IntoDrawingArea, TextStyle};
use plotters::style::{FontStyle, register_font};

use super::axis::Axis;
use super::error::PlotError;
use super::style::FONT;
use super::svg::SvgBackend;

/// The whole area of a picture. Its coordinates count from the upper left corner.
pub(super) type Canvas<'a> = DrawingArea<SvgBackend<'a>, Shift>;

/// The area between the axes. Its coordinates are values on the axes.
pub(super) type PlottingArea<'a> = DrawingArea<SvgBackend<'a>, Cartesian2d<Axis, Axis>>;

/// The result of drawing, which fails only if plotters does not find the font.
pub(super) type DrawResult<T> = Result<T, DrawingAreaErrorKind<Infallible>>;

/// An empty canvas of the given width and height, in pixels. What is drawn on it is appended to `elements` as SVG.
pub(super) fn canvas(elements: &mut String, size: (u32, u32)) -> Result<Canvas<'_>, PlotError> {
    register_font(FONT, FontStyle::Normal, notosans::REGULAR_TTF)
        .map_err(|_| PlotError::render("the built-in font cannot be read"))?;
    Ok(SvgBackend::new(elements, size).into_drawing_area())
}

/// The width of a text on one line.
pub(super) fn text_width(canvas: &Canvas<'_>, text: &str, font: &TextStyle<'_>) -> DrawResult<i32> {
    let (width, _) = canvas.estimate_text_size(text, font)?;
    // plotters measures smaller letters than an SVG of this font size shows.
    Ok((f64::from(width) * 1.1) as i32)
}

/// The text, cut to the width. An ellipsis stands for what is cut off.
pub(super) fn truncated(canvas: &Canvas<'_>, text: &str, font: &TextStyle<'_>, width: i32) -> DrawResult<String> {
    let mut truncated = text.to_owned();
    let mut length = text.chars().count().min(400);
    while length > 0 && text_width(canvas, &truncated, font)? > width {
        length -= 1;
        truncated = text.chars().take(length).chain(['…']).collect();
    }
    Ok(truncated)
}
