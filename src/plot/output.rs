use std::path::Path;

use super::error::PlotError;
use super::picture::Plot;
use super::{compose, png, svg};

impl Plot {
    /// Draws the plot as an SVG document.
    ///
    /// # Errors
    ///
    /// [`PlotError::NothingToDraw`] or [`PlotError::Size`].
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let svg = Plot::new("a < b").curve("", [(0.0, 0.1)]).to_svg()?;
    /// assert!(svg.contains("<title>a &lt; b</title>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn to_svg(&self) -> Result<String, PlotError> {
        compose::scene(self).map(|scene| svg::document(&scene))
    }

    /// Draws the plot as the bytes of a PNG file.
    ///
    /// # Errors
    ///
    /// [`PlotError::NothingToDraw`], [`PlotError::Size`] or [`PlotError::Encode`].
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let png = Plot::new("rate").curve("", [(0.0, 0.1), (1.0, 0.2)]).to_png()?;
    /// assert!(png.starts_with(b"\x89PNG"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn to_png(&self) -> Result<Vec<u8>, PlotError> {
        compose::scene(self).and_then(|scene| png::bytes(&scene))
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
}
