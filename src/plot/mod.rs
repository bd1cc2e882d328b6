//! Curves drawn as SVG and PNG.
//!
//! A [`Plot`] collects curves, marks and points and draws them with labelled
//! axes. Nothing is looked up in the system: the font is built in.
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

mod axis;
mod builder;
mod chart;
mod curve;
mod error;
mod heading;
mod output;
mod style;
mod ticks;

#[cfg(test)]
mod tests;

pub use builder::Plot;
pub use error::PlotError;
