//! Curves drawn as SVG and PNG.
//!
//! A [`Plot`] collects curves, marks and points and draws them with labelled
//! axes. The same plot gives the same bytes on every machine: the font is part
//! of this crate and nothing is looked up in the system.
//!
//! ```
//! use tch_lr_scheduler::plot::Plot;
//!
//! let rates = (0..150).map(|epoch| (f64::from(epoch), 0.1_f64.powi(1 + epoch / 50)));
//! let svg = Plot::new("StepLR(step_size=50, gamma=0.1)")
//!     .x_label("epoch")
//!     .y_label("learning rate")
//!     .steps("group 0", rates)
//!     .log_y()
//!     .to_svg()?;
//! assert!(svg.starts_with("<svg"));
//! # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
//! ```

mod axes;
mod build;
mod callout;
mod compose;
mod curves;
mod decimal;
mod error;
mod even_ticks;
mod font;
mod frame;
mod heading;
mod legend;
mod letters;
mod marks;
mod output;
mod palette;
mod picture;
mod png;
mod power_ticks;
mod scale;
mod scene;
mod series;
mod svg;
mod thin;
mod ticks;

#[cfg(test)]
mod tests;

pub use error::PlotError;
pub use picture::Plot;
