use anyhow::Result;

use super::super::builder::Plot;
use super::super::error::PlotError;
use super::{FIRST, count, flat, lines, texts};
use resvg::usvg::roxmltree::Document;

#[test]
fn one_point_is_a_dot() -> Result<()> {
    assert_eq!(count(&Plot::new("").curve("", [(3.0, 0.1)]).to_svg()?, "circle")?, 1);
    assert_eq!(count(&Plot::new("").steps("", [(3.0, 0.1)]).to_svg()?, "circle")?, 1);
    Ok(())
}

#[test]
fn a_million_points_make_a_small_picture() -> Result<()> {
    let noisy = |step: u32| f64::from(step.wrapping_mul(2_654_435_761) >> 16);
    let points = (0..1_000_000).map(|step| (f64::from(step), noisy(step)));
    let holes = points.clone().map(|(x, y)| match y {
        y if y < 20_000.0 => (x, f64::NAN),
        y => (x, y),
    });
    for plot in [Plot::new("").curve("", points.clone()), Plot::new("").steps("", points), Plot::new("").curve("", holes)] {
        let svg = plot.to_svg()?;
        assert!((10_000..100_000).contains(&svg.len()), "{}", svg.len());
    }
    Ok(())
}

#[test]
fn a_point_that_is_not_finite_is_skipped() -> Result<()> {
    for (hole, is_log) in [(f64::NAN, false), (f64::INFINITY, false), (f64::NEG_INFINITY, false), (0.0, true), (-1.0, true)] {
        let points = [(0.0, 1.0), (1.0, 2.0), (2.0, hole), (3.0, 4.0), (hole, 3.0)];
        let plot = Plot::new("").curve("", points);
        let svg = if is_log { plot.log_x().log_y() } else { plot }.to_svg()?;
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(lines(&svg, FIRST)?[0].points.len(), if is_log { 2 } else { 3 });
    }
    Ok(())
}

#[test]
fn no_value_is_too_extreme() -> Result<()> {
    let values = [f64::MIN, -1e300, -1.0, -5e-324, 0.0, 5e-324, 1e-300, 0.1, 0.1 + f64::EPSILON, 1e300, f64::MAX];
    for left in values {
        for right in values {
            let points = [(left, right), (right, left), (right, right)];
            let plot = Plot::new("").curve("c", points).steps("s", points);
            let plot = plot.mark(left, "m").point("p", right, left);
            for plot in [plot.clone(), plot.clone().log_x(), plot.log_y()] {
                match plot.to_svg() {
                    Ok(svg) => assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}"),
                    Err(error) => assert!(matches!(error, PlotError::NothingToDraw { .. })),
                }
            }
        }
    }
    Ok(())
}

#[test]
fn steps_are_right_angled_and_the_last_is_held() -> Result<()> {
    let svg = Plot::new("").steps("", [(0.0, 2.0), (1.0, 1.0), (2.0, 0.0)]).to_svg()?;
    assert!(texts(&svg)?.contains(&"3".to_owned()), "the last step ends at 3");
    let corners = &lines(&svg, FIRST)?[0].points;
    assert_eq!(corners.len(), 6);
    assert!(corners.windows(2).all(|pair| pair[0].0 == pair[1].0 || pair[0].1 == pair[1].1), "{corners:?}");
    Ok(())
}

#[test]
fn curves_differ_in_colour_and_dashes() -> Result<()> {
    let plot = Plot::new("").backdrop("raw", flat(5)).curve("a", flat(5)).curve("b", flat(5)).curve("", flat(5));
    let svg = plot.to_svg()?;
    let dashes = |color| -> Result<Vec<_>> { Ok(lines(&svg, color)?.into_iter().map(|line| line.dashes).collect()) };
    assert_eq!(dashes("#B0B0B0")?, [None, None], "a backdrop is solid, in the legend and in the chart");
    assert_eq!(dashes(FIRST)?, [None, None], "the first colour is not the backdrop's");
    assert_eq!(dashes("#D55E00")?, [Some("120 80".to_owned()), Some("120 80".to_owned())]);
    assert_eq!(dashes("#009E73")?, [Some("40 60".to_owned())], "without a label it is not in the legend");
    Ok(())
}

/// The lightness of a colour `#RRGGBB`, as brightness is weighed in BT.601.
fn lightness(color: &str) -> Option<f64> {
    let part = |start: usize| u8::from_str_radix(color.get(start..start + 2)?, 16).ok().map(f64::from);
    Some(0.299 * part(1)? + 0.587 * part(3)? + 0.114 * part(5)?)
}

#[test]
fn many_curves_have_a_gradient_without_a_repetition() -> Result<()> {
    let plot = (0..100).fold(Plot::new(""), |plot, _| plot.curve("", flat(5)));
    let svg = plot.to_svg()?;
    let document = Document::parse(&svg)?;
    let curves =
        document.descendants().filter(|node| node.has_tag_name("polyline") && node.attribute("stroke-width") == Some("20"));
    let lightness: Vec<_> = curves.filter_map(|node| lightness(node.attribute("stroke")?)).collect();
    assert_eq!(lightness.len(), 100);
    assert!(lightness.is_sorted_by(|left, right| left < right), "{lightness:?}");
    Ok(())
}
