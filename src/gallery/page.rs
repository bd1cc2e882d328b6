//! The page of HTML: all examples with their pictures, and the values below the pointer.

use super::example::{Example, Kind};
use super::examples;
use crate::plot::{Plot, PlotError};
use crate::{Error, Result};

/// The gallery as a page of HTML that needs no other file and no network.
///
/// Each example has its curve, its TOML and its Rust. The page shows the value of the step below the pointer, also with the arrow keys, and
/// has a field that finds examples by their names. A reader without scripts sees the pictures. It is light or dark as the reader's
/// system is. `tch-lr gallery -o gallery.html` writes it.
///
/// # Errors
/// None in practice: the tests make the page.
///
/// ```
/// let page = tch_lr_scheduler::gallery::page()?;
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("CosineAnnealingLr::new(100)?.eta_min(0.001)?"));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn page() -> Result<String> {
    let mut sections = String::new();
    let mut kind = None;
    for example in examples() {
        if kind != Some(example.kind()) {
            kind = Some(example.kind());
            sections += &format!("<h2>{}</h2>\n", title(example.kind()));
        }
        sections += &section(example)?;
    }
    let parts = [
        ("{{style}}", include_str!("../plot/html/page.css").trim_end()),
        ("{{gallery}}", include_str!("page.css").trim_end()),
        ("{{numbers}}", include_str!("../plot/html/numbers.js").trim_end()),
        ("{{script}}", include_str!("page.js").trim_end()),
        ("{{sections}}", &sections),
    ];
    Ok(parts.iter().fold(include_str!("page.html").to_owned(), |page, (name, content)| page.replacen(name, content, 1)))
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Torch => "Schedules of torch",
        Kind::Other => "Other schedules",
        Kind::Combinator => "Combinators",
        Kind::Rule => "Feedback rules, under a loss that falls until step 50; SpikeGuard under one that is NaN at step 30",
    }
}

/// One example: its heading, its sentence, its curve, and both of its texts.
fn section(example: &Example) -> Result<String> {
    let rates = example.rates()?;
    let points = rates.iter().zip(0u32..).map(|(rate, step)| (f64::from(step), *rate));
    let picture = Plot::new("").size(440, 240).steps("", points).to_svg().map_err(unexpected)?;
    let values: Vec<_> = rates.iter().map(f64::to_string).collect();
    let name = example.name();
    Ok(format!(
        "<section id=\"{name}\">\n<h3><a href=\"#{name}\">{name}</a></h3>\n<p>{sentence}</p>\n<figure data-values=\"{values}\">\n\
         {picture}</figure>\n<div class=\"texts\">\n<pre>{toml}</pre>\n<pre>{rust}</pre>\n</div>\n</section>\n",
        sentence = escaped(&example.sentence()?),
        values = values.join(" "),
        toml = escaped(&example.toml()),
        rust = escaped(&example.rust()),
    ))
}

fn unexpected(error: PlotError) -> Error {
    Error::parameter("gallery", "picture", "drawn", error.to_string())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
