use std::path::Path;

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use plotters::style::{FontStyle, register_font};
use resvg::{tiny_skia, usvg};

use super::builder::Plot;
use super::chart::{self, Shown};
use super::error::PlotError;
use super::style::{self, PIXEL};

impl Plot {
    /// Draws the plot as an SVG document.
    ///
    /// # Errors
    ///
    /// [`PlotError::NothingToDraw`], [`PlotError::Size`] or [`PlotError::Render`].
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let svg = Plot::new("a < b").curve("", [(0.0, 0.1)]).to_svg()?;
    /// assert!(svg.contains("<title>a &lt; b</title>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn to_svg(&self) -> Result<String, PlotError> {
        let (width, height) = (self.width, self.height);
        if !(320..=4096).contains(&width) || !(240..=4096).contains(&height) {
            return Err(PlotError::Size { width, height });
        }
        let shown = Shown::of(self).ok_or_else(|| PlotError::NothingToDraw { title: self.title.clone() })?;
        register_font(style::FONT, FontStyle::Normal, notosans::REGULAR_TTF).map_err(|_| failed("the built-in font is broken"))?;
        let mut svg = String::new();
        let size = (width * PIXEL.unsigned_abs(), height * PIXEL.unsigned_abs());
        let canvas = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        chart::draw(&canvas, self, &shown).and_then(|()| canvas.present()).map_err(failed)?;
        drop(canvas);
        Ok(self.finished(&svg))
    }

    /// Draws the plot as the bytes of a PNG file.
    ///
    /// # Errors
    ///
    /// Those of [`to_svg`](Self::to_svg).
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let png = Plot::new("rate").curve("", [(0.0, 0.1), (1.0, 0.2)]).to_png()?;
    /// assert!(png.starts_with(b"\x89PNG"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn to_png(&self) -> Result<Vec<u8>, PlotError> {
        let mut options = usvg::Options::default();
        options.fontdb_mut().load_font_data(notosans::REGULAR_TTF.to_vec());
        let tree = usvg::Tree::from_str(&self.to_svg()?, &options).map_err(failed)?;
        let mut pixels = tiny_skia::Pixmap::new(2 * self.width, 2 * self.height).ok_or_else(|| failed("no pixels"))?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
        pixels.encode_png().map_err(failed)
    }

    /// Draws the plot into a file, as SVG or PNG by the end of its name.
    ///
    /// # Errors
    ///
    /// [`PlotError::Extension`] when the name ends in neither `.svg` nor `.png`,
    /// [`PlotError::Write`] when the file cannot be written, and what
    /// [`to_svg`](Self::to_svg) and [`to_png`](Self::to_png) refuse.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let refused = Plot::new("rate").curve("", [(0.0, 0.1)]).save("rate.jpeg");
    /// assert!(refused.is_err_and(|error| error.to_string().contains(".svg or .png")));
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        let path = path.as_ref();
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        let contents = match extension.to_str() {
            Some("svg") => self.to_svg()?.into_bytes(),
            Some("png") => self.to_png()?,
            _ => return Err(PlotError::Extension { path: path.into() }),
        };
        std::fs::write(path, contents).map_err(|source| PlotError::Write { path: path.into(), source })
    }

    /// Adds what the drawing library cannot write: the size in pixels, the title and the dashes.
    fn finished(&self, svg: &str) -> String {
        let (width, height) = (self.width, self.height);
        let (open, drawn) = svg.split_once('>').unwrap_or_default();
        let sized = open.replacen("<svg ", "<svg stroke-linejoin=\"round\" ", 1);
        let sized = sized.replacen(
            &format!("width=\"{width}0\" height=\"{height}0\""),
            &format!("width=\"{width}\" height=\"{height}\""),
            1,
        );
        let title = self.title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let mut finished = format!("{sized}><title>{title}</title>{drawn}");
        for (color, dashes) in style::DASHES {
            let stroke = format!("stroke=\"#{:02X}{:02X}{:02X}\"", color.0, color.1, color.2);
            finished = finished.replace(&stroke, &format!("{stroke} stroke-dasharray=\"{dashes}\""));
        }
        finished
    }
}

fn failed(reason: impl ToString) -> PlotError {
    PlotError::Render { reason: reason.to_string() }
}
