//! The learning-rate range test, as far as it is arithmetic: what a recorded curve says.

mod agreement;
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
