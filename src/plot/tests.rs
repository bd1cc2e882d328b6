use super::{Plot, PlotError};

type Outcome = Result<(), PlotError>;

fn steps_to(count: u32) -> impl Iterator<Item = (f64, f64)> {
    (0..count).map(|step| (f64::from(step), 0.1))
}

fn width_and_height(png: &[u8]) -> (u32, u32) {
    let decoded = tiny_skia::Pixmap::decode_png(png);
    decoded.map_or((0, 0), |pixmap| (pixmap.width(), pixmap.height()))
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
fn a_curve_without_points_beside_another_is_named_in_the_legend() -> Outcome {
    let plot = Plot::new("").curve("full", steps_to(9)).curve("bare", []);
    assert!(plot.to_svg()?.contains(">bare (no points)</text>"));
    Ok(())
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
fn a_point_that_is_not_finite_leaves_a_gap() -> Outcome {
    let holed = |hole| [(0.0, 1.0), (1.0, 2.0), (2.0, hole), (3.0, 4.0), (4.0, 3.0)];
    let subpaths = |svg: String| {
        let curve = svg.lines().find(|line| line.contains("stroke-width=\"2\""));
        curve.map(|path| counted(path, "M"))
    };
    let whole = Plot::new("").curve("", holed(3.0)).to_svg()?;
    assert_eq!(subpaths(whole), Some(1));
    for hole in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let svg = Plot::new("").curve("", holed(hole)).to_svg()?;
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(subpaths(svg), Some(2));
    }
    let svg = Plot::new("").curve("", holed(0.0)).log_y().to_svg()?;
    assert_eq!(subpaths(svg), Some(2));
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
    let plot = Plot::new("").steps("", [(0.0, 2.0), (1.0, 1.0), (2.0, 0.0)]);
    let svg = plot.to_svg()?;
    assert!(svg.contains(">3</text>"), "the last step ends at 3");
    let curve = svg.lines().find(|line| line.contains("stroke-width=\"2\""));
    let data = curve.and_then(|path| path.split('"').nth(1)).unwrap_or("");
    let corners: Vec<_> = data.split(['M', 'L']).skip(1).collect();
    assert_eq!(corners.len(), 6);
    for pair in corners.windows(2) {
        let (from, to) = (pair[0].split_once(' '), pair[1].split_once(' '));
        assert!(from.zip(to).is_some_and(|(from, to)| from.0 == to.0 || from.1 == to.1));
    }
    Ok(())
}

#[test]
fn labels_are_escaped() -> Outcome {
    let hostile = "<b a=\"1\">&'\u{0}\n]]>";
    let plot = Plot::new(hostile).x_label(hostile).y_label(hostile);
    let plot = plot.curve(hostile, steps_to(3)).mark(1.0, hostile);
    let svg = plot.point(hostile, 1.0, 0.1).to_svg()?;
    assert!(!svg.contains("<b") && !svg.contains("&'") && !svg.contains('\u{0}'));
    let escaped = "&lt;b a=&quot;1&quot;&gt;&amp;&apos;\u{FFFD} ]]&gt;";
    assert_eq!(counted(&svg, escaped), 7);
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
        let lengths = svg.split("textLength=\"").skip(1);
        let lengths = lengths.filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok());
        assert!(lengths.fold(0.0, f64::max) < f64::from(width));
        assert!(svg.contains(" more</text>"));
    }
    Ok(())
}
