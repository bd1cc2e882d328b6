use anyhow::{Context, Result};
use serde_json::Value;

use super::super::builder::Plot;
use super::flat;

/// The text between two others.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    let (_, rest) = text.split_once(start).context("no start")?;
    Ok(rest.split_once(end).context("no end")?.0)
}

fn data(page: &str) -> Result<Value> {
    Ok(serde_json::from_str(between(page, r#"<script type="application/json" id="data">"#, "</script>")?)?)
}

#[test]
fn no_text_of_a_plot_leaves_its_place() -> Result<()> {
    let plain = Plot::new("t").x_label("x").y_label("y").curve("c", flat(3)).mark(1.0, "m").point("p", 1.0, 0.1);
    let tags = |page: &str| page.matches('<').count();
    let expected = tags(&plain.to_html()?);
    for hostile in [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>\"'&amp;",
        "{{script}}",
        "\u{2028}\\u003c/script>",
        "<img src=x>",
    ] {
        let plot = Plot::new(hostile).x_label(hostile).y_label(hostile);
        let page = plot.curve(hostile, flat(3)).mark(1.0, hostile).point(hostile, 1.0, 0.1).to_html()?;
        assert_eq!(tags(&page), expected, "{hostile}");
        assert_eq!(page.matches("</script>").count(), 2, "{hostile}");
        let data = data(&page)?;
        let shown = hostile.split_whitespace().collect::<Vec<_>>().join(" ");
        for pointer in ["/x", "/panels/0/y", "/panels/0/curves/0/label", "/panels/0/marks/0/1", "/panels/0/points/0/2"] {
            assert_eq!(data.pointer(pointer).and_then(Value::as_str), Some(shown.as_str()), "{pointer}");
        }
    }
    Ok(())
}

#[test]
fn a_page_needs_nothing_from_elsewhere() -> Result<()> {
    let page = Plot::new("rate").curve("c", flat(3)).to_html()?;
    let without_namespace = page.replace("http://www.w3.org/2000/svg", "");
    for forbidden in ["http:", "https:", "src=", "href=", "@import", "url(h", "fetch(", "{{"] {
        assert!(!without_namespace.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
    Ok(())
}

#[test]
fn a_page_contains_the_picture_for_readers_without_scripts() -> Result<()> {
    let plot = Plot::new("rate").curve("c", flat(3));
    assert_eq!(between(&plot.to_html()?, "<figure id=\"picture\">\n", "</figure>")?, plot.to_svg()?);
    Ok(())
}

#[test]
fn the_script_can_be_parsed() -> Result<()> {
    let page = Plot::new("rate").curve("c", flat(3)).to_html()?;
    let script = between(&page, "<script>\n", "</script>")?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.js");
    std::fs::write(&file, script)?;
    // Only a machine with Node.js can tell.
    if let Ok(checked) = std::process::Command::new("node").arg("--check").arg(&file).output() {
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }
    Ok(())
}

#[test]
fn a_page_has_the_data_of_every_panel() -> Result<()> {
    let below = Plot::new("").y_label("momentum").curve("m", [(0.0, 0.9), (782.0, f64::NAN)]).log_y();
    let plot = Plot::new("rate").steps("a", [(391.0, 0.25), (0.0, 0.5)]).mark_value(391.0).below(below).x_unit("epoch", 391.0);
    let data = data(&plot.to_html()?)?;
    let panels = &data["panels"];
    assert_eq!(panels[0]["curves"][0]["x"], serde_json::json!([0.0, 1.0]));
    assert_eq!(panels[0]["curves"][0]["y"], serde_json::json!([0.5, 0.25]));
    assert_eq!(panels[0]["curves"][0]["stepped"], true);
    assert_eq!(panels[0]["marks"], serde_json::json!([[1.0, null]]));
    assert_eq!((&panels[1]["y"], &panels[1]["logY"]), (&"momentum".into(), &true.into()));
    assert_eq!(panels[1]["curves"][0]["x"], serde_json::json!([0.0]), "a point that is not finite is left out");
    Ok(())
}

#[test]
fn a_value_that_is_held_has_one_point() -> Result<()> {
    let stair = |step: u32| if step < 400_000 { 0.5 } else { 0.25 };
    let page =
        Plot::new("").steps("", (0..1_000_000).map(|step| (f64::from(step), stair(step)))).x_unit("epoch", 100.0).to_html()?;
    let curve = data(&page)?["panels"][0]["curves"][0].clone();
    assert_eq!((&curve["x"], &curve["y"]), (&serde_json::json!([0.0, 4000.0]), &serde_json::json!([0.5, 0.25])));
    assert_eq!((&curve["stepped"], &curve["step"], &curve["end"]), (&true.into(), &0.01.into(), &10_000.0.into()));
    let between = Plot::new("").steps("", [(0.0, 0.5), (0.5, 0.5), (1.0, 0.25)]).to_html()?;
    assert_eq!(data(&between)?["panels"][0]["curves"][0]["x"], serde_json::json!([0.0, 0.5, 1.0]));
    Ok(())
}

#[test]
fn a_page_of_a_million_points_is_small_and_keeps_a_spike() -> Result<()> {
    let spike = |step: u32| if step == 777_777 { 90.0 } else { f64::from(step % 7) };
    let page = Plot::new("").steps("", (0..1_000_000).map(|step| (f64::from(step), spike(step)))).to_html()?;
    assert!(page.len() < 1_000_000, "{}", page.len());
    let data = data(&page)?;
    let values = data.pointer("/panels/0/curves/0/y").and_then(Value::as_array).context("no values")?;
    assert!(values.contains(&90.0.into()));
    Ok(())
}
