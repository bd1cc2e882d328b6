mod cause;
pub(crate) mod check;
mod constructors;
mod deviation;
mod difference;
mod display;
#[expect(clippy::module_inception, reason = "the type's file has the type's name")]
mod error;
mod excerpt;
mod printable;

pub use cause::Cause;
pub use deviation::Deviation;
pub use difference::Difference;
pub use error::Error;
pub use excerpt::Excerpt;
pub use printable::printable;

/// A `Result` with the [`Error`] of this crate, or with another error if one is given.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Result, Schedule};
///
/// fn warmed_up_cosine(steps: u64) -> Result<impl Schedule> {
///     CosineAnnealingLr::new(steps - 5)?.warmup(5)
/// }
/// assert_eq!(warmed_up_cosine(50)?.at(0.5, 0), 0.1);
/// assert!(warmed_up_cosine(5).is_err());
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;
