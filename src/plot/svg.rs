use std::fmt::Write;

use super::palette::{Color, Style};
use super::scene::{Anchor, Disc, Item, Line, Scene, Text};

const TYPEFACES: &str = "'Noto Sans', 'Open Sans', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

pub(super) fn document(scene: &Scene) -> String {
    let Scene { width, height, .. } = scene;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{TYPEFACES}\">\n\
         <title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(&scene.title)
    );
    for item in &scene.items {
        svg += &match item {
            Item::Line(line) => path(line),
            Item::Disc(disc) => circle(disc),
            Item::Text(text) => words(text),
        };
        svg.push('\n');
    }
    svg + "</svg>\n"
}

fn path(line: &Line) -> String {
    let mut data = String::new();
    for run in &line.runs {
        for (place, (x, y)) in run.iter().enumerate() {
            let command = if place == 0 { 'M' } else { 'L' };
            // Writing to a `String` cannot fail.
            let _ = write!(data, "{command}{} {}", rounded(*x), rounded(*y));
        }
    }
    format!("<path d=\"{data}\" fill=\"none\" {}/>", stroke(&line.style))
}

fn circle(disc: &Disc) -> String {
    let ring = disc.ring.as_ref().map(stroke).unwrap_or_default();
    format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" {ring}/>",
        rounded(disc.center.0),
        rounded(disc.center.1),
        rounded(disc.radius),
        hex(disc.fill),
    )
}

fn words(text: &Text) -> String {
    let (x, y) = (rounded(text.place.0), rounded(text.place.1));
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let turn = match text.upward {
        true => format!(" transform=\"rotate(-90 {x} {y})\""),
        false => String::new(),
    };
    let halo = match text.halo {
        true => " paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\"",
        false => "",
    };
    // Another typeface than the measured one is squeezed into the same place.
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" fill=\"{}\" textLength=\"{}\" \
         lengthAdjust=\"spacingAndGlyphs\"{anchor}{turn}{halo}>{}</text>",
        rounded(text.size),
        hex(text.color),
        rounded(text.width),
        escaped(&text.content),
    )
}

fn stroke(style: &Style) -> String {
    let dash: Vec<String> = style.dash.iter().copied().map(rounded).collect();
    let dash = match dash.is_empty() {
        true => String::new(),
        false => format!(" stroke-dasharray=\"{}\"", dash.join(" ")),
    };
    format!("stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{dash}", hex(style.color), rounded(style.width),)
}

fn hex([red, green, blue]: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn rounded(value: f64) -> String {
    // Adding zero turns a negative zero into a plain one.
    format!("{}", (value * 100.0).round() / 100.0 + 0.0)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
