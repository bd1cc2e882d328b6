//! The analysis of a recorded learning-rate range test: suggested rates and bounds.

mod agreement;
mod analysis;
mod bounds;
mod curve;
mod minimum;
#[cfg(feature = "plot")]
mod picture;
mod slide;
mod smoother;
mod steepest;
mod suggestions;
mod valley;

pub use agreement::Agreement;
pub use bounds::LrBounds;
pub use curve::RangeCurve;
pub use suggestions::Suggestions;

pub(crate) use smoother::Smoother;
