use std::path::PathBuf;

/// Why a plot cannot be drawn or saved.
///
/// ```
/// use tch_lr_scheduler::plot::{Plot, PlotError};
///
/// let error = Plot::new("empty").to_svg();
/// assert!(matches!(error, Err(PlotError::NothingToDraw { .. })));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlotError {
    /// The plot, or one of its panels, has no curve and no point that its axes can show.
    #[error(
        "the plot `{title}` has nothing to draw: add a curve or a point whose coordinates are finite, and above zero on a \
         logarithmic axis"
    )]
    NothingToDraw {
        /// The title of the plot.
        title: String,
    },

    /// The width or the height is outside its range.
    #[error(
        "cannot draw a plot of size {width} by {height}: choose a width from 320 to 4096 and a height from {lowest_height} to 4096"
    )]
    Size {
        /// The width that was given.
        width: u32,
        /// The height that was given.
        height: u32,
        /// The smallest height that leaves room for all panels.
        lowest_height: u32,
    },

    /// The unit of the horizontal axis is not a finite number above 0.
    #[error("the unit of the horizontal axis must be finite and above 0, found {unit:?}")]
    Unit {
        /// The unit that was given.
        unit: f64,
    },

    /// The name of the file ends in neither `.svg`, `.png` nor `.html`.
    #[error("cannot tell the picture format of `{}`: end the name in .svg or .png, or in .html", path.display())]
    Extension {
        /// The path that was given.
        path: PathBuf,
    },

    /// The plot is drawn, but its file cannot be written.
    #[error("cannot write the plot to `{}`", path.display())]
    Write {
        /// The path that was given.
        path: PathBuf,
        /// The error of the file system.
        source: std::io::Error,
    },

    /// One of the drawing libraries failed.
    #[error("cannot draw the plot: {reason}")]
    Render {
        /// The message of the library.
        reason: String,
    },
}

impl PlotError {
    pub(super) fn render(reason: impl ToString) -> Self {
        Self::Render { reason: reason.to_string() }
    }
}
