use super::{Plot, PlotError};

type Outcome = Result<(), PlotError>;

fn steps_to(count: u32) -> impl Iterator<Item = (f64, f64)> {
    (0..count).map(|step| (f64::from(step), 0.1))
}

fn width_and_height(png: &[u8]) -> (u32, u32) {
    let decoded = resvg::tiny_skia::Pixmap::decode_png(png);
    decoded.map_or((0, 0), |pixels| (pixels.width(), pixels.height()))
}

/// The corners of the first curve.
fn corners(svg: &str) -> Vec<&str> {
    let line = svg.split("stroke=\"#0072B2\" stroke-width=\"20\" points=\"").nth(1);
    line.and_then(|rest| rest.split('"').next()).unwrap_or("").split_whitespace().collect()
}

fn counted(svg: &str, part: &str) -> usize {
    svg.matches(part).count()
}

#[test]
fn a_plot_without_points_is_refused_by_name() {
    for points in [vec![], vec![(0.0, f64::NAN)], vec![(f64::INFINITY, 1.0)]] {
        let refused = Plot::new("none").curve("", points).mark(1.0, "m").to_svg();
        assert!(refused.is_err_and(|error| error.to_string().contains("plot `none`")));
    }
    let zero = Plot::new("zero").curve("", [(0.0, 0.0)]).log_y().to_png();
    assert!(matches!(zero, Err(PlotError::NothingToDraw { .. })));
}

#[test]
fn one_point_is_a_dot() -> Outcome {
    let svg = Plot::new("").curve("", [(3.0, 0.1)]).to_svg()?;
    assert_eq!(counted(&svg, "<circle"), 1);
    let svg = Plot::new("").steps("", [(3.0, 0.1)]).to_svg()?;
    assert_eq!(counted(&svg, "<circle"), 1);
    Ok(())
}

#[test]
fn a_million_points_make_a_small_picture() -> Outcome {
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
fn a_point_that_is_not_finite_is_skipped() -> Outcome {
    for (hole, log) in [(f64::NAN, false), (f64::INFINITY, false), (f64::NEG_INFINITY, false), (0.0, true), (-1.0, true)] {
        let points = [(0.0, 1.0), (1.0, 2.0), (2.0, hole), (3.0, 4.0), (hole, 3.0)];
        let plot = Plot::new("").curve("", points);
        let svg = if log { plot.log_x().log_y() } else { plot }.to_svg()?;
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(corners(&svg).len(), if log { 2 } else { 3 });
    }
    Ok(())
}

#[test]
fn no_value_is_too_extreme() -> Outcome {
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
fn steps_are_right_angled_and_the_last_is_held() -> Outcome {
    let svg = Plot::new("").steps("", [(0.0, 2.0), (1.0, 1.0), (2.0, 0.0)]).to_svg()?;
    assert!(svg.contains(">\n3\n</text>"), "the last step ends at 3");
    let corners = corners(&svg);
    assert_eq!(corners.len(), 6);
    for pair in corners.windows(2) {
        let (from, to) = (pair[0].split_once(','), pair[1].split_once(','));
        assert!(from.zip(to).is_some_and(|(from, to)| from.0 == to.0 || from.1 == to.1));
    }
    Ok(())
}

#[test]
fn labels_are_escaped() -> Outcome {
    let hostile = "<b a=\"1\">&'\u{0}\n]]>";
    let plot = Plot::new(hostile).x_label(hostile).y_label(hostile);
    let plot = plot.curve(hostile, steps_to(3)).mark(1.0, hostile);
    let plot = plot.point(hostile, 1.0, 0.1);
    let svg = plot.to_svg()?;
    assert!(!svg.contains("<b") && !svg.contains("&'") && !svg.contains('\u{0}'));
    assert_eq!(counted(&svg, "&lt;b a=&quot;1&quot;&gt;&amp;&apos;\u{FFFD} ]]&gt;"), 6);
    assert!(svg.contains("<title>&lt;b a=\"1\"&gt;&amp;'\u{FFFD} ]]&gt;</title>"));
    plot.to_png().map(|_| ())
}

#[test]
fn the_same_plot_gives_the_same_bytes() -> Outcome {
    let plot = Plot::new("same").curve("a", steps_to(5)).steps("b", steps_to(9)).mark(2.0, "m").size(320, 240);
    assert_eq!(plot.to_svg()?, plot.to_svg()?);
    assert_eq!(plot.to_png()?, plot.to_png()?);
    Ok(())
}

#[test]
fn curves_differ_in_dashes_and_share_a_legend() -> Outcome {
    let svg = Plot::new("").curve("a", steps_to(5)).curve("b", steps_to(5)).curve("", steps_to(5)).to_svg()?;
    assert_eq!(counted(&svg, "stroke=\"#0072B2\" stroke-width"), 2);
    assert_eq!(counted(&svg, "stroke=\"#D55E00\" stroke-dasharray=\"120 80\""), 2);
    assert_eq!(counted(&svg, "stroke=\"#009E73\" stroke-dasharray=\"40 60\""), 1);
    Ok(())
}

#[test]
fn a_png_has_two_pixels_per_unit() -> Outcome {
    let plot = Plot::new("π & 学習率").curve("a", steps_to(5));
    assert_eq!(width_and_height(&plot.to_png()?), (1600, 960));
    let plot = plot.size(320, 240).mark(2.0, "m").point("p", 1.0, 0.1);
    assert_eq!(width_and_height(&plot.to_png()?), (640, 480));
    for (width, height) in [(0, 0), (319, 240), (320, 239), (4097, 240), (320, u32::MAX)] {
        let refused = plot.clone().size(width, height).to_png();
        assert!(matches!(refused, Err(PlotError::Size { .. })));
    }
    Ok(())
}

#[test]
fn a_picture_is_saved_by_the_end_of_its_name() -> Outcome {
    let plot = Plot::new("").curve("", steps_to(5));
    let folder = std::env::temp_dir();
    let name = format!("plot-{}", std::process::id());
    for ending in ["svg", "PNG"] {
        let path = folder.join(format!("{name}.{ending}"));
        plot.save(&path)?;
        assert!(path.metadata().is_ok_and(|file| file.len() > 0));
        assert!(std::fs::remove_file(path).is_ok());
    }
    for wrong in ["lr.jpeg", "lr", ".svg", ""] {
        let refused = plot.save(wrong);
        assert!(refused.is_err_and(|error| error.to_string().contains(".svg or .png")));
    }
    let lost = plot.save(folder.join(name).join("lr.svg"));
    assert!(matches!(lost, Err(PlotError::Write { .. })));
    Ok(())
}

#[test]
fn crowded_labels_stay_within_the_picture() -> Outcome {
    let long = "a very long label indeed ".repeat(40);
    let mut plot = Plot::new(long.replace(' ', "_")).x_label(&long).y_label(&long);
    for group in 0..60 {
        plot = plot.curve(format!("{group} {long}"), steps_to(200));
        plot = plot.mark(f64::from(group), format!("{group}"));
    }
    for (width, height) in [(320, 240), (800, 480), (1600, 300)] {
        let svg = plot.clone().size(width, height).to_svg()?;
        assert!(svg.contains(" more\n</text>") && svg.contains('…'));
    }
    Ok(())
}
