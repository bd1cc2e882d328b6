use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle};
use plotters_backend::{DrawingBackend, DrawingErrorKind, FontTransform};

use super::style::{LINE_HEIGHT, PIXEL};

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// The drawing backend of plotters that appends SVG elements to a string.
///
/// plotters has an SVG backend of its own. That backend writes neither dashed lines nor a title, and gives a picture no other
/// size than that of its coordinates.
///
/// Colours are written as opaque: no plot has a transparent one.
pub(super) struct SvgBackend<'a> {
    elements: &'a mut String,
    size: (u32, u32),
}

impl<'a> SvgBackend<'a> {
    /// `size`: the width and height of the plot, in pixels.
    pub(super) fn new(elements: &'a mut String, (width, height): (u32, u32)) -> Self {
        let units = PIXEL.unsigned_abs();
        Self { elements, size: (width * units, height * units) }
    }

    /// Draws lines from point to point. `dashes` is an SVG `stroke-dasharray`; `None` draws a solid line.
    pub(super) fn polyline(
        &mut self,
        points: impl IntoIterator<Item = BackendCoord>,
        style: &impl BackendStyle,
        dashes: Option<&str>,
    ) {
        let (color, width) = (hex(style.color()), style.stroke_width());
        let dashes = dashes.map(|dashes| format!(r#" stroke-dasharray="{dashes}""#)).unwrap_or_default();
        let points: Vec<String> = points.into_iter().map(|(x, y)| format!("{x},{y}")).collect();
        let points = points.join(" ");
        self.push(format!(r#"<polyline fill="none" stroke="{color}" stroke-width="{width}"{dashes} points="{points}"/>"#));
    }

    fn push(&mut self, element: String) {
        self.elements.push_str(&element);
        self.elements.push('\n');
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, (x1, y1): BackendCoord, (x2, y2): BackendCoord, style: &S) -> Done {
        let (color, width) = (hex(style.color()), style.stroke_width());
        self.push(format!(r#"<line stroke="{color}" stroke-width="{width}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, (x, y): BackendCoord, (right, bottom): BackendCoord, style: &S, fill: bool) -> Done {
        let (paint, width, height) = (paint(style, fill), right - x, bottom - y);
        self.push(format!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}/>"#));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.polyline(path, style, None);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
        let paint = paint(style, fill);
        self.push(format!(r#"<circle cx="{x}" cy="{y}" r="{radius}" {paint}/>"#));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Done {
        if text.is_empty() {
            return Ok(());
        }
        let (text, family, color) = (escaped(text), escaped(style.family().as_str()), hex(style.color()));
        // Every font size is a whole number of units. The division alone would write 119.99999999999999 for 120.
        let size = (style.size() / LINE_HEIGHT).round();
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Some readers of SVG do not support `dominant-baseline`, which has the same effect.
        let dy = match style.anchor().v_pos {
            VPos::Top => "0.76em",
            VPos::Center => "0.5ex",
            VPos::Bottom => "-0.5ex",
        };
        let degrees = match style.transform() {
            FontTransform::Rotate90 => Some(90),
            FontTransform::Rotate180 => Some(180),
            FontTransform::Rotate270 => Some(270),
            _ => None,
        };
        let turned = degrees.map(|degrees| format!(r#" transform="rotate({degrees}, {x}, {y})""#)).unwrap_or_default();
        let place = format!(r#"x="{x}" y="{y}" dy="{dy}" text-anchor="{anchor}"{turned}"#);
        self.push(format!("<text {place} font-family=\"{family}\" font-size=\"{size}\" fill=\"{color}\">\n{text}\n</text>"));
        Ok(())
    }
}

/// The SVG document of a plot of `width` by `height` pixels: its title, which screen readers read aloud, and its elements.
pub(super) fn document(title: &str, (width, height): (u32, u32), elements: &str) -> String {
    let units = PIXEL.unsigned_abs();
    let view = format!("0 0 {} {}", width * units, height * units);
    let size = format!(r#"width="{width}" height="{height}" viewBox="{view}""#);
    let title = escaped(title);
    // Inside of a page that is narrower than the picture, the picture becomes smaller and is not cut.
    let style = "max-width: 100%; height: auto";
    // In Markdown, a line that is one tag starts a block of HTML, which an empty line ends. Elsewhere Markdown would take a `*` in
    // a label for emphasis.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {size} style=\"{style}\" stroke-linejoin=\"round\">\n<title>{title}</title>\n{elements}</svg>\n"
    )
}

/// The elements, `top` pixels further down.
pub(super) fn moved_down(top: u32, elements: String) -> String {
    match top {
        0 => elements,
        _ => format!("<g transform=\"translate(0 {})\">\n{elements}</g>\n", top * PIXEL.unsigned_abs()),
    }
}

/// The attributes of a shape that is either filled or outlined.
fn paint(style: &impl BackendStyle, fill: bool) -> String {
    let (color, width) = (hex(style.color()), style.stroke_width());
    if fill { format!(r#"fill="{color}""#) } else { format!(r#"fill="none" stroke="{color}" stroke-width="{width}""#) }
}

/// Dashes in pixels, as the SVG of a page has them.
pub(super) fn in_pixels(dashes: &str) -> String {
    let pixels = dashes.split(' ').filter_map(|length| length.parse::<i32>().ok()).map(|length| (length / PIXEL).to_string());
    pixels.collect::<Vec<_>>().join(" ")
}

pub(super) fn hex(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// The text as XML character data or as an attribute's value.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&apos;")
}
