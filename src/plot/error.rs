use std::path::PathBuf;

/// Why a picture could not be drawn or saved.
///
/// ```
/// use tch_lr_scheduler::plot::{Plot, PlotError};
///
/// let refused = Plot::new("empty").to_svg();
/// assert!(matches!(refused, Err(PlotError::NothingToDraw { .. })));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlotError {
    /// No curve and no marked point has a place on the axes.
    #[error(
        "nothing to draw in the plot `{title}`: no curve has a point that is finite \
         (and above zero, on a logarithmic axis)"
    )]
    NothingToDraw {
        /// The title of the plot.
        title: String,
    },

    /// The asked width or height is too small to be read or too large to be drawn.
    #[error(
        "a plot of {width} by {height} cannot be drawn: \
         the width must be within 320..=4096 and the height within 240..=4096"
    )]
    Size {
        /// The asked width.
        width: u32,
        /// The asked height.
        height: u32,
    },

    /// The file name ends in neither `.svg` nor `.png`.
    #[error("cannot tell the picture format of `{}`: it must end in .svg or .png", path.display())]
    Extension {
        /// The asked file.
        path: PathBuf,
    },

    /// The picture was drawn but its file could not be written.
    #[error("cannot write the plot to `{}`", path.display())]
    Write {
        /// The asked file.
        path: PathBuf,
        /// What the file system answered.
        source: std::io::Error,
    },

    /// The picture could not be turned into PNG bytes.
    #[error("cannot encode the plot as PNG: {reason}")]
    Encode {
        /// What the encoder answered.
        reason: String,
    },

    /// The built-in font could not be read.
    #[error("cannot read the built-in font: {reason}")]
    Font {
        /// What the font parser answered.
        reason: String,
    },
}
