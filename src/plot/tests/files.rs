use anyhow::Result;

use super::super::builder::Plot;
use super::super::error::PlotError;
use super::flat;

fn png_size(png: &[u8]) -> Result<(u32, u32)> {
    let pixels = resvg::tiny_skia::Pixmap::decode_png(png)?;
    Ok((pixels.width(), pixels.height()))
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
fn the_same_plot_gives_the_same_bytes() -> Result<()> {
    let plot = Plot::new("same").curve("a", flat(5)).steps("b", flat(9)).mark(2.0, "m").size(320, 240);
    assert_eq!(plot.to_svg()?, plot.to_svg()?);
    assert_eq!(plot.to_png()?, plot.to_png()?);
    Ok(())
}

#[test]
fn a_png_has_two_pixels_per_unit() -> Result<()> {
    let plot = Plot::new("π & 学習率").curve("a", flat(5));
    assert_eq!(png_size(&plot.to_png()?)?, (1600, 960));
    let plot = plot.size(320, 240).mark(2.0, "m").point("p", 1.0, 0.1);
    assert_eq!(png_size(&plot.to_png()?)?, (640, 480));
    for (width, height) in [(0, 0), (319, 240), (320, 239), (4097, 240), (320, u32::MAX)] {
        let refused = plot.clone().size(width, height).to_png();
        assert!(matches!(refused, Err(PlotError::Size { .. })));
    }
    Ok(())
}

#[test]
fn a_picture_is_saved_by_the_end_of_its_name() -> Result<()> {
    let plot = Plot::new("").curve("", flat(5));
    let folder = tempfile::tempdir()?;
    for (name, start) in [("lr.svg", &b"<svg"[..]), ("lr.PNG", b"\x89PNG"), ("lr.html", b"<!DOCTYPE html>")] {
        let path = folder.path().join(name);
        plot.save(&path)?;
        assert!(std::fs::read(path)?.starts_with(start), "{name}");
    }
    for wrong in ["lr.jpeg", "lr", ".svg", ""] {
        let refused = plot.save(wrong);
        assert!(refused.is_err_and(|error| error.to_string().contains(".svg or .png")), "{wrong}");
    }
    let lost = plot.save(folder.path().join("absent").join("lr.svg"));
    assert!(matches!(lost, Err(PlotError::Write { .. })));
    Ok(())
}
