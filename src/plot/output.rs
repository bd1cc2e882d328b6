use std::path::Path;

use resvg::{tiny_skia, usvg};

use super::builder::Plot;
use super::canvas::canvas;
use super::chart;
use super::error::PlotError;
use super::layout::Layout;
use super::svg;
use crate::data::file;

impl Plot {
    /// Draws the plot as an SVG document.
    ///
    /// # Errors
    ///
    /// - [`PlotError::Size`] if the width is not within 320 to 4096, or the height is not within 240 (200 for each of several
    ///   panels) to 4096.
    /// - [`PlotError::Unit`] if the [unit](Self::x_unit) of the horizontal axis is not finite and above 0.
    /// - [`PlotError::NothingToDraw`] if no curve and no point of the plot or of a panel can be shown on the axes.
    /// - [`PlotError::Render`] if the drawing library fails.
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let svg = Plot::new("a < b").curve("", [(0.0, 0.1)]).to_svg()?;
    /// assert!(svg.contains("<title>a &lt; b</title>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn to_svg(&self) -> Result<String, PlotError> {
        let layout = Layout::of(self)?;
        let (mut whole, mut top) = (String::new(), 0);
        for panel in &layout.panels {
            let mut elements = String::new();
            let canvas = canvas(&mut elements, (layout.width, panel.height))?;
            chart::draw(&canvas, &layout, panel).map_err(PlotError::render)?;
            drop(canvas);
            whole.push_str(&svg::moved_down(top, elements));
            top += panel.height;
        }
        Ok(svg::document(&self.title, (layout.width, top), &whole))
    }

    /// Draws the plot as the bytes of a PNG file, with two pixels per unit of its [`size`](Self::size).
    ///
    /// # Errors
    ///
    /// The errors of [`to_svg`](Self::to_svg).
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
        let tree = usvg::Tree::from_str(&self.to_svg()?, &options).map_err(PlotError::render)?;
        let size = tree.size();
        let mut pixels = tiny_skia::Pixmap::new(2 * size.width().round() as u32, 2 * size.height().round() as u32)
            .ok_or_else(|| PlotError::render("the picture has no pixels"))?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
        pixels.encode_png().map_err(PlotError::render)
    }

    /// Draws the plot and writes it to the file `path`, as SVG if the name ends in `.svg`, as PNG if it ends in
    /// `.png`, and as a [page](Self::to_html) if it ends in `.html`.
    ///
    /// Upper and lower case of the ending are the same. An existing file is replaced as [`State::save`](crate::State::save)
    /// replaces one.
    ///
    /// # Errors
    ///
    /// - [`PlotError::Extension`] if the name ends in neither `.svg`, `.png` nor `.html`.
    /// - [`PlotError::Write`] if the file cannot be written.
    /// - The errors of [`to_svg`](Self::to_svg).
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let error = Plot::new("rate").curve("", [(0.0, 0.1)]).save("rate.jpeg");
    /// assert!(error.is_err_and(|error| error.to_string().contains(".svg or .png")));
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        let path = path.as_ref();
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        let contents = match extension.to_str() {
            Some("svg") => self.to_svg()?.into_bytes(),
            Some("png") => self.to_png()?,
            Some("html") => self.to_html()?.into_bytes(),
            _ => return Err(PlotError::Extension { path: path.into() }),
        };
        file::replace_plain(path, &contents).map_err(|source| PlotError::Write { path: path.into(), source })
    }
}
