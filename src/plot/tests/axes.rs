use anyhow::Result;

use super::super::builder::Plot;
use super::super::error::PlotError;
use super::{FIRST, flat, lines, texts};

#[test]
fn a_logarithmic_axis_keeps_the_steps_whose_value_is_zero() -> Result<()> {
    let zero_outside = |step: u32| if (40..60).contains(&step) { 0.1 } else { 0.0 };
    let svg = Plot::new("").steps("", (0..=100).map(|step| (f64::from(step), zero_outside(step)))).log_y().to_svg()?;
    let texts = texts(&svg)?;
    for tick in ["0", "20", "80", "100"] {
        assert!(texts.contains(&tick.to_owned()), "{tick}: {texts:?}");
    }
    Ok(())
}

#[test]
fn a_staircase_has_a_gap_where_a_logarithmic_axis_has_no_value() -> Result<()> {
    let svg = Plot::new("").steps("", (0..=100).map(|step| (f64::from(step), f64::from(step % 50 / 25)))).log_y().to_svg()?;
    assert_eq!(lines(&svg, FIRST)?.len(), 2);
    Ok(())
}

#[test]
fn the_value_of_a_mark_is_written_as_the_ticks_are() -> Result<()> {
    let marked = |last: f64, mark: f64| texts(&Plot::new("").curve("", [(0.0, 0.1), (last, 0.1)]).mark_value(mark).to_svg()?);
    for (last, mark, expected) in [(1e6, 352_000.0, "0.352M"), (90_000.0, 30_001.0, "30.001k"), (90.0, 30.0, "30")] {
        let texts = marked(last, mark)?;
        assert!(texts.contains(&expected.to_owned()), "{expected}: {texts:?}");
    }
    Ok(())
}

#[test]
fn a_unit_scales_curves_marks_and_points() -> Result<()> {
    let plot = Plot::new("").curve("", [(0.0, 0.1), (3910.0, 0.2)]).mark_value(1000.0).point("p", 391.0, 0.15);
    let svg = plot.clone().x_unit("epoch", 391.0).to_svg()?;
    let texts = texts(&svg)?;
    for text in ["epoch", "10", "2.56"] {
        assert!(texts.contains(&text.to_owned()), "{text}: {texts:?}");
    }
    let by_hand = Plot::new("").curve("", [(0.0, 0.1), (10.0, 0.2)]).mark(1000.0 / 391.0, "2.56").point("p", 1.0, 0.15);
    assert_eq!(svg, by_hand.x_label("epoch").to_svg()?);
    for unit in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(plot.clone().x_unit("epoch", unit).to_svg(), Err(PlotError::Unit { .. })), "{unit}");
    }
    Ok(())
}

#[test]
fn panels_share_the_horizontal_axis() -> Result<()> {
    let below = Plot::new("").y_label("momentum").curve("", [(0.0, 0.123_456), (100.0, 0.9)]);
    let svg = Plot::new("").y_label("rate").curve("", [(20.0, 1.0), (40.0, 2.0)]).below(below).to_svg()?;
    let (first, second) = (lines(&svg, FIRST)?.remove(0).points, lines(&svg, FIRST)?.remove(1).points);
    let [(start, _), (end, _)] = second[..] else { panic!("{second:?}") };
    assert_eq!(first.iter().map(|(x, _)| *x).collect::<Vec<_>>(), [start + (end - start) / 5, start + (end - start) * 2 / 5]);
    Ok(())
}

#[test]
fn panels_need_height_and_something_to_draw() {
    let panel = || Plot::new("").y_label("momentum").curve("", flat(5));
    let plot = panel().below(panel()).below(panel());
    assert!(matches!(plot.clone().size(800, 599).to_svg(), Err(PlotError::Size { lowest_height: 600, .. })));
    assert!(plot.size(800, 600).to_svg().is_ok());
    let empty = panel().below(Plot::new("").y_label("nothing")).to_svg();
    assert!(empty.is_err_and(|error| error.to_string().contains("`nothing`")));
}
