use anyhow::Result;
use resvg::usvg::roxmltree::{Document, Node};

use super::super::builder::Plot;
use super::{Line, flat, lines, texts};

#[test]
fn labels_are_escaped() -> Result<()> {
    let hostile = "<b a=\"1\">&'\u{0}\n]]>";
    let plot = Plot::new(hostile).x_label(hostile).y_label(hostile);
    let plot = plot.curve(hostile, flat(3)).mark(1.0, hostile).point(hostile, 1.0, 0.1);
    let svg = plot.to_svg()?;
    let shown = "<b a=\"1\">&'\u{FFFD} ]]>";
    assert_eq!(texts(&svg)?.iter().filter(|text| *text == shown).count(), 6, "{svg}");
    let document = Document::parse(&svg)?;
    let title = document.descendants().find(|node| node.has_tag_name("title"));
    assert_eq!(title.and_then(|node| node.text()), Some(shown));
    Ok(())
}

#[test]
fn a_document_in_markdown_stays_as_it_is() -> Result<()> {
    let svg = Plot::new("*a*  [b](c)").curve("_d_", flat(3)).to_svg()?;
    let (first, rest) = svg.split_once('\n').unwrap_or_default();
    assert!(first.starts_with("<svg ") && first.find('>') == Some(first.len() - 1), "a line that is one tag starts an HTML block");
    assert!(!rest.contains("\n\n"), "an empty line ends it");
    Ok(())
}

#[test]
fn crowded_labels_are_cut_or_left_out() -> Result<()> {
    let long = "a very long label indeed ".repeat(40);
    let mut plot = Plot::new(long.replace(' ', "_")).x_label(&long).y_label(&long);
    for group in 0..60 {
        plot = plot.curve(format!("{group} {long}"), flat(200));
        plot = plot.mark(f64::from(group), format!("{group}"));
    }
    for (width, height) in [(320, 240), (800, 480), (1600, 300)] {
        let texts = texts(&plot.clone().size(width, height).to_svg()?)?;
        assert!(texts.iter().any(|text| text.ends_with(" more")), "{texts:?}");
        assert!(texts.iter().any(|text| text.ends_with('…')), "{texts:?}");
    }
    Ok(())
}

#[test]
fn a_mark_without_room_for_its_label_keeps_its_line() -> Result<()> {
    let plot = Plot::new("").curve("", flat(101)).mark(50.0, "first").mark(54.0, "second").mark(90.0, "third");
    let svg = plot.to_svg()?;
    let texts = texts(&svg)?;
    let written = ["first", "second", "third"].map(|label| texts.iter().any(|text| text == label));
    assert_eq!(written, [true, false, true]);
    let marks = lines(&svg, "#555555")?;
    assert_eq!(marks.len(), 3);
    for Line { dashes, points } in marks {
        assert_eq!(dashes.as_deref(), Some("30 30"));
        assert!(points.len() == 2 && points[0].0 == points[1].0, "{points:?} is vertical");
    }
    Ok(())
}

#[test]
fn labels_of_near_points_are_in_different_corners() -> Result<()> {
    let plot = Plot::new("").curve("", flat(101)).point("first", 50.0, 0.1).point("second", 50.5, 0.1);
    let svg = plot.to_svg()?;
    let document = Document::parse(&svg)?;
    let number = |node: Node<'_, '_>, name: &str| node.attribute(name).and_then(|value| value.parse::<i32>().ok());
    let rings = document.descendants().filter(|node| node.has_tag_name("circle") && node.attribute("fill") == Some("none"));
    let corners = rings.zip(["first", "second"]).map(|(ring, name)| {
        let label = document.descendants().find(|node| node.has_tag_name("text") && node.text().map(str::trim) == Some(name))?;
        let is_right = number(label, "x")? > number(ring, "cx")?;
        let is_below = number(label, "y")? > number(ring, "cy")?;
        Some((is_right, is_below))
    });
    let corners: Option<Vec<_>> = corners.collect();
    assert!(corners.as_ref().is_some_and(|corners| corners.len() == 2 && corners[0] != corners[1]), "{corners:?}");
    Ok(())
}
