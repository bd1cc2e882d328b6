mod axes;
mod curves;
mod files;
mod labels;
mod legend;
mod pages;
mod plans;

use anyhow::Result;
use resvg::usvg::roxmltree::{Document, Node};

/// The first curve's colour, as an SVG has it.
const FIRST: &str = "#0072B2";

/// `count` points at `y = 0.1`.
fn flat(count: u32) -> impl Iterator<Item = (f64, f64)> {
    (0..count).map(|step| (f64::from(step), 0.1))
}

/// The texts that are drawn, without the title of the document.
fn texts(svg: &str) -> Result<Vec<String>> {
    let document = Document::parse(svg)?;
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    Ok(texts.filter_map(|node| node.text()).map(|text| text.trim().to_owned()).collect())
}

/// A line from point to point.
struct Line {
    /// Its `stroke-dasharray`.
    dashes: Option<String>,
    points: Vec<(i32, i32)>,
}

/// The lines in this colour.
fn lines(svg: &str, color: &str) -> Result<Vec<Line>> {
    let document = Document::parse(svg)?;
    let lines = document.descendants().filter(|node| node.has_tag_name("polyline") && node.attribute("stroke") == Some(color));
    let line = |node: Node<'_, '_>| {
        let points = node.attribute("points").unwrap_or_default().split_whitespace().map(|point| {
            let (x, y) = point.split_once(',').unwrap_or_default();
            Ok((x.parse()?, y.parse()?))
        });
        let points = points.collect::<Result<_>>()?;
        Ok(Line { dashes: node.attribute("stroke-dasharray").map(str::to_owned), points })
    };
    lines.map(line).collect()
}

/// The number of elements with this name.
fn count(svg: &str, name: &str) -> Result<usize> {
    Ok(Document::parse(svg)?.descendants().filter(|node| node.has_tag_name(name)).count())
}
