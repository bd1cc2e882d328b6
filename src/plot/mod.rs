//! Plots of curves as SVG, as PNG and as a page of HTML.
//!
//! A [`Plot`] collects curves, marks and points, and draws them with labelled axes. The font of a PNG, Noto Sans, is built in,
//! so that no font of the system is read. An SVG names the same font, or any sans-serif font if its reader has no Noto Sans.
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

mod annotations;
mod axis;
mod builder;
mod canvas;
mod chart;
mod curve;
mod error;
mod heading;
mod html;
mod layers;
mod layout;
mod legend;
mod line;
mod notebook;
mod output;
mod plan_curves;
mod shared;
mod style;
mod svg;
mod thinned;
mod ticks;
mod visible;

#[cfg(test)]
mod tests;

pub use builder::Plot;
pub use error::PlotError;
pub use plan_curves::PlanCurves;
