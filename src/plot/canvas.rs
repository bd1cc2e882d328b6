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

/// The width of a text on one line, without kerning, which makes it a little narrower.
pub(super) fn text_width(canvas: &Canvas<'_>, text: &str, font: &TextStyle<'_>) -> DrawResult<i32> {
    let (width, _) = canvas.estimate_text_size(text, font)?;
    Ok(i32::try_from(width).unwrap_or(i32::MAX))
}

/// The text, cut to the width. An ellipsis stands for what is cut off.
pub(super) fn truncated(canvas: &Canvas<'_>, text: &str, font: &TextStyle<'_>, width: i32) -> DrawResult<String> {
    if text_width(canvas, text, font)? <= width {
        return Ok(text.to_owned());
    }
    let cut = |length: usize| text.chars().take(length).chain(['…']).collect::<String>();
    // A cut after `fitting` characters fits (or there is none shorter), a cut after `too_long` does not.
    let (mut fitting, mut too_long) = (0, text.chars().count());
    while too_long - fitting > 1 {
        let length = fitting.midpoint(too_long);
        if text_width(canvas, &cut(length), font)? <= width {
            fitting = length;
        } else {
            too_long = length;
        }
    }
    Ok(cut(fitting))
}

#[cfg(test)]
mod tests {
    use anyhow::{Context, Result};
    use plotters::style::text_anchor::{HPos, VPos};
    use resvg::usvg;

    use super::super::style::{self, INK, PIXEL};
    use super::super::svg;
    use super::*;

    /// The width of the only text of a document, as the renderer of PNGs sets it.
    fn rendered_width(document: &str) -> Result<f32> {
        fn text(group: &usvg::Group) -> Option<&usvg::Text> {
            group.children().iter().find_map(|node| match node {
                usvg::Node::Group(group) => text(group),
                usvg::Node::Text(text) => Some(text.as_ref()),
                _ => None,
            })
        }
        let mut options = usvg::Options::default();
        options.fontdb_mut().load_font_data(notosans::REGULAR_TTF.to_vec());
        let tree = usvg::Tree::from_str(document, &options)?;
        Ok(text(tree.root()).context("no text")?.bounding_box().width())
    }

    #[test]
    fn a_text_is_as_wide_as_it_is_measured() -> Result<()> {
        let measured_and_rendered = |text: &str, pixels: i32| -> Result<(f32, f32)> {
            let (size, mut elements) = ((4096, 240), String::new());
            let canvas = canvas(&mut elements, size)?;
            let font = style::text(pixels, &INK, HPos::Left, VPos::Top);
            let measured = text_width(&canvas, text, &font)?;
            canvas.draw_text(text, &font, (PIXEL, PIXEL))?;
            drop(canvas);
            Ok((measured as f32, rendered_width(&svg::document("", size, &elements))?))
        };
        for pixels in [12, 13, 18] {
            for unkerned in ["0123456789", "1.5e-6", "milestones", "\u{5B66}"] {
                let (measured, rendered) = measured_and_rendered(unkerned, pixels)?;
                assert!((measured - rendered).abs() < 1.0, "{unkerned}: measured {measured}, rendered {rendered}");
            }
            let (measured, rendered) = measured_and_rendered("AVATAR To", pixels)?;
            assert!(rendered < measured, "kerned: measured {measured}, rendered {rendered}");
        }
        Ok(())
    }

    #[test]
    fn a_text_is_cut_only_if_it_is_too_wide() -> Result<()> {
        let mut elements = String::new();
        let canvas = canvas(&mut elements, (320, 240))?;
        let font = style::text(13, &INK, HPos::Left, VPos::Top);
        let whole = text_width(&canvas, "learning rate", &font)?;
        assert_eq!(truncated(&canvas, "learning rate", &font, whole)?, "learning rate");
        assert_eq!(truncated(&canvas, "learning rate", &font, whole - 1)?, "learning ra…");
        let cut = text_width(&canvas, "learning…", &font)?;
        assert_eq!(truncated(&canvas, "learning rate", &font, cut)?, "learning…");
        assert_eq!(truncated(&canvas, "learning rate", &font, 0)?, "…");
        Ok(())
    }
}
